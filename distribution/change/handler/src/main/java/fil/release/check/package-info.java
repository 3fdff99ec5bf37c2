/** What would go wrong: found before anything is changed, all of it and not the first only. */
package fil.release.check;
