package fil.connector;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.AbstractSessionDataStore;
import org.eclipse.jetty.session.AbstractSessionManager;
import org.eclipse.jetty.session.SessionCache;
import org.eclipse.jetty.session.SessionData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sessions beyond their server and process: attributes of JDK types are written down before the answer that follows from
 * them is sent. Others live in memory as long as their class does.
 */
final class SessionStore extends AbstractSessionDataStore {

    private static final Logger LOG = LoggerFactory.getLogger(SessionStore.class);

    private final SessionFolder folder;
    private final LongSupplier changes;
    /** What the log says is said once between two counts. */
    private final Set<SessionFolder.Kept> told = ConcurrentHashMap.newKeySet();

    private SessionStore(SessionFolder folder, LongSupplier changes) {
        this.folder = folder;
        this.changes = changes;
    }

    /** From now on the sessions of this server are kept there. */
    static void keep(Server server, SessionFolder folder, LongSupplier changes) {
        try {
            folder.ids();
            for (AbstractSessionManager manager : server.getContainedBeans(AbstractSessionManager.class)) {
                SessionStore store = new SessionStore(folder, changes);
                store.initialize(manager.getSessionContext());
                store.start();
                SessionCache cache = manager.getSessionCache();
                cache.setFlushOnResponseCommit(true);
                cache.setSessionDataStore(store);
            }
        } catch (Exception e) { // what Jetty declares
            LOG.error("HTTP sessions end with the server, as they cannot be kept", e);
        }
    }

    @Override
    public SessionData newSessionData(String id, long created, long accessed, long lastAccessed, long maxInactive) {
        return session(id, new KeptSession.Times(created, accessed, lastAccessed, maxInactive));
    }

    private KeptSession session(String id, KeptSession.Times times) {
        return new KeptSession(id, _context.getCanonicalContextPath(), _context.getVhost(), times, changes);
    }

    @Override
    public void doStore(String id, SessionData data, long lastSaveTime) {
        Map<String, byte[]> attributes = new HashMap<>();
        data.getAllAttributes()
                .forEach((name, value) -> JdkValues.written(value).ifPresent(bytes -> attributes.put(name, bytes)));
        KeptSession.Times times = new KeptSession.Times(
                data.getCreated(), data.getAccessed(), data.getLastAccessed(), data.getMaxInactiveMs());
        try {
            tell(folder.write(id, new SessionFolder.Entry(times, data.getExpiry(), attributes)));
        } catch (IOException e) {
            // no answer fails for it; Jetty would say it for each
            if (told.add(SessionFolder.Kept.NO)) {
                LOG.warn("A session cannot be written; it, and others like it, end with this server", e);
            }
        }
    }

    private void tell(SessionFolder.Kept kept) {
        if (kept != SessionFolder.Kept.YES && told.add(kept)) {
            LOG.warn(
                    "A session is not kept on disk, as {}; it, and others like it, end with this server",
                    kept == SessionFolder.Kept.TOO_LARGE ? "it is too large" : "there are too many of them");
        }
    }

    @Override
    public SessionData doLoad(String id) {
        try {
            return folder.read(id).map(it -> session(id, it)).orElse(null);
        } catch (IOException e) {
            LOG.warn("A kept session cannot be read; its client gets a new one", e);
            return null;
        }
    }

    private SessionData session(String id, SessionFolder.Entry entry) {
        KeptSession session = session(id, entry.times());
        session.setExpiry(entry.expiry());
        entry.attributes().forEach((name, written) -> {
            try {
                session.setAttribute(name, JdkValues.read(written));
            } catch (IOException | ClassNotFoundException | RuntimeException e) {
                LOG.warn("The attribute {} of a kept session cannot be read and is dropped", name, e);
            }
        });
        session.setLastSaved(System.currentTimeMillis());
        session.clean();
        return session;
    }

    @Override
    public boolean doExists(String id) {
        return expiry(id)
                .filter(it -> it <= 0 || it > System.currentTimeMillis())
                .isPresent();
    }

    @Override
    public boolean delete(String id) throws IOException {
        return folder.delete(id);
    }

    private Optional<Long> expiry(String id) {
        try {
            return folder.read(id).map(SessionFolder.Entry::expiry);
        } catch (IOException e) {
            LOG.debug("A kept session cannot be read", e);
            return Optional.empty();
        }
    }

    /** Another process may have gone on with it. */
    @Override
    public Set<String> doCheckExpired(Set<String> candidates, long time) {
        Set<String> expired = new HashSet<>(candidates);
        expired.removeIf(id -> expiry(id).filter(it -> it <= 0 || it > time).isPresent());
        return expired;
    }

    @Override
    public Set<String> doGetExpired(long before) {
        try {
            Set<String> expired = folder.ids();
            told.clear();
            expired.removeIf(
                    id -> expiry(id).filter(it -> it <= 0 || it > before).isPresent());
            return expired;
        } catch (IOException e) {
            LOG.warn("The kept sessions cannot be listed; those that have expired stay", e);
            return Set.of();
        }
    }

    @Override
    public void doCleanOrphans(long time) {
        // there is one context
    }

    @Override
    public boolean isPassivating() {
        return false;
    }
}
