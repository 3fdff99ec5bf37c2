/** From one release to another: the steps, computed and never written by hand. No side effects. */
package fil.release.plan;
