package fil.connector;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Values of JDK types through and through, written down so that code of any version can read them again. */
final class JdkValues {

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final ObjectInputFilter BOUNDS =
            ObjectInputFilter.Config.createFilter("maxdepth=100;maxrefs=100000;maxarray=1000000");

    private JdkValues() {}

    /** Empty if the value, or anything in it, is of another type or cannot be written. */
    static Optional<byte[]> written(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Set<ClassLoader> others = new HashSet<>();
        try (Visit visit = new Visit(bytes, others)) {
            visit.writeObject(value);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // it cannot be written: as any other value that is not of the JDK
        }
        return others.isEmpty() ? Optional.of(bytes.toByteArray()) : Optional.empty();
    }

    static Object read(byte[] written) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new OfTheJdk(new ByteArrayInputStream(written))) {
            in.setObjectInputFilter(BOUNDS);
            return in.readObject();
        }
    }

    /** The loaders, other than the JDK's, of what is in the value as far as it can be written. */
    static Set<ClassLoader> loaders(Object value) {
        Set<ClassLoader> seen = new HashSet<>();
        try (Visit visit = new Visit(OutputStream.nullOutputStream(), seen)) {
            visit.writeObject(value);
        } catch (IOException | RuntimeException e) {
            return seen; // the rest cannot be looked into
        }
        return seen;
    }

    /** Sees each object before it is known whether it can be written. */
    private static final class Visit extends ObjectOutputStream {
        private final Set<ClassLoader> loaders;

        Visit(OutputStream out, Set<ClassLoader> loaders) throws IOException {
            super(out);
            this.loaders = loaders;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            note(object.getClass());
            if (object instanceof Class<?> type) {
                note(type);
            }
            return object;
        }

        @Override
        protected void annotateClass(Class<?> type) {
            note(type);
        }

        private void note(Class<?> type) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null && loader != PLATFORM) {
                loaders.add(loader);
            }
        }
    }

    private static final class OfTheJdk extends ObjectInputStream {
        OfTheJdk(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
            return Class.forName(description.getName(), false, PLATFORM);
        }
    }
}
