/** Is each request carried out once, or not at all and its client told? Raw sockets, unique ids both ways, executions counted on disk. */
package fil.once;
