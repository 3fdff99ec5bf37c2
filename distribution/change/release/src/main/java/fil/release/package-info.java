/**
 * Releases as values, and where they are kept. Plain Java and the OSGi API: the launcher uses it before a framework runs.
 */
package fil.release;
