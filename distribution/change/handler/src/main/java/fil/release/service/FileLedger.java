package fil.release.service;

import fil.release.ReleaseStore;
import fil.release.StateCopy;
import fil.release.Status;
import fil.release.StatusFile;
import fil.release.execute.Ledger;
import java.io.IOException;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a change down in {@code releases/}. What ends it, well or badly, is prepared when it begins. */
final class FileLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(FileLedger.class);
    private final ReleaseStore store;
    private final StateCopy state;
    private final String release;
    private final boolean lasting;
    private StatusFile.Prepared committed;
    private StatusFile.Prepared undone;

    FileLedger(ReleaseStore store, StateCopy state, String release, boolean lasting) {
        this.store = store;
        this.state = state;
        this.release = release;
        this.lasting = lasting;
    }

    @Override
    public void begin() throws IOException {
        // a copy that an earlier change left must not be taken for the one of this change
        state.forget();
        Status before = store.status();
        committed = store.statusFile().prepare(before.changedTo(release, lasting), "committed");
        undone = store.statusFile().prepare(before.undone(), "undone");
        store.statusFile().write(before.changing(release));
    }

    @Override
    public void saveState(Collection<String> names) throws IOException {
        state.save(names);
    }

    @Override
    public void restoreState() throws IOException {
        state.restore();
    }

    @Override
    public void commit() throws IOException {
        committed.make();
        clean();
    }

    @Override
    public void undone() throws IOException {
        if (undone != null) {
            undone.make();
        }
        clean();
    }

    /** What is left over does no harm and is deleted by the next start: no reason to take back what is done. */
    private void clean() {
        try {
            store.statusFile().unprepare();
            state.forget();
        } catch (IOException e) {
            LOG.warn("Left over from the change to {}", release, e);
        }
    }
}
