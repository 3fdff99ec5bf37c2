/** Holds the files of an installation against what was released. Plain Java, which needs no system that runs. */
package fil.release.verify;
