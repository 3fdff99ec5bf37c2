/**
 * A load at a constant rate, as a user of the system would see it: each request has an instant at which it is due, and its latency
 * counts from there, whether or not a connection was free. Start with {@link fil.load.Load} in this JVM or
 * {@link fil.load.LoadProcess} in one of its own.
 */
package fil.load;
