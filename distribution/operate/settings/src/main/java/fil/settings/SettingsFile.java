package fil.settings;

import fil.signals.SmallFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** conf/fil.properties as a text that people write: one line is changed, the others and the comments stay. */
public final class SettingsFile {
    private final Path file;

    /** @param file the file; need not exist */
    public SettingsFile(Path file) {
        this.file = file;
    }

    /**
     * Writes one value. The file is the old or the new one at every moment, also after a crash.
     *
     * @param setting what to set
     * @param value an allowed value
     * @throws IOException if the file cannot be written; it is then as it was
     */
    public void write(Setting setting, String value) throws IOException {
        List<String> lines = Files.exists(file)
                ? SmallFile.text(file, SmallFile.USUAL).lines().toList()
                : List.of();
        replace(changed(lines, setting.key(), setting.key() + "=" + escaped(value)));
    }

    private static List<String> changed(List<String> lines, String key, String line) {
        Pattern ofKey = Pattern.compile("[ \\t\\f]*" + Pattern.quote(key) + "[ \\t\\f]*([=:].*|[ \\t\\f].*)?");
        List<String> result = new ArrayList<>();
        boolean done = false;
        boolean continued = false;
        boolean dropping = false;
        for (String old : lines) {
            boolean comment = !continued && old.stripLeading().matches("[#!].*");
            if (!continued) {
                dropping = !comment && ofKey.matcher(old).matches();
                if (dropping && !done) {
                    result.add(line);
                    done = true;
                }
            }
            if (!dropping) {
                result.add(old);
            }
            continued = !comment && endsWithBackslash(old);
        }
        if (!done) {
            result.add(line);
        }
        return result;
    }

    private static boolean endsWithBackslash(String line) {
        int count = 0;
        while (count < line.length() && line.charAt(line.length() - 1 - count) == '\\') {
            count++;
        }
        return count % 2 == 1;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\");
    }

    private void replace(List<String> lines) throws IOException {
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new");
        try {
            Files.write(fresh, lines, StandardCharsets.UTF_8);
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
            }
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
