package fil.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.wire.Frame;
import fil.wire.Request;
import fil.wire.Screen;
import fil.wire.Wire;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.Process;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client and a real Gogo, with a real socket between them. */
@Timeout(60)
class ConversationTest {
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final Commands commands = new Commands();
    private final AtomicReference<Conversation.Phase> phase = new AtomicReference<>(Conversation.Phase.RUNNING);

    @TempDir
    private Path folder;

    private CommandProcessorImpl gogo;
    private ServerSocketChannel server;
    private SocketChannel client;
    private CountDownLatch ended;

    /** What can be run. */
    public static final class Commands {
        private final CountDownLatch hanging = new CountDownLatch(1);

        /** Prints and returns. */
        public String greet(String name) {
            System.out.println("good morning");
            return "Hello " + name;
        }

        /** Fails. */
        public void fail() {
            throw new IllegalStateException("it rains");
        }

        /** Fails as code does that wants a terminal. */
        public void stumble() {
            throw new NullPointerException("because \"reader\" is null");
        }

        /** Prints its failure, as the commands of the shell do that are like those of POSIX. */
        public void print() {
            Process process = Process.Utils.current();
            process.err().println("print: java.io.FileNotFoundException: /none (No such file or directory)");
            process.error(1);
        }

        /** Ends with a code of its own. */
        public IntSupplier refuse() {
            System.err.println("refused");
            return () -> 10;
        }

        /** Does not end unless it is interrupted, and has something to say about it. */
        public void hang() throws InterruptedException {
            hanging.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                System.out.println("left");
            }
        }

