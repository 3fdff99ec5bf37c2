package fil.web;

import fil.colour.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Takes in what providers publish and shows one view of it. While held, the view stays what it was, its colours keeping
 * to their course, and what is published goes to the view that is shown once the hold ends. Thread-safe.
 */
final class PublishedView {
    private static final Head JSON = Head.of("application/json; charset=utf-8", "no-store");
    private static final long MOMENT_NANOS = 1_000_000_000;

    private final Time time;
    private final ColourJson json = new ColourJson();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile View shown;
    private volatile WebLimits limits;
    private View latest;
    private int holds;
    private Provider colours;
    private Provider pages;

    PublishedView(Time time, WebLimits limits) {
        this.time = time;
        this.limits = limits;
        long now = time.now();
        colours = Provider.gone(now);
        pages = Provider.gone(now);
        latest = View.empty(now, now + limits.graceNanos());
        shown = latest;
    }

    /** The view of this moment: one volatile read. Ask its offers whether they still hold. */
    View view() {
        return shown;
    }

    /** That part of the view, moved on along its course where the view is held. */
    Offer offer(Function<View, Offer> part) {
        Offer offer = part.apply(shown);
        if (offer.holds(now())) {
            return offer;
        }
        follow();
        return part.apply(shown);
    }

    /** Whether both a colour and a page have been given. */
    synchronized boolean isComplete() {
        return colours.gave() && pages.gave();
    }

    WebLimits limits() {
        return limits;
    }

    long now() {
        return time.now();
    }

    /** A watcher runs at each change of the view, under the lock of the board: it must only hand on. */
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    synchronized void colourSourceCame(Object source) {
        colours = Provider.came(source, now());
        publish(latest.withColour(latest.colour().attended(now())));
    }

    void reading(Object source, Reading reading) {
        byte[] bytes = json.of(reading.colour());
        synchronized (this) {
            if (colours.is(source)) {
                colours = colours.giving();
                long now = now();
                long left =
                        Duration.between(time.wall().instant(), reading.until()).toNanos();
                publish(latest.with(reading, Offer.until(now + left, bytes, JSON, now)));
            }
        }
    }

    synchronized void colourSourceGone(Object source) {
        if (colours.is(source)) {
            colours = Provider.gone(now());
            publish(latest.withColour(latest.colour().missedFrom(now() + limits.graceNanos())));
        }
    }

    synchronized void pageSourceCame(Object source) {
        pages = Provider.came(source, now());
        publish(latest.withPage(latest.page().attended(now())));
    }

    synchronized void page(Object source, byte[] bytes) {
        if (pages.is(source)) {
            pages = pages.giving();
            publish(latest.withPage(Offer.lasting(bytes, "text/html; charset=utf-8", now())));
        }
    }

    /** The page that was there is kept. */
    synchronized void pageBroken(Object source, String reason) {
        if (pages.is(source)) {
            pages = pages.broken(reason);
        }
    }

    synchronized void pageSourceGone(Object source) {
        if (pages.is(source)) {
            pages = Provider.gone(now());
            publish(latest.withPage(latest.page().missedFrom(now() + limits.graceNanos())));
        }
    }

    synchronized void limits(WebLimits newLimits) {
        limits = newLimits;
        View view = latest;
        if (!colours.there()) {
            view = view.withColour(view.colour().missedFrom(colours.since() + newLimits.graceNanos()));
        }
        if (!pages.there()) {
            view = view.withPage(view.page().missedFrom(pages.since() + newLimits.graceNanos()));
        }
        publish(view);
    }

    /**
     * From now on the view stays, whatever is published, until as many releases as holds. A colour that has run out, with nobody
     * there who might give the next, goes on only if that was a moment ago: then its machine is being replaced.
     */
    synchronized void hold() {
        if (holds++ == 0) {
            boolean goesOn = colours.there() || now() - shown.colour().expires() < MOMENT_NANOS;
            show(new View(goesOn ? shown.reading() : Optional.empty(), kept(shown.colour()), kept(shown.page())));
        }
    }

    /** The cut-over: one write makes the latest view the one that is shown. */
    synchronized void release() {
        if (--holds == 0) {
            publish(latest);
        }
    }

    synchronized boolean isHeld() {
        return holds > 0;
    }

    /** While held, moves the colour along its course. */
    synchronized void follow() {
        long now = now();
        Offer old = shown.colour();
        if (holds == 0 || old.holds(now) || old.isMissed(now) || shown.reading().isEmpty()) {
            return;
        }
        Reading before = shown.reading().get();
        Reading after = before.at(before.until().plusNanos(now - old.expires()));
        long expires =
                old.expires() + Duration.between(before.until(), after.until()).toNanos();
        show(shown.with(after, Offer.until(expires, json.of(after.colour()), JSON, now)));
    }

    synchronized Optional<Trouble> colourTrouble() {
        return trouble(colours, latest.colour(), "colour");
    }

    synchronized Optional<Trouble> pageTrouble() {
        return trouble(pages, latest.page(), "page");
    }

    private Optional<Trouble> trouble(Provider provider, Offer offer, String what) {
        long now = now();
        boolean passing = now - provider.since() < limits.graceNanos();
        if (provider.broken().isPresent()) {
            return provider.broken().map(reason -> new Trouble(false, reason));
        }
        if (!provider.there()) {
            return Optional.of(new Trouble(
                    passing,
                    "no bundle provides a " + what + "; the log says why, start or update the one that should"));
        }
        if (!provider.gave()) {
            return Optional.of(new Trouble(passing, "the bundle that provides a " + what + " has not given one yet"));
        }
        long overdue = now - offer.expires();
        return overdue < limits.graceNanos()
                ? Optional.empty()
                : Optional.of(new Trouble(
                        false,
                        "the " + what + " ran out " + overdue / 1_000_000_000
                                + " s ago and no new one was given; restart the bundle that provides it"));
    }

    private Offer kept(Offer offer) {
        return offer.isMissed(now()) ? offer : offer.attended(now());
    }

    private void publish(View view) {
        latest = view;
        if (holds == 0) {
            show(view);
        }
    }

    private void show(View view) {
        shown = view;
        watchers.forEach(Runnable::run);
    }
}
