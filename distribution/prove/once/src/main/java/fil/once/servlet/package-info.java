/** The bundle of somebody else that {@code fil.once} asks. */
package fil.once.servlet;
