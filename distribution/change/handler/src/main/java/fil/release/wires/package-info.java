/** What a start of the framework would wire to what, told on paper with the framework's own resolver. */
package fil.release.wires;
