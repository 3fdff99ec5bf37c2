/**
 * The colour machine in plain Java: {@link fil.fsm.machine.Position} says where it stands and what comes next,
 * {@link fil.fsm.machine.ColourMachine} moves it, {@link fil.fsm.machine.Supervisor} restarts it when it dies.
 * Nothing here knows of OSGi.
 */
package fil.fsm.machine;