        /** Prints more than any buffer holds. */
        public void flood() {
            for (int i = 0; i < 20_000; i++) {
                System.out.println("line " + i + " of a long story");
            }
        }
    }

    @BeforeEach
    void connect() throws IOException {
        threadIo.start();
        gogo = new CommandProcessorImpl(threadIo);
        for (String name : List.of("greet", "fail", "stumble", "print", "refuse", "hang", "flood")) {
            gogo.addCommand("test", commands, name);
        }
        server = new ControlSocket(folder.resolve("run/control.sock")).open();
        begin();
    }

    private void begin() throws IOException {
        begin(phase::get);
    }

    private void begin(Supplier<Conversation.Phase> phase) throws IOException {
        client = SocketChannel.open(server.getLocalAddress());
        ended = new CountDownLatch(1);
        new Conversation(server.accept(), gogo, phase).start(ended::countDown);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        server.close();
        ended.await();
        gogo.stop();
        threadIo.stop();
    }

    @Test
    void outputAndResultArriveAndTheCodeIsZero() throws IOException {
        ask(Request.Verb.EVAL, "test:greet world");
        assertEquals(new Heard("good morning\nHello world\n", "", 0), listen());
    }

    /** The shell and what its commands ask may start behind the page, which says to its readers that fil is there. */
    @Test
    void aCommandWaitsForTheEndOfTheStart() throws Exception {
        phase.set(Conversation.Phase.STARTING);
        ask(Request.Verb.EVAL, "test:hang");
        assertFalse(commands.hanging.await(300, TimeUnit.MILLISECONDS));
        phase.set(Conversation.Phase.RUNNING);
        assertTrue(commands.hanging.await(60, TimeUnit.SECONDS));
    }

    /** Bundles go one by one, and with them their commands. */
    @Test
    void aCommandThatIsGoneWhileAllStopsIsNoUnknownCommand() throws IOException {
        phase.set(Conversation.Phase.STOPPING);
        ask(Request.Verb.CALL, "fil:upgrade", "1986.b");
        Heard heard = listen();
        assertEquals(3, heard.code());
        assertTrue(heard.err().startsWith("fil: it is stopping"), heard::err);
    }

    @Test
    void aCommandThatGoesWhenItIsAskedForIsNoUnknownCommandEither() throws IOException {
        AtomicInteger looks = new AtomicInteger();
        begin(() -> looks.incrementAndGet() < 3 ? Conversation.Phase.RUNNING : Conversation.Phase.STOPPING);
        ask(Request.Verb.EVAL, "test:gone");
        assertEquals(3, listen().code());
    }

    /** The bundle that brings it may be replaced just now. */
    @Test
    void aVerbIsWaitedForUntilItsCommandIsThere() throws Exception {
        ask(Request.Verb.CALL, "test:later", "world");
        assertFalse(ended.await(300, TimeUnit.MILLISECONDS));
        gogo.addCommand("test", new Later(), "later");
        assertEquals("later world\n", listen().out());
    }

    /** Comes when it is asked for already. */
    public static final class Later {
        public String later(String name) {
            return "later " + name;
        }
    }

    @Test
    void argumentsOfACallMeanNothingToGogo() throws IOException {
        ask(Request.Verb.CALL, "test:greet", "a b; $(fail) '\"");
        assertEquals("good morning\nHello a b; $(fail) '\"\n", listen().out());
    }

    @Test
    void failureIsOneAndItsReason() throws IOException {
        ask(Request.Verb.EVAL, "test:fail");
        assertEquals(new Heard("", "it rains\n", 1), listen());
    }

    @Test
    void failureInTheCodeOfACommandIsASentence() throws IOException {
        ask(Request.Verb.EVAL, "test:stumble");
        assertEquals(
                new Heard(
                        "",
                        "The command cannot do this here (null pointer in its code): it takes other arguments, or it wants a terminal, "
                                + "which bin/fil attach has.\n",
                        1),
                listen());
    }

    @Test
    void failureThatACommandPrintsIsOneAndItsReason() throws IOException {
        ask(Request.Verb.EVAL, "test:greet world; test:print");
        assertEquals(new Heard("good morning\n", "print: /none (No such file or directory)\n", 1), listen());
    }

    @Test
    void failureBeforeTheLastCommandIsNotThatOfTheLine() throws IOException {
        ask(Request.Verb.EVAL, "test:print; test:greet world");
        assertEquals(0, listen().code());
    }

    @Test
    void unknownCommandIsNamed() throws IOException {
        ask(Request.Verb.EVAL, "no:such");
        Heard heard = listen();
        assertEquals(1, heard.code());
        assertTrue(heard.err().contains("no:such"), heard::err);
    }

    @Test
    void commandMayHaveAnExitCodeOfItsOwn() throws IOException {
        ask(Request.Verb.CALL, "test:refuse");
        assertEquals(new Heard("", "refused\n", 10), listen());
    }

    @RepeatedTest(20)
    void interruptEndsTheCommandAndItsLastWordsArrive() throws Exception {
        ask(Request.Verb.EVAL, "test:hang");
        commands.hanging.await();
        new Frame(Frame.Kind.INTERRUPT, new byte[0]).write(Wire.output(client));
        assertEquals(new Heard("left\n", "Interrupted.\n", 1), listen());
    }

    @Test
    void commandIsInterruptedWhenItsClientIsGone() throws Exception {
        ask(Request.Verb.EVAL, "test:hang");
        commands.hanging.await();
        client.close();
        ended.await();
    }

    @Test
    void clientThatReadsSlowlyGetsEverything() throws IOException {
        ask(Request.Verb.EVAL, "test:flood");
        assertEquals(20_000, listen().out().lines().count());
    }

    @Test
    void requestThatIsNoneIsRefusedInASentence() throws IOException {
        Frame.text(Frame.Kind.REQUEST, "nonsense").write(Wire.output(client));
        Heard heard = listen();
        assertEquals(2, heard.code());
        assertTrue(heard.err().startsWith("fil refuses this request: "), heard::err);
    }

    @Test
    void bytesByChanceEndTheConversationAndNothingElse() throws Exception {
        byte[] bytes = new byte[4_096];
        new Random(1986).nextBytes(bytes);
        DataOutputStream out = Wire.output(client);
        out.write(bytes);
        out.flush();
        client.shutdownOutput();
        ended.await();
    }

    @Test
    void conversationsAfterEachOtherLeaveNoThreadGroupsBehind() throws Exception {
        int groups = Thread.currentThread().getThreadGroup().activeGroupCount();
        for (int i = 0; i < 5; i++) {
            ask(Request.Verb.EVAL, "test:greet world");
            listen();
            client.close();
            ended.await();
            begin();
        }
        assertEquals(groups, Thread.currentThread().getThreadGroup().activeGroupCount());
    }

    private void ask(Request.Verb verb, String... arguments) throws IOException {
        new Request(verb, List.of(arguments), new Screen(0, 0), "dumb", false)
                .frame()
                .write(Wire.output(client));
    }

    private Heard listen() throws IOException {
        DataInputStream in = Wire.input(client);
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        while (true) {
            Optional<Frame> frame = Frame.read(in);
            String text = new String(frame.orElseThrow(EOFException::new).bytes(), StandardCharsets.UTF_8);
            switch (frame.get().kind()) {
                case OUT -> out.append(text);
                case ERR -> err.append(text);
                default -> {
                    return new Heard(out.toString(), err.toString(), frame.get().number());
                }
            }
        }
    }

    private record Heard(String out, String err, int code) {}
}
