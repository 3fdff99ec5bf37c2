/** Hours of load on the real archive, with changes and faults from a seed, and a watch over what must never happen. */
package fil.soak;
