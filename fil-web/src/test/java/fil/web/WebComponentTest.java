package fil.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.colour.ColourSource;
import fil.colour.Phase;
import fil.colour.Reading;
import fil.page.PageException;
import fil.page.PageModel;
import fil.page.PageSource;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.condition.Condition;

class WebComponentTest {
    private final WebComponent viewing = new WebComponent(new SetTo(5_000, 1_200));

    private final WebHealth pageHealth = new WebHealth("page", viewing.board()::pageTrouble);

    @AfterEach
    void stop() {
        viewing.deactivate();
    }

    @Test
    void aMachineThatIsUnboundKeepsNothingOfTheWeb() {
        Machine old = new Machine();
        Machine fresh = new Machine();
        viewing.bindColours(old);
        viewing.bindColours(fresh);
        viewing.unbindColours(old);
        assertEquals(List.of(), old.readers);
        assertEquals(1, fresh.readers.size());
        viewing.unbindColours(fresh);
        assertEquals(List.of(), fresh.readers);
    }

    @Test
    void aMachineThatFailsToBeReadCanStillBeUnbound() {
        ColourSource broken = reader -> {
            throw new IllegalStateException("made to fail");
        };
        try {
            viewing.bindColours(broken);
        } catch (IllegalStateException e) {
            viewing.unbindColours(broken);
        }
        assertTrue(viewing.board().colourTrouble().isPresent());
    }

    @Test
    void whatClientsSawStaysWhenTheWebGoesInTheMiddleOfARelease() {
        viewing.bindPages(model -> "old");
        viewing.bindHold(Condition.INSTANCE);
        viewing.bindPages(model -> "new");
        viewing.deactivate();
        viewing.unbindHold(Condition.INSTANCE);
        assertEquals("old", page());
    }

    @Test
    void thePageFollowsTheSettings() {
        viewing.bindPages(model -> "every " + model.askEvery().toMillis());
        assertEquals("every 1200", page());
        viewing.modified(new SetTo(5_000, 600));
        assertEquals("every 600", page());
    }

    @Test
    void settingsThatAreWrongLeaveThoseThatWere() {
        viewing.bindPages(model -> "every " + model.askEvery().toMillis());
        viewing.modified(new SetTo(-1, 600));
        assertEquals("every 1200", page());
        assertEquals(5_000, viewing.board().limits().waitMillis());
    }

    @Test
    void aWebThatIsStartedWithWrongSettingsTakesTheUsualOnes() {
        WebComponent other = new WebComponent(new SetTo(0, 1_200));
        assertEquals(WebLimits.USUAL, other.board().limits());
        other.deactivate();
    }

    @Test
    void aBrokenTemplateKeepsThePageAndTurnsHealthRedUntilAnotherComes() {
        PageSource broken = model -> {
            throw new PageException("line 3 is wrong", null);
        };
        viewing.bindPages(model -> "Hello #1");
        viewing.bindPages(broken);
        assertEquals("Hello #1", page());
        Result result = pageHealth.execute();
        assertEquals(Result.Status.CRITICAL, result.getStatus());
        assertTrue(result.toString().contains("line 3 is wrong"), result::toString);
        viewing.bindPages(model -> "Hello #2");
        assertEquals("Hello #2", page());
        assertEquals(Result.Status.OK, pageHealth.execute().getStatus());
    }

    @Test
    void templatesOfAnotherAgeThatCannotBeLinkedAreBrokenToo() {
        viewing.bindPages(new PageSource() {
            @Override
            public String render(PageModel model) {
                throw new NoClassDefFoundError("org/thymeleaf/TemplateEngine");
            }
        });
        assertEquals(Result.Status.CRITICAL, pageHealth.execute().getStatus());
    }

    @Test
    void aMissingMachineMayPass() {
        WebHealth health = new WebHealth("colour", viewing.board()::colourTrouble);
        assertEquals(Result.Status.TEMPORARILY_UNAVAILABLE, health.execute().getStatus());
        viewing.bindColours(new Machine());
        assertEquals(Result.Status.OK, health.execute().getStatus());
    }

    private String page() {
        return new String(viewing.board().view().page().bytes(), UTF_8);
    }

    private static final class Machine implements ColourSource {
        private final List<Consumer<? super Reading>> readers = new ArrayList<>();

        @Override
        public Subscription subscribe(Consumer<? super Reading> reader) {
            readers.add(reader);
            Duration lasts = Duration.ofHours(1);
            reader.accept(new Reading("olive", Instant.now().plus(lasts), List.of(new Phase("green", lasts))));
            return () -> readers.remove(reader);
        }
    }

    private record SetTo(long waitMillis, long askEvery) implements WebConfig {
        @Override
        public long wait$() {
            return waitMillis;
        }

        @Override
        public long grace() {
            return 10_000;
        }

        @Override
        public int waiting() {
            return 100;
        }

        @Override
        public int streams() {
            return 100;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return WebConfig.class;
        }
    }
}
