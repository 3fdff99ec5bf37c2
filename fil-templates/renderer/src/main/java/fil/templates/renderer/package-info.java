/** The page, rendered once and published. */
package fil.templates.renderer;
