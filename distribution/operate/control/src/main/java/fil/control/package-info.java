/** The way in for {@code bin/fil}, and two small bridges: settings to Config Admin, the OSGi log to the log files. */
package fil.control;
