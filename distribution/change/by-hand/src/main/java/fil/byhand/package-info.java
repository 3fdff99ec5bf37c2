/**
 * What is changed by hand, in the shell, from the repository or by the deploy folder, judged and taken back if it fails.
 *
 * <pre>
 * UpdateCommand, DeployCommand, DeployFolder
 *   -> {@link fil.byhand.ByHand}      claims the system, in a thread of its own
 *   -> {@link fil.byhand.HandChange}  catch, replace, wire users anew, start, judge; or put all back
 * {@link fil.byhand.BundleCommands}   start, stop, install, uninstall, refresh: the same claim, an undo of their own
 * {@link fil.byhand.SafetyNet}        below whoever updates a bundle without asking: copies it while it stops, looks at
 *                        the new version for a while, and puts the old one back
 * </pre>
 *
 * The release handler has an undo of its own; while it changes a release, and whenever the system is claimed, the net is
 * drawn in.
 */
package fil.byhand;
