/** The colours as a component: it publishes each reading, and hands its state over to its next version. */
package fil.fsm.component;
