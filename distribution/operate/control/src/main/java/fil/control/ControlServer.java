package fil.control;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on {@code run/control.sock}; each client has a thread of its own, at most {@value #MOST_CLIENTS} at a time. */
@Component(service = {})
public final class ControlServer {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int MOST_CLIENTS = 32;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
    private final BundleContext context;
    private final CommandProcessor processor;
    private final ControlSocket socket;
    private final ServerSocketChannel listening;

    @Activate
    public ControlServer(BundleContext context, @Reference CommandProcessor processor) throws IOException {
        this.context = context;
        this.processor = processor;
        this.socket = new ControlSocket(Path.of("run", "control.sock"));
        this.listening = socket.open();
        daemon(this::accept, "fil control").start();
    }

    @Deactivate
    void stop() throws IOException {
        listening.close();
        boolean ends = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
        conversations.forEach(ends ? Conversation::end : Conversation::leave);
        socket.remove();
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                welcome(listening.accept());
            } catch (ClosedChannelException e) {
                LOG.debug("the control socket is closed");
            } catch (IOException e) {
                // no file descriptor left, say: that may pass
                LOG.warn("the control socket cannot take a client; it tries again", e);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void welcome(SocketChannel client) throws IOException {
        if (mayTalk(client)) {
            talk(new Conversation(client, processor, this::phase));
        } else {
            client.close();
        }
    }

    private Conversation.Phase phase() {
        return switch (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState()) {
            case Bundle.STARTING -> Conversation.Phase.STARTING;
            case Bundle.STOPPING -> Conversation.Phase.STOPPING;
            default -> Conversation.Phase.RUNNING;
        };
    }

    private boolean mayTalk(SocketChannel client) {
        if (conversations.size() >= MOST_CLIENTS) {
            LOG.warn("{} clients at a time are enough; one more was turned away", MOST_CLIENTS);
            return false;
        }
        try {
            boolean admitted = socket.admits(client);
            if (!admitted) {
                LOG.warn("Another user tried to control this process and was turned away");
            }
            return admitted;
        } catch (IOException e) {
            LOG.debug("a client left", e);
            return false;
        }
    }

    private void talk(Conversation conversation) {
        conversations.add(conversation);
        conversation.start(() -> conversations.remove(conversation));
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
