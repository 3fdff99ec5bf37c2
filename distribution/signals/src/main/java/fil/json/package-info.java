/** Plain values as JSON, copied into each bundle that keeps or shows some. */
package fil.json;
