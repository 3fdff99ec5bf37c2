package fil.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One attached shell that stays open, so that a command under load costs no start of a client. */
final class Shell implements AutoCloseable {
    private final Process process;
    private final BufferedReader in;
    private final BufferedWriter out;
    private int commands;

    private Shell(Process process) {
        this.process = process;
        this.in = process.inputReader();
        this.out = process.outputWriter();
    }

    static Shell attach(Path fil, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(fil.toString(), "attach").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("FIL_"));
        builder.environment().putAll(environment);
        return new Shell(builder.start());
    }

    /** Runs a Gogo command. @return what it printed */
    String run(String command) throws IOException {
        String end = "done-" + ++commands;
        // two lines: the second is run even if the first fails; the quotes keep the mark out of an echo of the input
        out.write(command + "\necho done\"-\"" + commands + "\n");
        out.flush();
        StringBuilder printed = new StringBuilder();
        for (String line = in.readLine(); ; line = in.readLine()) {
            if (line == null) {
                throw new EOFException("the attached shell ended in '" + command + "': " + printed);
            }
            if (line.endsWith(end)) {
                return printed.toString();
            }
            printed.append(line).append('\n');
        }
    }

    /** Updates the bundle of that name from a file. */
    void update(String bundle, Path jar) throws IOException {
        String printed = run("felix:update " + id(bundle) + " " + jar.toUri());
        if (!printed.replace("g! ", "").isBlank()) {
            throw new IOException("the update of " + bundle + " said: " + printed.strip());
        }
    }

    void refresh(String bundle) throws IOException {
        run("felix:refresh " + id(bundle));
    }

    private long id(String bundle) throws IOException {
        Matcher line = Pattern.compile("(\\d+)\\|\\w+ *\\| *\\d+\\|" + Pattern.quote(bundle) + " \\(")
                .matcher(run("felix:lb -s"));
        if (!line.find()) {
            throw new IOException("no bundle " + bundle + " is there");
        }
        return Long.parseLong(line.group(1));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
