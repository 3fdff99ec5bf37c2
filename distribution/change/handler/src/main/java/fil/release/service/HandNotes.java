package fil.release.service;

import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import fil.release.records.History;
import fil.signals.HandNote;
import fil.signals.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes in the history what was changed by hand, as whoever did it tells. */
@Component(service = Consumer.class, property = Names.NAME + "=" + Names.HAND_NOTES)
public final class HandNotes implements Consumer<Map<String, Object>> {
    private static final Logger LOG = LoggerFactory.getLogger(HandNotes.class);
    private final ReleaseStore store;

    /** @param context of this bundle */
    @Activate
    public HandNotes(BundleContext context) {
        this.store = HandlerSite.of(context).store();
    }

    /** What cannot be noted was done all the same. */
    @Override
    public void accept(Map<String, Object> told) {
        HandNote note = HandNote.of(told);
        try {
            keep(note);
        } catch (ReleaseException e) {
            LOG.warn("{} cannot be noted in the history", note.what(), e);
        }
    }

    private void keep(HandNote note) {
        Path releases = store.layout().releases();
        String current = store.status().current();
        History history = History.byHand(releases);
        history.note(
                history.place(note.began()),
                new ChangeRecord(
                        current,
                        current,
                        note.who(),
                        "",
                        List.of(),
                        Optional.of(note.began()),
                        Duration.between(note.began(), Instant.now()),
                        outcome(note),
                        note.refused() ? "" : note.failure(),
                        note.refused() ? List.of(note.failure()) : List.of(),
                        Optional.empty(),
                        note.what()));
    }

    private static Outcome outcome(HandNote note) {
        if (note.refused()) {
            return Outcome.REFUSED;
        }
        if (note.failure().isEmpty()) {
            return Outcome.DONE;
        }
        return note.back() ? Outcome.UNDONE : Outcome.NOT_UNDONE;
    }
}
