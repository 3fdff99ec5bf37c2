/** Faults on order, brought into the release handler of an unchanged installation by a Java agent. */
package fil.faults;
