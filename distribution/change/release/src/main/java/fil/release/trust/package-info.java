/**
 * Who may change the system: signatures of release archives and the keys that an installation trusts. Plain Java, the
 * JDK's Ed25519 alone.
 */
package fil.release.trust;
