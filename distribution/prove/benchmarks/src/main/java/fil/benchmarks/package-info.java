/** The benchmark: fil from its real archive, beside a bare Jetty, under a load from a second process; prints tables, tests nothing. */
package fil.benchmarks;
