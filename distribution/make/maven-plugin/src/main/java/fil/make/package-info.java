/** Build time only: a Maven plugin that makes the archives of releases. */
package fil.make;
