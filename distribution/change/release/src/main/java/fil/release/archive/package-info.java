/** Release archives. They are hostile until proven otherwise: every reader here is strict and bounded. */
package fil.release.archive;
