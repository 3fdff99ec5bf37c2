/** The commands of scope {@code fil} in the Gogo shell. They ask and print; what they ask for is done elsewhere. */
package fil.shell;
