package fil.assembly;

/** What Maven calls an artifact, without its version. */
record Coordinates(String group, String artifact) {}
