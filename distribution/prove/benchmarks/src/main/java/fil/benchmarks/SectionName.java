package fil.benchmarks;

import java.util.Locale;

/** The tables of the benchmark, in the order they are printed. */
enum SectionName {
    THROUGHPUT(
            "requests/s of both URLs against a bare Jetty handler with the same bytes and threads",
            new ThroughputSection()),
    THREADS(
            "Java 21+: platform and virtual threads: throughput, and the slowest answers of 300 connections",
            new ThreadsSection()),
    UPDATE("plain updates of FSM and templates at 1,000 requests/s", Replacements.PLAIN_UPDATE),
    UPGRADE("a minute of upgrades and downgrades, one each second, at 1,000 requests/s", new UpgradeSection()),
    GROWTH("a change of 2 to 500 bundles, beside 1 to 300 kept releases", new GrowthSection()),
    WEB("fil-web replaced in place", Replacements.WEB),
    API("fil-api replaced and the wirings refreshed", Replacements.API),
    JETTY("Felix HTTP Jetty replaced in place", Replacements.JETTY),
    RESTART("the JVM replaced: bin/fil restart --handover", Replacements.RESTART),
    START("start to first answer", new StartSection()),
    YOUNG("a process that has just been started: how late, and how many answers; beside its peers", new YoungSection()),
    PEERS("start, memory and throughput beside every server that is here", new PeersSection()),
    VERBS("ping, status, versions, history and eval beside an empty Java", new VerbsSection()),
    MEMORY("memory at rest; memory, classes and threads after 50, 500 and 1,000 upgrades", new MemorySection()),
    STREAMS("open event streams: how many, and what one costs", new StreamsSection());

    private final String purpose;
    private final Section section;

    SectionName(String purpose, Section section) {
        this.purpose = purpose;
        this.section = section;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String purpose() {
        return purpose;
    }

    Section section() {
        return section;
    }
}
