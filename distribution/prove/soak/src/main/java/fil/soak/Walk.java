package fil.soak;

import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A random walk through what operators, attackers and bad luck do to the system, one step at a time, under load. */
final class Walk implements AutoCloseable {
    private static final String A = "1986.a";
    private static final String B = "1986.b";
    /** In an upgrade of the archives, so many steps are certain to come before the cut-over. */
    private static final int STEPS_BEFORE_CUT_OVER = 4;
    /** What costs more is looked at once in so many steps. */
    private static final int SELDOM = 10;

    private final SoakInstallation site;
    private final Truth truth;
    private final Random random;
    private final BadReleases bad;
    private final LoadPlan plan;
    private final ColourWatch colours;
    private final Map<Happening, Integer> done = new EnumMap<>(Happening.class);
    private final RawRequests requests;
    private Load load;
    private String release = A;
    private long answered;
    private double longestGap;
    private int steps;

    Walk(SoakInstallation site, Path next, Random random, SoakOptions options) throws IOException {
        this.site = site;
        this.truth = new Truth(site);
        this.random = random;
        this.bad = new BadReleases(site, next, random);
        this.plan = LoadPlan.of(site.base()).atRate(options.rate());
        this.requests = new RawRequests(site, random, options.raw());
        this.load = Load.start(plan);
        this.colours = new ColourWatch(site.base(), SoakInstallation.CYCLE);
    }

    /** @return what happened, in a line */
    String step() throws Exception {
        Happening happening = Happening.at(random);
        String how = happen(happening);
        Report seen = load.lap();
        answered += seen.answered();
        longestGap = Math.max(longestGap, seen.longestGap());
        Broken.unless(seen.failed() == 0, happening + " lost requests:\n" + seen.text());
        Broken.unless(seen.mixed() == 0, happening + " mixed two releases:\n" + seen.text());
        colours.check();
        truth.isWholly(release);
        done.merge(happening, 1, Integer::sum);
        if (++steps % SELDOM == 0) {
            truth.noLoaderIsLeft();
            truth.nobodyElseIsListenedTo();
        }
        return "%-8s %s  %d answered, longest gap %.0f ms"
                .formatted(happening, how, seen.answered(), seen.longestGap());
    }

    String summary() throws Exception {
        requests.judge();
        truth.noLoaderIsLeft();
        return requests
                + ", %d answered, 0 failed, 0 mixed, longest gap %.0f ms, %d moves of the colour; happened: %s"
                        .formatted(answered, longestGap, colours.moves(), done);
    }

    @Override
    public void close() {
        requests.close();
        colours.close();
        load.close();
    }

    private String happen(Happening happening) throws Exception {
        return switch (happening) {
            case CHANGE -> change();
            case TOGETHER -> together();
            case HAND -> byHand();
            case BROKEN_JAR -> brokenJar();
            case BAD -> badRelease();
            case FAULT -> fault();
            case RIVALS -> rivals();
            case KILL -> kill();
            case RESTART -> restart();
            case HANDOVER -> handover();
        };
    }

    private String change() throws IOException {
        String next = other();
        load.changing(next);
        site.fil(next.equals(B) ? "upgrade" : "downgrade", next).with(0);
        release = next;
        return "to " + next;
    }

    private String together() throws Exception {
        if (!requests.areThere()) {
            return change();
        }
        load.changing("");
        return requests.disturbed();
    }

    private String byHand() throws IOException {
        // the web mixes then, as it was told to
        load.changing("");
        String name = random.nextBoolean() ? "fil.fsm" : "fil.templates";
        for (String version : new String[] {other(), release}) {
            Path jar = site.home().resolve("repository/" + name.replace('.', '-') + "-" + version + ".jar");
            site.fil("eval", "felix:update " + truth.id(name) + " " + jar.toUri())
                    .with(0);
        }
        return name + " there and back";
    }

    private String brokenJar() throws Exception {
        load.changing("");
        String name = random.nextBoolean() ? "fil.fsm" : "fil.templates";
        Path good = site.home().resolve("repository/" + name.replace('.', '-') + "-" + other() + ".jar");
        Path jar = bad.jar(good);
        String update = random.nextBoolean() ? "felix:update " : "fil:update ";
        site.fil("eval", update + truth.id(name) + " " + jar.toUri());
        // the old version is put back in the background
        truth.comesBack(name, release);
        Files.delete(jar);
        return name + " with a broken jar, taken back";
    }

    private String badRelease() throws Exception {
        Path archive = bad.next();
        load.changing("");
        Ended ended = site.fil("upgrade", archive.toString()).with(10, 11);
        String name = archive.getFileName().toString().replaceAll("fil-|\\.tar\\.gz", "");
        Files.delete(archive);
        if (ended.code() == 11) {
            site.fil("remove", name).with(0);
        }
        return name + (ended.code() == 10 ? " refused" : " undone");
    }

    private String fault() throws IOException {
        int step = 1 + random.nextInt(STEPS_BEFORE_CUT_OVER);
        site.faults().order("fail " + step);
        load.changing("");
        site.fil("upgrade", other()).with(11);
        site.faults().order();
        return "after step " + step + " to " + other() + ", undone";
    }

    private String rivals() throws Exception {
        String next = other();
        load.changing(next);
        Process first = site.begin("upgrade", next);
        Ended second = site.fil("upgrade", next).with(0, 13);
        Broken.unless(first.waitFor(120, TimeUnit.SECONDS), "one of two upgrades hangs");
        Broken.unless(first.exitValue() == 0 || first.exitValue() == 13, "one of two upgrades: " + first.exitValue());
        release = next;
        return "two upgrades to " + next + ", the second " + (second.code() == 13 ? "refused" : "in time");
    }

    private String kill() throws Exception {
        requests.judge();
        judged(load.stop());
        ProcessHandle process = site.process();
        int way = random.nextInt(3);
        int failed = 1 + random.nextInt(STEPS_BEFORE_CUT_OVER);
        int killed = 1 + random.nextInt(3 * STEPS_BEFORE_CUT_OVER);
        if (way > 0) {
            if (way == 1) {
                site.faults().order("kill " + killed);
            } else {
                site.faults().order("fail " + failed, "kill " + (failed + killed));
            }
            site.fil("upgrade", other());
            site.faults().order();
        }
        process.destroyForcibly();
        process.onExit().get(60, TimeUnit.SECONDS);
        again();
        return switch (way) {
            case 0 -> "in peace";
            case 1 -> "after step " + killed + ", then " + release;
            default -> "in the undo after step " + failed + ", " + killed + " later, then " + release;
        };
    }

    private String handover() throws IOException {
        load.changing("");
        site.fil("restart", "--handover").with(0);
        return "to another process";
    }

    private String restart() throws Exception {
        requests.judge();
        judged(load.stop());
        site.fil("stop").with(0);
        again();
        return "";
    }

    private void again() throws IOException {
        site.fil("start").with(0);
        release = truth.permanent();
        load = Load.start(plan);
        requests.ask();
    }

    private void judged(Report seen) {
        answered += seen.answered();
        Broken.unless(seen.failed() == 0 && seen.mixed() == 0, "while nothing happened:\n" + seen.text());
    }

    private String other() {
        return release.equals(A) ? B : A;
    }
}
