package fil.signals;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A data transfer object, or a service, read by the names that its specification gives it. So nothing is wired to the
 * bundle that has it, and the whiteboards of javax and jakarta read the same. A field that is not there, as in an older version of the
 * specification, is empty or 0.
 *
 * @param object what is read; null reads as one without any field
 */
public record Dto(Object object) {
    /** @return a field as text */
    public String text(String field) {
        Object value = value(field);
        return value == null ? "" : value.toString();
    }

    /** @return a field as a number */
    public long number(String field) {
        return value(field) instanceof Number number ? number.longValue() : 0;
    }

    /** @return what is in a field that is an array or a collection, as text */
    public List<String> texts(String field) {
        return values(value(field)).map(String::valueOf).toList();
    }

    /** @return the DTO in a field */
    public Dto dto(String field) {
        return new Dto(value(field));
    }

    /** @return the DTOs in a field that is an array or a collection */
    public List<Dto> dtos(String field) {
        return values(value(field)).map(Dto::new).toList();
    }

    /** @return a field that is a map */
    public Map<?, ?> map(String field) {
        return value(field) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** An older version of the specification lacks the field. */
    private Object value(String field) {
        try {
            return object == null ? null : object.getClass().getField(field).get(object);
        } catch (NoSuchFieldException e) {
            return null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Calls a method of a service.
     *
     * @param type the name of the interface that has the method
     * @param method its name
     * @param arguments what it is called with
     * @return what it returns
     * @throws ReflectiveOperationException if there is no such method, or it threw
     */
    public Dto call(String type, String method, Object... arguments) throws ReflectiveOperationException {
        Method found = Stream.of(
                        interfaceOf(object.getClass(), type).orElseThrow().getMethods())
                .filter(it -> it.getName().equals(method) && it.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(type + "." + method));
        return new Dto(found.invoke(object, arguments));
    }

    /** @return what is in it, an array or a collection */
    public Stream<Dto> each() {
        return values(object).map(Dto::new);
    }

    private static Optional<Class<?>> interfaceOf(Class<?> type, String name) {
        if (type == null) {
            return Optional.empty();
        }
        return type.getName().equals(name)
                ? Optional.of(type)
                : Stream.concat(Stream.of(type.getInterfaces()), Stream.ofNullable(type.getSuperclass()))
                        .flatMap(it -> interfaceOf(it, name).stream())
                        .findFirst();
    }

    private static Stream<?> values(Object value) {
        if (value instanceof Collection<?> all) {
            return all.stream();
        }
        return value == null || !value.getClass().isArray()
                ? Stream.empty()
                : IntStream.range(0, Array.getLength(value)).mapToObj(i -> Array.get(value, i));
    }
}
