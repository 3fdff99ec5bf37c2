package fil.templates.renderer;

import fil.page.PageException;
import fil.page.PageModel;
import fil.page.PageSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Renders the {@code page.html} of the bundle that these classes are in, through one Thymeleaf engine of its own. Immediate: it
 * outlives those who use it, and with it the page that it rendered last.
 */
@Component(immediate = true)
public final class RenderedPage implements PageSource {
    private static final String TEMPLATE = "page.html";

    private final TemplateEngine engine;
    private volatile Optional<Rendered> last = Optional.empty();

    /** What was rendered of what. */
    private record Rendered(PageModel model, String page) {}

    /** For SCR. */
    @Activate
    public RenderedPage() {
        this(TEMPLATE);
    }

    RenderedPage(String template) {
        engine = underThymeleaf(() -> engineFor(template));
        Thread early = new Thread(this::prepare, "fil-templates");
        early.setDaemon(true);
        early.start();
    }

    /** Takes a while, and can be done while others start: nobody asks for a page before the web is there. */
    private void prepare() {
        try {
            underThymeleaf(engine::getConfiguration);
        } catch (RuntimeException | LinkageError e) {
            // whoever asks for the page runs into the same, and tells it
            return;
        }
    }

    private static TemplateEngine engineFor(String template) {
        var resolver = new ClassLoaderTemplateResolver(RenderedPage.class.getClassLoader());
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        resolver.addTemplateAlias(TEMPLATE, template);
        var made = new TemplateEngine();
        made.setTemplateResolver(resolver);
        return made;
    }

    /** Who asks anew, because he was replaced, waits for nothing: equal models give equal pages. */
    @Override
    public String render(PageModel model) {
        Optional<Rendered> there = last.filter(one -> one.model().equals(model));
        if (there.isEmpty()) {
            there = Optional.of(new Rendered(model, rendered(model)));
            last = there;
        }
        return there.get().page();
    }

    private String rendered(PageModel model) {
        var context =
                new Context(Locale.ENGLISH, Map.of("askEvery", model.askEvery().toMillis()));
        try {
            return underThymeleaf(() -> engine.process(TEMPLATE, context));
        } catch (TemplateProcessingException e) {
            throw new PageException("the template " + TEMPLATE + " cannot be rendered: " + reason(e), e);
        }
    }

    /** Thymeleaf names the place in the outer message and what is wrong in the innermost one. */
    private static String reason(Throwable outer) {
        Throwable inner = outer;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner == outer ? outer.getMessage() : outer.getMessage() + ": " + inner.getMessage();
    }

    /** Thymeleaf and OGNL look for parts of their own through the context class loader of the thread. */
    private static <T> T underThymeleaf(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TemplateEngine.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
