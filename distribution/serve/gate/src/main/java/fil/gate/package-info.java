/** The gate before the whiteboard: requests of a bundle that is being replaced wait, or its former version answers them. */
package fil.gate;
