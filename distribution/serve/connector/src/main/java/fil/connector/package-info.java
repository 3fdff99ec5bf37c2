/** Jetty's connector on the held socket: each request has one owner, a connection that is given back goes to the next server. */
package fil.connector;
