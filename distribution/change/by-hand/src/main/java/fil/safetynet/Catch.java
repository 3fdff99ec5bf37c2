package fil.safetynet;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Enumeration;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * What was caught of a bundle before it is replaced: its version and a jar to bring it back.
 *
 * @param version the version that ran
 * @param modified when it came, in milliseconds since 1970
 * @param jar the bytes of a jar with the same entries
 */
record Catch(Version version, long modified, byte[] jar) {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** The framework gives a bundle's entries, not its file; this must be quick, since the update waits for it. */
    static Catch of(Bundle bundle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            jar.setLevel(Deflater.NO_COMPRESSION);
            copy(bundle, MANIFEST, jar); // a jar's manifest comes first
            copyFolder(bundle, "/", jar);
        }
        return new Catch(bundle.getVersion(), bundle.getLastModified(), bytes.toByteArray());
    }

    private static void copyFolder(Bundle bundle, String folder, ZipOutputStream jar) throws IOException {
        Enumeration<String> paths = bundle.getEntryPaths(folder);
        while (paths != null && paths.hasMoreElements()) {
            String path = paths.nextElement();
            if (path.endsWith("/")) {
                copyFolder(bundle, path, jar);
            } else if (!path.equals(MANIFEST)) {
                copy(bundle, path, jar);
            }
        }
    }

    private static void copy(Bundle bundle, String path, ZipOutputStream jar) throws IOException {
        URL entry = bundle.getEntry(path);
        if (entry == null) {
            throw new FileNotFoundException(path + " of " + bundle + " cannot be read");
        }
        jar.putNextEntry(new ZipEntry(path));
        try (InputStream in = entry.openStream()) {
            in.transferTo(jar);
        }
        jar.closeEntry();
    }
}
