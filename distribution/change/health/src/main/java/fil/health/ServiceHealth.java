package fil.health;

import fil.health.Snapshot.Barren;
import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Served;
import fil.health.Snapshot.State;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** The services of bundles: which there are, and whether one who asks for them gets an object. */
final class ServiceHealth implements AutoCloseable {
    private final BundleContext context;
    private final ServiceLookup registry;
    private final Set<ServiceReference<?>> got = new HashSet<>();

    ServiceHealth(BundleContext context, ServiceLookup registry) {
        this.context = context;
        this.registry = registry;
    }

    /** Those that somebody has got, and the commands of the shell, which are got when they are typed. */
    Stream<Served> inUse() {
        return served(it -> it.getUsingBundles() != null);
    }

    Stream<Served> all() {
        return served(it -> true);
    }

    private Stream<Served> served(Predicate<ServiceReference<?>> wanted) {
        return registry.all(null, null).stream().flatMap(it -> {
            Bundle bundle = it.getBundle();
            if (bundle == null || bundle.getBundleId() == 0) {
                return Stream.empty();
            }
            String component = ServiceLookup.component(it);
            Stream<Served> types = wanted.test(it)
                    ? texts(it.getProperty(Constants.OBJECTCLASS))
                            .map(type -> new Served(Kind.SERVICE, type, bundle.getSymbolicName(), component))
                    : Stream.empty();
            Stream<Served> commands = texts(it.getProperty("osgi.command.function"))
                    .map(function -> new Served(
                            Kind.COMMAND,
                            it.getProperty("osgi.command.scope") + ":" + function,
                            bundle.getSymbolicName(),
                            component));
            return Stream.concat(types, commands);
        });
    }

    /**
     * Gets the services of components, which may wait for somebody to do so: what fails then, fails before anybody sees it.
     * One of a kind is kept until this is closed, so that it is not made twice.
     */
    List<Barren> barren(List<Bundle> bundles, List<Snapshot.Part> parts) {
        return bundles.stream()
                .flatMap(bundle -> Stream.ofNullable(bundle.getRegisteredServices())
                        .flatMap(Stream::of)
                        .filter(it -> !ServiceLookup.component(it).isEmpty() && !got.contains(it))
                        .flatMap(it -> barren(bundle, it, parts).stream()))
                .toList();
    }

    private Optional<Barren> barren(Bundle bundle, ServiceReference<?> reference, List<Snapshot.Part> parts) {
        try {
            if (context.getService(reference) != null) {
                if (Constants.SCOPE_SINGLETON.equals(reference.getProperty(Constants.SERVICE_SCOPE))) {
                    got.add(reference);
                } else {
                    context.ungetService(reference);
                }
                return Optional.empty();
            }
        } catch (IllegalStateException e) {
            // its bundle stops this moment: whether it is back is seen at the next look
            return Optional.empty();
        }
        String component = ServiceLookup.component(reference);
        Optional<String> code = parts.stream()
                .filter(part -> part.state() == State.SATISFIED
                        && part.name().equals(component)
                        && part.bundle().equals(bundle.getSymbolicName()))
                .findFirst()
                .flatMap(part -> unloadable(bundle, part.code()));
        return reference.getBundle() == null
                ? Optional.empty()
                : Optional.of(new Barren(
                        bundle.getSymbolicName(),
                        "the component " + component,
                        code.orElse("nobody can get its service"),
                        code.isPresent()));
    }

    /** Why a class cannot be had: it is missing, or made for another Java. */
    private static Optional<String> unloadable(Bundle bundle, String name) {
        try {
            bundle.loadClass(name);
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.of("its class " + name + " is missing");
        } catch (UnsupportedClassVersionError e) {
            return Optional.of(
                    "its class " + name + " is made for another Java: " + Components.shortened(e.getMessage()));
        } catch (LinkageError e) {
            return Optional.of("its class " + name + " cannot be loaded: " + Components.shortened(e.toString()));
        }
    }

    private static Stream<String> texts(Object value) {
        if (value instanceof String[] all) {
            return Stream.of(all);
        }
        return value instanceof Iterable<?> all
                ? Stream.of(all)
                        .flatMap(it -> java.util.stream.StreamSupport.stream(it.spliterator(), false))
                        .map(String::valueOf)
                : Stream.ofNullable(value).map(String::valueOf);
    }

    @Override
    public void close() {
        got.forEach(context::ungetService);
        got.clear();
    }
}
