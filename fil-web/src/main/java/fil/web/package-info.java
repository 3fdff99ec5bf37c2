/** What clients get: the page, the colour as JSON, the stream of events, from what was last published. */
package fil.web;
