/** For tests: makes bundles, and starts a framework for them. */
package fil.kit;
