/** The state of components, kept on disk: a folder for each bundle, whole at every moment. */
package fil.state;
