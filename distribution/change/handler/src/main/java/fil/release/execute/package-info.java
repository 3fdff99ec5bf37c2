/**
 * Takes the steps of a plan, each with its undo registered first. Knows the framework only through {@link Platform}.
 */
package fil.release.execute;
