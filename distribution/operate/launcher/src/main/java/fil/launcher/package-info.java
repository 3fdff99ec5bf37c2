/** The plain program around the framework: {@code run} starts it, the other verbs are clients of the one that runs. */
package fil.launcher;
