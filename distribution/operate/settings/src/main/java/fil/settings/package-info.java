/** The operator's settings: names, what is allowed, the file they are kept in. */
package fil.settings;
