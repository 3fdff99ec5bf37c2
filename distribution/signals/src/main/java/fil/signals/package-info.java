/**
 * What bundles must agree on although they share no code: names, the hold, and a few questions to the framework that
 * several of them ask. Constants and plain Java; the build copies this package into each bundle that uses it, so no
 * bundle is wired to another for it and each can be replaced alone.
 */
package fil.signals;
