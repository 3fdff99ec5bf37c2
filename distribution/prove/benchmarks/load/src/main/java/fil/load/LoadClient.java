package fil.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One client: takes the next request that is due, waits for its instant, asks, judges the answer and writes it down. */
final class LoadClient implements Runnable {
    /** How a request can fail, the narrower exception first. */
    private static final Map<Class<? extends Exception>, String> KINDS = kinds();

    private final LoadPlan plan;
    private final Schedule schedule;
    private final Tally tally;
    private final InetSocketAddress server;
    private final List<byte[]> requests;
    private Optional<Connection> connection = Optional.empty();

    LoadClient(LoadPlan plan, Schedule schedule, Tally tally) {
        this.plan = plan;
        this.schedule = schedule;
        this.tally = tally;
        this.server = new InetSocketAddress(plan.base().getHost(), plan.base().getPort());
        this.requests = plan.paths().stream()
                .map(path -> Connection.request(server, path, plan.fresh()))
                .toList();
    }

    @Override
    public void run() {
        try {
            while (schedule.running()) {
                Schedule.Turn turn = schedule.next();
                if (schedule.await(turn)) {
                    ask(turn);
                }
            }
        } finally {
            disconnect();
        }
    }

    private void ask(Schedule.Turn turn) {
        int target = (int) (turn.number() % requests.size());
        long sent = System.nanoTime();
        try {
            Connection current = connected();
            HttpResponse answer = current.ask(requests.get(target));
            tally.answered(
                    turn.due(),
                    sent,
                    System.nanoTime(),
                    AnswerJudge.judge(plan.paths().get(target), answer));
            if (plan.fresh()) {
                current.awaitEnd();
                disconnect();
            } else if (answer.closing()) {
                tally.closedPolitely();
                disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            tally.failed(sent, kind(e), plan.paths().get(target));
            disconnect();
        }
    }

    private Connection connected() throws IOException {
        if (connection.filter(Connection::closedByServer).isPresent()) {
            tally.closedWhileIdle();
            disconnect();
        }
        if (connection.isEmpty()) {
            connection = Optional.of(Connection.open(server, plan.timeout()));
        }
        return connection.get();
    }

    private void disconnect() {
        connection.ifPresent(Connection::close);
        connection = Optional.empty();
    }

    private static Map<Class<? extends Exception>, String> kinds() {
        Map<Class<? extends Exception>, String> kinds = new LinkedHashMap<>();
        kinds.put(SocketTimeoutException.class, "timeout");
        kinds.put(ConnectException.class, "refused");
        kinds.put(EOFException.class, "eof");
        kinds.put(AnswerReader.TruncatedException.class, "truncated");
        kinds.put(SocketException.class, "reset");
        return kinds;
    }

    private static String kind(Exception e) {
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getKey().isInstance(e))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("not HTTP");
    }
}
