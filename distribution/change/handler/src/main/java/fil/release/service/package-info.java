/** The release handler itself: finds releases, judges them, has their plans executed, remembers how it went. */
package fil.release.service;
