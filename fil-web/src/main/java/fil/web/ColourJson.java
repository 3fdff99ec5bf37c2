package fil.web;

import tools.jackson.databind.json.JsonMapper;

/** Writes a colour as clients read it. */
final class ColourJson {
    private final JsonMapper mapper = new JsonMapper();

    byte[] of(String colour) {
        return mapper.writeValueAsBytes(new Answer(colour));
    }

    private record Answer(String color) {}
}
