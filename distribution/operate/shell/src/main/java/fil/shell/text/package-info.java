/** Words and JSON of what the release handler answers and tells; the launcher, which answers while nothing runs, has a copy inside. */
package fil.shell.text;
