package fil.shell;

import fil.release.handler.Answer;
import fil.release.handler.ChangeListener;
import fil.release.handler.ChangeOptions;
import fil.release.handler.ReleaseHandler;
import fil.shell.text.AnswerJson;
import fil.shell.text.AnswerText;
import fil.shell.text.EventText;
import fil.shell.text.Ink;
import java.io.PrintStream;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands about releases. The handler does it; they print, and end with its exit code. */
@Component(
        service = ReleaseCommands.class,
        property = {
            "osgi.command.scope=fil",
            "osgi.command.function=upgrade",
            "osgi.command.function=downgrade",
            "osgi.command.function=install",
            "osgi.command.function=plan",
            "osgi.command.function=check",
            "osgi.command.function=unpack",
            "osgi.command.function=permanent",
            "osgi.command.function=remove",
            "osgi.command.function=versions",
            "osgi.command.function=history"
        })
public final class ReleaseCommands {
    private static final String RELEASE =
            "a release: its name, its archive in releases/ without the ending, or the path of its archive";
    private static final int NARROW = 80;
    private final ReleaseHandler handler;

    /** @param handler does it */
    @Activate
    public ReleaseCommands(@Reference ReleaseHandler handler) {
        this.handler = handler;
    }

    /** Changes to a release. */
    @Descriptor("unpack, check, install, make permanent. Example: fil:upgrade 1986.b")
    public CommandOutcome upgrade(CommandSession session, @Descriptor(RELEASE) String... words) {
        ReleaseArguments arguments = ReleaseArguments.of(
                "upgrade [--json] [--no-permanent] [--unsigned] [--older] [--lose-state NAME]... RELEASE", 1, 1, words);
        return say(
                session,
                arguments,
                handler.upgrade(arguments.name(), options(arguments), listener(session, arguments)));
    }

    /** Goes back. */
    @Descriptor("go back to the release before, or to the one named. Example: fil:downgrade")
    public CommandOutcome downgrade(CommandSession session, @Descriptor(RELEASE) String... words) {
        ReleaseArguments arguments = ReleaseArguments.of(
                "downgrade [--json] [--no-permanent] [--unsigned] [--lose-state NAME]... [RELEASE]", 0, 1, words);
        return say(
                session,
                arguments,
                handler.downgrade(arguments.name(), options(arguments), listener(session, arguments)));
    }

    /** Changes to an unpacked release for now. */
    @Descriptor("change to an unpacked release until the next start. Example: fil:install 1986.b")
    public CommandOutcome install(CommandSession session, @Descriptor(RELEASE) String... words) {
        ReleaseArguments arguments = ReleaseArguments.of(
                "install [--json] [--unsigned] [--older] [--lose-state NAME]... RELEASE", 1, 1, words);
        if (arguments.name().endsWith(".jar")) {
            throw new WrongUsage("'" + arguments.name() + "' is a bundle and no release; felix:install takes bundles.");
        }
        ChangeOptions forNow = options(arguments, false);
        return say(session, arguments, handler.install(arguments.name(), forNow, listener(session, arguments)));
    }

    /** Shows the steps. */
    @Descriptor("the steps to a release; nothing is done. Example: fil:plan 1986.b")
    public CommandOutcome plan(CommandSession session, @Descriptor(RELEASE) String... words) {
        ReleaseArguments arguments = ReleaseArguments.of("plan [--json] [--unsigned] [--older] RELEASE", 1, 1, words);
        return say(session, arguments, handler.plan(arguments.name(), options(arguments)));
    }

    /** Lists what would be wrong. */
    @Descriptor("all that stands against a release; nothing is done. Example: fil:check 1986.b")
    public CommandOutcome check(CommandSession session, @Descriptor(RELEASE) String... words) {
        ReleaseArguments arguments = ReleaseArguments.of(
                "check [--json] [--unsigned] [--older] [--lose-state NAME]... RELEASE", 1, 1, words);
        return say(session, arguments, handler.check(arguments.name(), options(arguments)));
    }

    /** Unpacks an archive. */
    @Descriptor("copy what is new in an archive. Example: fil:unpack 1986.b/fil")
    public CommandOutcome unpack(CommandSession session, @Descriptor(RELEASE) String... words) {
        ReleaseArguments arguments = ReleaseArguments.of("unpack [--json] [--unsigned] [--older] RELEASE", 1, 1, words);
        return say(session, arguments, handler.unpack(arguments.name(), options(arguments)));
    }

    /** Makes a release permanent. */
    @Descriptor("boot this release from the next start on. Example: fil:permanent 1986.b")
    public CommandOutcome permanent(CommandSession session, @Descriptor(RELEASE) String... words) {
        ReleaseArguments arguments = ReleaseArguments.of(
                "permanent [--json] [--unsigned] [--older] [--lose-state NAME]... RELEASE", 1, 1, words);
        return say(session, arguments, handler.permanent(arguments.name(), options(arguments)));
    }

    /** Removes a release. */
    @Descriptor("free the files of a release that is neither current nor permanent. Example: fil:remove 1986.a")
    public CommandOutcome remove(CommandSession session, @Descriptor(RELEASE) String... words) {
        ReleaseArguments arguments = ReleaseArguments.of("remove [--json] RELEASE", 1, 1, words);
        return say(session, arguments, handler.remove(arguments.name()));
    }

    /** Lists the releases. */
    @Descriptor("the releases, and which is which. Example: fil:versions")
    public CommandOutcome versions(CommandSession session, String... words) {
        return say(session, ReleaseArguments.of("versions [--json]", 0, 0, words), handler.versions());
    }

    /** Lists the changes. */
    @Descriptor("the changes there were, the newest first. Example: fil:history")
    public CommandOutcome history(CommandSession session, String... words) {
        return say(session, ReleaseArguments.of("history [--json]", 0, 0, words), handler.history());
    }

    private static ChangeOptions options(ReleaseArguments arguments) {
        return options(arguments, arguments.permanent());
    }

    private static ChangeOptions options(ReleaseArguments arguments, boolean permanent) {
        return new ChangeOptions(permanent, arguments.loseState(), arguments.unsigned(), arguments.older(), who());
    }

    private static String who() {
        return System.getProperty("user.name");
    }

    private static ChangeListener listener(CommandSession session, ReleaseArguments arguments) {
        PrintStream out = session.getConsole();
        if (arguments.json()) {
            return event -> {};
        }
        int columns = columns(session);
        EventText words = new EventText(SessionInk.of(session));
        return columns > 0
                ? new LiveLine(out, columns, words)
                : event -> words.done(event).ifPresent(out::println);
    }

    /** How wide the terminal is; 0: there is none. */
    private static int columns(CommandSession session) {
        int otherwise = session.get(".terminal") == null ? 0 : NARROW;
        return session.get("fil.columns") instanceof Integer columns ? columns : otherwise;
    }

    /** Says it; nothing is left to say of what was done, which is null in a shell. */
    private static CommandOutcome say(CommandSession session, ReleaseArguments arguments, Answer answer) {
        // a thread that is interrupted cannot print: the streams of Gogo are interruptible channels
        Thread.interrupted();
        Ink ink = SessionInk.of(session);
        List<String> lines = new AnswerText(ink).lines(answer);
        if (arguments.json()) {
            session.getConsole().println(AnswerJson.of(answer));
        } else if (answer.exitCode() == 0) {
            lines.forEach(session.getConsole()::println);
        } else {
            // of a failure, the reason goes where the reasons of failures go
            lines.stream().map(ink::failure).forEach(System.err::println);
        }
        return answer.exitCode() == 0 ? null : new CommandOutcome(answer.exitCode());
    }
}
