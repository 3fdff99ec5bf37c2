package fil.gate;

/** One pattern of the servlet specification, 12.2: exact, path prefix, extension, default or context root. */
record Mapping(Shape shape, String value) {

    /** The shapes of a pattern, the one that wins over the others last. */
    enum Shape {
        DEFAULT,
        ROOT,
        EXTENSION,
        PREFIX,
        EXACT
    }

    private static final int NO_MATCH = -1;

    static Mapping of(String pattern) {
        if (pattern.isEmpty()) {
            return new Mapping(Shape.ROOT, "");
        }
        if (pattern.equals("/")) {
            return new Mapping(Shape.DEFAULT, "");
        }
        if (pattern.startsWith("*.")) {
            return new Mapping(Shape.EXTENSION, pattern.substring(1));
        }
        if (pattern.endsWith("/*")) {
            return new Mapping(Shape.PREFIX, pattern.substring(0, pattern.length() - 2));
        }
        return new Mapping(Shape.EXACT, pattern);
    }

    boolean matches(String path) {
        return switch (shape) {
            case DEFAULT -> true;
            case ROOT -> path.isEmpty() || path.equals("/");
            case EXTENSION -> path.endsWith(value) && path.lastIndexOf('/') < path.length() - value.length();
            case PREFIX ->
                path.startsWith(value) && (path.length() == value.length() || path.charAt(value.length()) == '/');
            case EXACT -> path.equals(value);
        };
    }

    /** Whether it is for this path and no other one. */
    boolean isOnly(String path) {
        return (shape == Shape.EXACT || shape == Shape.ROOT) && matches(path);
    }

    /** How well the pattern fits: the greatest number among several patterns wins the request; negative = no match. */
    int fit(String path) {
        return matches(path) ? (shape.ordinal() << 16) + Math.min(value.length(), 0xffff) : NO_MATCH;
    }
}
