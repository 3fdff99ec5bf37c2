/**
 * What client and server of the control socket say to each other: frames of one byte kind, four bytes length and that many bytes.
 * The client sends one request, then input, interrupts and sizes; the server sends output and errors, and last the exit code.
 */
package fil.wire;
