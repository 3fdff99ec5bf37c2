package fil.shell;

import java.util.function.IntSupplier;

/** A command was typed wrongly; says how it is typed. */
final class WrongUsage extends IllegalArgumentException implements IntSupplier {
    private static final long serialVersionUID = 1L;
    private static final int EXIT_CODE = 2;

    WrongUsage(String sentence) {
        super(sentence);
    }

    @Override
    public int getAsInt() {
        return EXIT_CODE;
    }
}
