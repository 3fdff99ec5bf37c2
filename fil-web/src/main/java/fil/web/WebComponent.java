package fil.web;

import fil.colour.ColourSource;
import fil.page.PageModel;
import fil.page.PageSource;
import fil.signals.Hold;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.condition.Condition;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to the providers, and to the release handler, on behalf of the board, and serves what is on it. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "fil.web")
@Designate(ocd = WebConfig.class)
public final class WebComponent {
    private static final Logger LOG = LoggerFactory.getLogger(WebComponent.class);

    private final PublishedView board;
    private final Waiters waiters = new Waiters();
    private final Events events;
    private final Map<ColourSource, ColourSource.Subscription> subscriptions = new IdentityHashMap<>();
    private Optional<PageSource> pages = Optional.empty();
    private volatile Optional<WebServices> services = Optional.empty();

    /** For SCR. */
    @Activate
    public WebComponent(WebConfig settings) {
        board = new PublishedView(Time.ofSystem(), taken(settings, WebLimits.USUAL));
        board.watch(waiters::wake);
        String age = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        events = new Events(board, new EventLog(age, PageFiles.OF_BUNDLE.tag()));
    }

    /** Called when all providers that are there have been bound. */
    @Activate
    void activate(BundleContext context) {
        services = Optional.of(new WebServices(context, board, waiters, events));
        offerStandIn();
    }

    private void offerStandIn() {
        if (board.isComplete()) {
            services.ifPresent(WebServices::offerStandIn);
        }
    }

    @Modified
    synchronized void modified(WebConfig settings) {
        board.limits(taken(settings, board.limits()));
        pages.ifPresent(this::render);
    }

    /** A wrong setting must not take the web down, nor may one of a wrong type, which is found when it is asked for. */
    private static WebLimits taken(WebConfig settings, WebLimits otherwise) {
        try {
            return WebLimits.of(settings);
        } catch (RuntimeException e) {
            LOG.error("{}. The settings of fil.web stay as they were", e.getMessage());
            return otherwise;
        }
    }

    /** The view is held for good: what is bound, a release's hold too, is taken away next, and the stand-in shows it still. */
    @Deactivate
    void deactivate() {
        services.ifPresent(WebServices::close);
        events.close();
        board.hold();
    }

    PublishedView board() {
        return board;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindColours(ColourSource source) {
        board.colourSourceCame(source);
        subscriptions.put(source, source.subscribe(reading -> {
            board.reading(source, reading);
            offerStandIn();
        }));
    }

    /** Also called when this stops: a machine that goes on must not keep what has gone. */
    synchronized void unbindColours(ColourSource source) {
        board.colourSourceGone(source);
        Optional.ofNullable(subscriptions.remove(source)).ifPresent(ColourSource.Subscription::close);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindPages(PageSource source) {
        pages = Optional.of(source);
        board.pageSourceCame(source);
        render(source);
    }

    synchronized void unbindPages(PageSource source) {
        pages = pages.filter(current -> current != source);
        board.pageSourceGone(source);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, target = Hold.FILTER)
    void bindHold(Condition hold) {
        board.hold();
    }

    void unbindHold(Condition hold) {
        board.release();
    }

    /** A page that cannot be rendered must not take the web down: the one before is kept, and health says so. */
    private void render(PageSource source) {
        try {
            String page = source.render(new PageModel(board.limits().askEvery()));
            board.page(source, page.getBytes(StandardCharsets.UTF_8));
            offerStandIn();
        } catch (RuntimeException | LinkageError e) {
            board.pageBroken(source, e.getMessage());
            LOG.error("The page before is kept: {}", e.getMessage(), e);
        }
    }
}
