/** What is kept about releases on disk, told and changed without a framework: also while nothing runs. */
package fil.release.records;
