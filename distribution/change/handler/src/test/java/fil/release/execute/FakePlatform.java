package fil.release.execute;

import fil.health.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Version;

/** A framework of maps: what is there, what runs, what was called. Told calls fail. */
final class FakePlatform implements Platform {
    final Map<String, String> code = new TreeMap<>();
    final Set<String> active = new HashSet<>();
    final List<String> calls = new ArrayList<>();
    final Set<String> failing = new HashSet<>();
    /** Calls that hear no interrupt, and end when their latch is open. */
    final Map<String, CountDownLatch> slow = new TreeMap<>();

    Verdict health = Verdict.WELL;
    boolean held;

    private void called(String call) {
        calls.add(call);
        while (slow.containsKey(call) && slow.get(call).getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
        if (failing.contains(call)) {
            throw new IllegalStateException("the fake fails to " + call);
        }
    }

    @Override
    public Version version(String name) {
        return Version.parseVersion(code.get(name));
    }

    @Override
    public byte[] jar(String name) {
        return code.get(name).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isOf(String name, byte[] jar) {
        return new String(jar, StandardCharsets.UTF_8).equals(code.get(name));
    }

    @Override
    public void install(String name, byte[] jar, int startOrder) {
        called("install " + name);
        code.put(name, new String(jar, StandardCharsets.UTF_8));
    }

    @Override
    public void update(String name, byte[] jar, int startOrder) {
        String version = new String(jar, StandardCharsets.UTF_8);
        called("update " + name + " " + version);
        code.put(name, version);
    }

    @Override
    public void replaceBeside(String name, byte[] jar) {
        called("beside " + name);
    }

    @Override
    public void uninstall(String name) {
        called("uninstall " + name);
        code.remove(name);
    }

    @Override
    public void stop(String name) {
        called("stop " + name);
        active.remove(name);
    }

    @Override
    public void start(String name) {
        called("start " + name + " " + code.get(name));
        active.add(name);
    }

    @Override
    public void order(Map<String, Integer> startOrders) {
        called("order " + startOrders);
    }

    @Override
    public boolean isActive(String name) {
        return active.contains(name);
    }

    @Override
    public void refresh(Collection<String> names) {
        called("refresh");
    }

    @Override
    public void hold(String from, String to) {
        called("hold");
        held = true;
    }

    @Override
    public void release() {
        called("release");
        held = false;
    }

    @Override
    public Undo configure(String pid, Map<String, Object> before, Map<String, Object> after) {
        called("configure " + pid);
        return () -> called("configure back " + pid);
    }

    @Override
    public void letRequestsEnd() {
        // nobody asks anything here
    }

    @Override
    public void noteHealth(Set<String> touched, Set<String> unconfigured) {
        calls.add("note");
    }

    @Override
    public Verdict health() {
        return active.stream().anyMatch(name -> code.get(name).endsWith("b")) ? health : Verdict.WELL;
    }
}
