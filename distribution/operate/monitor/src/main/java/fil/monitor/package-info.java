/** What an operator sees over HTTP: the page below /fil/, the metrics, health and readiness. Nothing here changes anything. */
package fil.monitor;
