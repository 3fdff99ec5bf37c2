package fil.templates.renderer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.page.PageException;
import fil.page.PageModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RenderedPageTest {
    private static final PageModel MODEL = new PageModel(Duration.ofMillis(1200));

    @Test
    void theModelReachesThePage() {
        String page = new RenderedPage().render(MODEL);
        assertTrue(page.contains("<body data-ask-every=\"1200\">"), page);
        assertTrue(page.contains("<div id='color'>"), page);
    }

    @Test
    void equalModelsGiveEqualPages() {
        RenderedPage pages = new RenderedPage();
        assertEquals(pages.render(MODEL), pages.render(new PageModel(Duration.ofMillis(1200))));
    }

    @Test
    void whoAsksAgainGetsWhatIsThere() {
        RenderedPage pages = new RenderedPage();
        String page = pages.render(MODEL);
        assertSame(page, pages.render(new PageModel(Duration.ofMillis(1200))));
        assertTrue(pages.render(new PageModel(Duration.ofMillis(900))).contains("<body data-ask-every=\"900\">"));
        assertEquals(page, pages.render(MODEL));
    }

    @Test
    void aBrokenExpressionIsNamedWithItsPlace() {
        PageException thrown = assertThrows(PageException.class, () -> new RenderedPage("broken.html").render(MODEL));
        assertTrue(thrown.getMessage().contains("page.html"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("line 3"), thrown.getMessage());
    }

    @Test
    void aTemplateThatIsNotThereIsSaid() {
        PageException thrown = assertThrows(PageException.class, () -> new RenderedPage("none.html").render(MODEL));
        assertTrue(thrown.getMessage().contains("none.html"), thrown.getMessage());
    }

    @Test
    void theContextClassLoaderOfTheCallerIsPutBack() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        new RenderedPage().render(MODEL);
        assertSame(before, Thread.currentThread().getContextClassLoader());
    }
}
