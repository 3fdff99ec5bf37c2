/** Makes the next release out of one that is there, without a build tool. */
package fil.release.pack;
