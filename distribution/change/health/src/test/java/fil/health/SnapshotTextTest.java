package fil.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class SnapshotTextTest {
    @RepeatedTest(20)
    void whatWasWrittenIsRead(RepetitionInfo repetition) {
        Snapshot snapshot =
                Systems.random(new Random(repetition.getCurrentRepetition())).snapshot();
        Snapshot read = SnapshotText.read(SnapshotText.of(snapshot));
        assertEquals(snapshot.bundles(), read.bundles());
        assertEquals(snapshot.served(), read.served());
        assertEquals(Set.copyOf(snapshot.refused()), Set.copyOf(read.refused()));
        assertEquals(Set.copyOf(snapshot.parts()), Set.copyOf(read.parts()));
        assertEquals(snapshot.red(), read.red());
        assertEquals(snapshot.answers(), read.answers());
    }

    @Test
    void aLineStaysALineAndWhatIsNotKnownIsLeftOut() {
        Systems system = new Systems();
        system.bundles.put("b", new Snapshot.Running(new Version("1.0"), 3, true, Set.of("x", "y"), Set.of()));
        system.barren.add(new Snapshot.Barren("b", "the\tcomponent", "it\nfailed", true));
        Snapshot read = SnapshotText.read(SnapshotText.of(system.snapshot()) + "more\tof another version\n\n");
        assertEquals(system.bundles, read.bundles());
        assertEquals(List.of(new Snapshot.Barren("b", "the component", "it failed", true)), read.barren());
    }
}
