package fil.page;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The templates of one release, as an OSGi service. A new generation of templates is a new service. Thread-safe.
 */
@ProviderType
public interface PageSource {
    /**
     * Renders the page. Equal models give equal pages for as long as this service lives, so the caller may keep it.
     *
     * @param model what the page is made from, not null
     * @return the whole HTML document, never null or empty
     * @throws PageException if the template is broken; says where
     */
    String render(PageModel model);
}
