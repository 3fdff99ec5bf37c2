package fil.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * What was typed after a command about releases.
 *
 * @param names what does not begin with two dashes
 * @param json {@code --json}: one object for scripts
 * @param permanent not {@code --no-permanent}
 * @param unsigned {@code --unsigned}
 * @param older {@code --older}
 * @param loseState the names after each {@code --lose-state}
 */
record ReleaseArguments(
        List<String> names, boolean json, boolean permanent, boolean unsigned, boolean older, List<String> loseState) {

    /** @throws IllegalArgumentException if there is an option that the command does not have, or too many names */
    static ReleaseArguments of(String usage, int leastNames, int mostNames, String... words) {
        List<String> names = new ArrayList<>();
        List<String> loseState = new ArrayList<>();
        boolean json = false;
        boolean permanent = true;
        boolean unsigned = false;
        boolean older = false;
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.startsWith("-") && !List.of(usage.split("[\\s\\[\\].]+")).contains(word)) {
                throw new WrongUsage("There is no option " + word + ". Usage: " + usage);
            }
            switch (word) {
                case "--json" -> json = true;
                case "--no-permanent" -> permanent = false;
                case "--unsigned" -> unsigned = true;
                case "--older" -> older = true;
                case "--lose-state" -> {
                    i++;
                    if (i == words.length) {
                        throw new WrongUsage("--lose-state needs the name of a bundle. Usage: " + usage);
                    }
                    loseState.add(words[i]);
                }
                default -> names.add(word);
            }
        }
        if (names.size() < leastNames || names.size() > mostNames) {
            throw new WrongUsage("Usage: " + usage);
        }
        return new ReleaseArguments(names, json, permanent, unsigned, older, loseState);
    }

    /** @return the one name, or nothing */
    String name() {
        return names.isEmpty() ? "" : names.get(0);
    }
}
