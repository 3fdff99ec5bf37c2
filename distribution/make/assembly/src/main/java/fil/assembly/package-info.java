/** Build time only: lays out the releases that become the archives. */
package fil.assembly;
