/** The OSGi framework as the engine sees it. */
package fil.release.osgi;
