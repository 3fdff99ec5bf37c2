package fil.byhand;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads all that a bundle's code may ever want, its own classes and those of others: once it is updated, the old code runs to its
 * end and is given nothing more. A class that was found once is known to the machine and not asked for again.
 */
final class OwnClasses {
    private static final Logger LOG = LoggerFactory.getLogger(OwnClasses.class);
    /** A class in a descriptor, {@code (Lfil/byhand/Turn;)V}. */
    private static final Pattern DESCRIBED = Pattern.compile("L([\\w$]+(?:/[\\w$]+)*);");

    private static final int MAGIC = 0xCAFEBABE;

    private OwnClasses() {}

    static void load(Bundle bundle, ClassLoader loader) {
        Enumeration<URL> files = bundle.findEntries("/", "*.class", true);
        if (files == null) {
            return;
        }
        for (URL file : Collections.list(files)) {
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(file.openStream()))) {
                named(in).forEach(name -> load(name, loader));
            } catch (IOException e) {
                LOG.warn("{} cannot be read; what the rest of this change does may want it", file, e);
            }
        }
    }

    private static void load(String name, ClassLoader loader) {
        try {
            // not loadClass: it would not tell the machine who has asked
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.debug("{} is not here, and done without", name);
        }
    }

    /** The classes that a class file names: itself, those that it uses, those in descriptors. */
    private static Set<String> named(DataInputStream file) throws IOException {
        if (file.readInt() != MAGIC) {
            throw new IOException("it is no class file");
        }
        file.readInt();
        int count = file.readUnsignedShort();
        String[] texts = new String[count];
        Set<Integer> classes = new LinkedHashSet<>();
        for (int i = 1; i < count; i++) {
            int tag = file.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = file.readUTF();
                case 7 -> classes.add(file.readUnsignedShort());
                case 8, 16, 19, 20 -> file.skipNBytes(2);
                case 15 -> file.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> file.skipNBytes(4);
                case 5, 6 -> {
                    file.skipNBytes(8);
                    i++;
                }
                default -> throw new IOException("it has a constant of the unknown kind " + tag);
            }
        }
        Set<String> names = new LinkedHashSet<>();
        for (int index : classes) {
            if (!texts[index].startsWith("[")) {
                names.add(texts[index].replace('/', '.'));
            }
        }
        for (String text : texts) {
            Matcher described = DESCRIBED.matcher(text == null ? "" : text);
            while (described.find()) {
                names.add(described.group(1).replace('/', '.'));
            }
        }
        return names;
    }
}
