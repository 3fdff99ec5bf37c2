/** The colours of release 1986.b. */
package fil.fsm;
