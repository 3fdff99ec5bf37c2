/** The defaults of releases in Config Admin; inlined where they are fed at a start and where a release is changed. */
package fil.release.configuration;
