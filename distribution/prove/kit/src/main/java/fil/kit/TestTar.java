package fil.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes tar files, sound ones and hostile ones. */
public final class TestTar {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public static TestTar release(String name, Map<String, byte[]> jars) {
        TestTar tar = new TestTar()
                .folder("bin/")
                .file("bin/fil", "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII))
                .folder("bundle/");
        jars.forEach((file, bytes) -> tar.file("bundle/" + file, bytes));
        return tar.file(
                "releases/" + name + "/" + name + ".json",
                TestRelease.feature(name, jars).getBytes(StandardCharsets.UTF_8));
    }

    public TestTar file(String name, byte[] content) {
        return entry(name.getBytes(StandardCharsets.UTF_8), '0', content.length, content);
    }

    public TestTar folder(String name) {
        return entry(name.getBytes(StandardCharsets.UTF_8), '5', 0, new byte[0]);
    }

    public TestTar entry(byte[] name, char type, long size, byte[] content) {
        byte[] block = new byte[512];
        System.arraycopy(name, 0, block, 0, Math.min(name.length, 100));
        put(block, 100, "0000644");
        put(block, 124, String.format("%011o", size));
        put(block, 136, "00000000000");
        put(block, 148, "        ");
        block[156] = (byte) type;
        put(block, 257, "ustar\00000");
        int sum = 0;
        for (byte octet : block) {
            sum += octet & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        out.writeBytes(block);
        out.writeBytes(content);
        out.writeBytes(new byte[(-content.length) & 511]);
        return this;
    }

    public byte[] ended() {
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    public Path into(Path file) {
        return write(file, gzip(ended()));
    }

    public static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octets, 0, block, offset, octets.length);
    }
}
