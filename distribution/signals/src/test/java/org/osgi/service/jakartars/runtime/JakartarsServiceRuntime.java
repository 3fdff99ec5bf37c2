package org.osgi.service.jakartars.runtime;

/** What a test offers in the place of the interface of that name, which nobody here is wired to. */
public interface JakartarsServiceRuntime {
    Object getRuntimeDTO();
}
