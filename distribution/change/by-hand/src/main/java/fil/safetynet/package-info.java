/**
 * A plain {@code update ID URL} is not transactional: when the new version does not resolve, does not start, or has a
 * component that cannot be activated, the old one is gone and nothing serves. The safety net keeps a copy of what is
 * being replaced and puts it back.
 *
 * <pre>
 * STOPPING   copy the jar                            ({@link fil.safetynet.Catch})
 * UPDATED    look at the new version for a while     ({@link fil.safetynet.SafetyNet})
 * failed     update with the copy, start, say so
 * well       forget the copy
 * </pre>
 *
 * The release handler has an undo of its own; while it changes a release the net is drawn in.
 */
package fil.safetynet;
