package fil.launcher;

import fil.signals.SmallFile;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The folders of an unpacked archive. The process stands in the installation's folder, so the names are relative, and the
 * control socket's is short however long the path is.
 */
public final class InstallationFolders {
    private static final Path RUN = Path.of("run");
    private static final long LOOK_NS = 5_000_000;
    private Optional<FileChannel> owned = Optional.empty();

    /** @return the absolute path of the installation */
    public Path home() {
        return Path.of("").toAbsolutePath();
    }

    /** @return the operator's settings */
    public Path settings() {
        return Path.of(SystemName.SETTINGS);
    }

    /** @return the control socket */
    public Path socket() {
        return RUN.resolve("control.sock");
    }

    /**
     * Makes this process the one that runs: of all that one process alone may write, the state first of all. Waits for the one that
     * leaves, which ends the wait by its death, too.
     *
     * @return whether that is so now; no other process can be it until this one ends, or leaves
     */
    public boolean own(Duration patience) throws IOException {
        FileChannel channel =
                FileChannel.open(RUN.resolve("fil.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long began = System.nanoTime();
        while (channel.tryLock() == null) {
            if (System.nanoTime() - began > patience.toNanos()) {
                channel.close();
                return false;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        owned = Optional.of(channel);
        return true;
    }

    /** Another process may be the one that runs. */
    public void disown() throws IOException {
        if (owned.isPresent()) {
            owned.get().close();
        }
    }

    /** Makes {@code run/}, for its owner alone. */
    public void prepareLock() throws IOException {
        if (Files.notExists(RUN)) {
            Files.createDirectory(
                    RUN, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.setPosixFilePermissions(RUN, PosixFilePermissions.fromString("rwx------"));
    }

    /** Removes what an earlier process left; only the one that holds the lock may do so. */
    public void prepare() throws IOException {
        Files.createDirectories(Path.of("log"));
        forget();
        Files.deleteIfExists(RUN.resolve("failure"));
    }

    /** Says to bin/fil which process runs. */
    public void started() throws IOException {
        write("fil.pid", Long.toString(ProcessHandle.current().pid()));
    }

    /** Says to bin/fil that the page answers. */
    public void answers(String url) throws IOException {
        write("url", url);
    }

    /** Says to bin/fil what does not serve although the page answers. */
    public void unwell(String sentence) throws IOException {
        write("unwell", sentence);
    }

    /** Says to bin/fil why the process ended; best effort, the message is on stderr too. */
    public void failed(String message) {
        try {
            if (Files.isDirectory(RUN)) {
                write("failure", message);
            }
        } catch (IOException e) {
            System.err.println("run/failure cannot be written: " + e);
        }
    }

    /** Forgets the process that ran, unless another one runs by now. */
    public void forgetThis() throws IOException {
        Path pid = RUN.resolve("fil.pid");
        if (Files.exists(pid)
                && SmallFile.text(pid, SmallFile.USUAL)
                        .trim()
                        .equals(Long.toString(ProcessHandle.current().pid()))) {
            forget();
        }
    }

    /** Forgets the process that ran. */
    public void forget() throws IOException {
        Files.deleteIfExists(RUN.resolve("url"));
        Files.deleteIfExists(RUN.resolve("unwell"));
        Files.deleteIfExists(RUN.resolve("fil.pid"));
    }

    private static void write(String name, String text) throws IOException {
        Path fresh = RUN.resolve(name + ".new");
        Files.writeString(fresh, text + "\n", StandardCharsets.UTF_8);
        Files.move(fresh, RUN.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
