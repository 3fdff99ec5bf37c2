/** The colours of release 1986.a. */
package fil.fsm;
