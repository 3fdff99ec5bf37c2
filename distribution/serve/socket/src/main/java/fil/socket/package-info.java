/** The listening socket, which outlives the server and the process that answer on it. */
package fil.socket;
