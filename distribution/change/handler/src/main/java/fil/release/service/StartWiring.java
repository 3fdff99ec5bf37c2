package fil.release.service;

import fil.release.osgi.Installed;
import fil.release.plan.Assembly;
import fil.release.plan.BundlePlacement;
import fil.release.plan.Rewiring;
import fil.release.wires.PaperBoot;
import fil.release.wires.Wired;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.Resolver;

/** Compares the wires of the running system with those that a start from nothing would make. */
final class StartWiring {
    private final BundleContext context;
    private final Installed installed;
    private final List<BundlePlacement> beside;

    /** @param beside the bundles of which another one of the same name counts; they provide, too */
    StartWiring(BundleContext context, Installed installed, List<BundlePlacement> beside) {
        this.context = context;
        this.installed = installed;
        this.beside = beside;
    }

    /**
     * For a change. What would differ though all bundles were wired anew that can be is none of its business: it was so before, and
     * only a new process mends it.
     *
     * @param running what runs
     * @param lasting whether the bundle of a name lasts as long as the process
     */
    Rewiring onlyWhatCanBe(Assembly running, Predicate<String> lasting) {
        Set<Wired> before = asked(boot -> symmetric(anewBut(boot, running, lasting), booted(boot, running)));
        Set<String> given = before.stream()
                .flatMap(wire -> wire.names().stream())
                .filter(lasting)
                .collect(Collectors.toSet());
        // one start of each side: which of several possible starts it is stays the same from round to round
        Map<Assembly, Map<Resource, Wiring>> starts = new IdentityHashMap<>();
        return (side, fresh) -> asked(boot -> of(
                boot,
                side,
                fresh,
                starts.computeIfAbsent(side, it -> boot.start(all(it), Map.of(), Map.of())),
                before,
                given,
                lasting));
    }

    private Set<Wired> anewBut(PaperBoot boot, Assembly running, Predicate<String> lasting) {
        Map<Resource, Wiring> kept = new HashMap<>();
        Map<Resource, Long> ids = new HashMap<>();
        List<BundlePlacement> anew = new ArrayList<>(beside);
        for (BundlePlacement part : running.parts().values()) {
            if (!lasting.test(part.name()) || !keep(part.name(), kept, ids)) {
                anew.add(part);
            }
        }
        return Wired.all(boot.start(anew, kept, ids));
    }

    private Set<String> of(
            PaperBoot boot,
            Assembly side,
            Set<String> fresh,
            Map<Resource, Wiring> booted,
            Set<Wired> before,
            Set<String> given,
            Predicate<String> lasting) {
        Map<Resource, Wiring> kept = new HashMap<>();
        Map<Resource, Long> ids = new HashMap<>();
        List<BundlePlacement> anew = new ArrayList<>(beside);
        List<BundlePlacement> unresolved = new ArrayList<>();
        for (BundlePlacement part : side.parts().values()) {
            if (fresh.contains(part.name())) {
                anew.add(part);
            } else if (!keep(part.name(), kept, ids)) {
                unresolved.add(part);
                anew.add(part.unstarted());
            }
        }
        Set<String> starting = unresolved.stream()
                .filter(part ->
                        part.started() && booted.containsKey(part.facts().resource()))
                .map(BundlePlacement::name)
                .collect(Collectors.toSet());
        if (!starting.isEmpty()) {
            return starting;
        }
        Set<Wired> differing = symmetric(Wired.all(boot.start(anew, kept, ids)), Wired.all(booted));
        differing.removeAll(before);
        return toRefresh(differing, fresh, side, given, lasting);
    }

    /** What differs now, once more in words. */
    List<String> differing(Assembly running) {
        return asked(boot -> {
            Set<Wired> now = now(running);
            Set<Wired> booted = booted(boot, running);
            List<String> words = new ArrayList<>();
            now.stream()
                    .filter(wire -> !booted.contains(wire))
                    .forEach(wire -> words.add(wire + ", which the next start will not wire"));
            booted.stream()
                    .filter(wire -> !now.contains(wire))
                    .forEach(wire -> words.add("the next start will wire: " + wire));
            return words;
        });
    }

    private Set<Wired> now(Assembly running) {
        Map<Resource, Wiring> kept = new HashMap<>();
        running.parts().keySet().forEach(name -> keep(name, kept, new HashMap<>()));
        return Wired.all(kept);
    }

    private Set<Wired> booted(PaperBoot boot, Assembly running) {
        return Wired.all(boot.start(all(running), Map.of(), Map.of()));
    }

    private List<BundlePlacement> all(Assembly assembly) {
        List<BundlePlacement> parts = new ArrayList<>(assembly.parts().values());
        parts.addAll(beside);
        return parts;
    }

    /**
     * First those whose wires differ; if all of them are wired anew and still differ, those at the other end as well; at last those that
     * provide the same and are asked first because they are resolved already, though nobody is wired to them; and if it is none of these
     * but a package that another one uses, all that do not last. None that lasts and was not as a start would have it before: who uses it
     * cannot be, either.
     */
    private static Set<String> toRefresh(
            Set<Wired> differing, Set<String> fresh, Assembly after, Set<String> given, Predicate<String> lasting) {
        Function<Set<String>, Set<String>> further = names -> names.stream()
                .filter(name -> after.parts().containsKey(name) && !fresh.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> users =
                further.apply(differing.stream().map(Wired::userName).collect(Collectors.toSet()));
        if (!users.isEmpty()) {
            return users;
        }
        Set<Wired> mendable = differing.stream()
                .filter(wire -> !given.contains(wire.providerName()))
                .collect(Collectors.toSet());
        Set<String> ends = further.apply(
                mendable.stream().flatMap(wire -> wire.names().stream()).collect(Collectors.toSet()));
        if (!ends.isEmpty() || mendable.isEmpty()) {
            return ends;
        }
        Set<String> alike = further.apply(alike(mendable, after, given));
        return alike.isEmpty()
                ? further.apply(
                        after.parts().keySet().stream().filter(lasting.negate()).collect(Collectors.toSet()))
                : alike;
    }

    private static Set<String> alike(Set<Wired> differing, Assembly after, Set<String> given) {
        return after.parts().values().stream()
                .filter(part -> !given.contains(part.name()))
                .filter(part -> part.facts().resource().getCapabilities(null).stream()
                        .anyMatch(capability -> differing.stream().anyMatch(wire -> wire.isTo(capability))))
                .map(BundlePlacement::name)
                .collect(Collectors.toSet());
    }

    private boolean keep(String name, Map<Resource, Wiring> kept, Map<Resource, Long> ids) {
        Bundle bundle = installed.bundle(name);
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return false;
        }
        kept.put(wiring.getRevision(), wiring);
        ids.put(wiring.getRevision(), bundle.getBundleId());
        return true;
    }

    private <T> T asked(Function<PaperBoot, T> question) {
        Bundle system = context.getBundle(0);
        ServiceReference<Resolver> reference = context.getServiceReference(Resolver.class);
        try {
            return question.apply(new PaperBoot(
                    system.adapt(BundleRevision.class),
                    system.adapt(BundleWiring.class),
                    context.getService(reference)));
        } finally {
            context.ungetService(reference);
        }
    }

    private static Set<Wired> symmetric(Set<Wired> one, Set<Wired> two) {
        Set<Wired> differing = new TreeSet<>(one);
        differing.removeAll(two);
        two.stream().filter(wire -> !one.contains(wire)).forEach(differing::add);
        return differing;
    }
}
