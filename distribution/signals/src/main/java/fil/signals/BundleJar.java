package fil.signals;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The jar of a bundle: of one that is installed, or looked at as a file. */
public final class BundleJar {
    private BundleJar() {}

    /**
     * Reads the jar of an installed bundle, byte for byte as the framework keeps it: whoever compares digests finds the same one.
     * Where the framework does not show it, one is made with the bundle's entries.
     *
     * @param context any bundle's context
     * @param bundle an installed bundle
     * @return the bytes of a jar
     * @throws IOException if it, or an entry, cannot be read
     */
    public static byte[] of(BundleContext context, Bundle bundle) throws IOException {
        Optional<Path> kept = Optional.ofNullable(context.getProperty(Constants.FRAMEWORK_STORAGE))
                .flatMap(folder -> new CacheLayout(Path.of(folder)).jar(bundle.getBundleId()));
        return kept.isPresent() ? Files.readAllBytes(kept.get()) : made(bundle);
    }

    /** Not compressed, since an update waits for it; its manifest comes first. */
    private static byte[] made(Bundle bundle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            jar.setLevel(Deflater.NO_COMPRESSION);
            copy(bundle, JarFile.MANIFEST_NAME, jar);
            copyFolder(bundle, "/", jar);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads the symbolic name in a jar's manifest.
     *
     * @param jar an open jar
     * @return the name without its directives; empty if the jar is no bundle
     * @throws IOException if the manifest cannot be read
     */
    public static Optional<String> symbolicName(JarFile jar) throws IOException {
        return Optional.ofNullable(jar.getManifest()).flatMap(BundleJar::symbolicName);
    }

    private static Optional<String> symbolicName(Manifest manifest) {
        return Optional.ofNullable(manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME))
                .map(header -> header.split(";", 2)[0].trim())
                .filter(name -> !name.isEmpty());
    }

    /**
     * Reads every entry of a jar, so that one that is damaged is found.
     *
     * @param jar an open jar
     * @throws IOException if an entry cannot be read
     */
    public static void readAll(JarFile jar) throws IOException {
        for (ZipEntry entry : Collections.list(jar.entries())) {
            try (InputStream in = jar.getInputStream(entry)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private static void copyFolder(Bundle bundle, String folder, ZipOutputStream jar) throws IOException {
        Enumeration<String> paths = bundle.getEntryPaths(folder);
        while (paths != null && paths.hasMoreElements()) {
            String path = paths.nextElement();
            if (path.endsWith("/")) {
                // a folder with an entry of its own is found by its name, also where nothing is in it
                if (bundle.getEntry(path) != null) {
                    jar.putNextEntry(new ZipEntry(path));
                    jar.closeEntry();
                }
                copyFolder(bundle, path, jar);
            } else if (!path.equals(JarFile.MANIFEST_NAME)) {
                copy(bundle, path, jar);
            }
        }
    }

    private static void copy(Bundle bundle, String path, ZipOutputStream jar) throws IOException {
        URL entry = bundle.getEntry(path);
        if (entry == null) {
            throw new FileNotFoundException(
                    path + " of " + bundle.getSymbolicName() + " " + bundle.getVersion() + " cannot be read");
        }
        jar.putNextEntry(new ZipEntry(path));
        try (InputStream in = entry.openStream()) {
            in.transferTo(jar);
        }
        jar.closeEntry();
    }
}
