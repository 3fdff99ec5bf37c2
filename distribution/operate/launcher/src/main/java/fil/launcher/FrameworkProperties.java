package fil.launcher;

import fil.settings.Setting;
import fil.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the framework and the bundles in it are told at the start. Every setting is there as {@code fil.KEY}; what goes to
 * Config Admin is listed in {@code fil.configuration}, a line {@code pid/property=value} each.
 */
final class FrameworkProperties {
    private FrameworkProperties() {}

    static Map<String, String> of(Path home, Settings settings, PermanentRelease release) throws IOException {
        Map<String, String> properties = new HashMap<>();
        for (Setting setting : Setting.values()) {
            properties.put("fil." + setting.key(), settings.text(setting));
        }
        properties.put("fil.home", home.toString());
        properties.put("fil.state.dir", home.resolve("state").toString());
        properties.put("fil.release", release.release().name());
        Keeper.run().ifPresent(run -> properties.put("fil.run", run));
        properties.put("fil.configuration", configuration(settings));
        framework(properties);
        web(properties, settings);
        properties.put(
                "obr.repository.url",
                home.resolve("repository/index.xml").toUri().toASCIIString());
        // a list without a folder in it: File Install is there, and watches nothing
        String watched = settings.text(Setting.FILEINSTALL_DIR);
        properties.put("felix.fileinstall.dir", watched.isEmpty() ? "," : watched);
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        properties.put("gosh.home", home.resolve("conf").toString());
        // bin/fil console opens the shell as bin/fil attach does
        properties.put("gosh.args", "--nointeractive --noshutdown");
        return properties;
    }

    private static void framework(Map<String, String> properties) throws IOException {
        properties.put("org.osgi.framework.storage", CacheFolder.current().toString());
        properties.put("org.osgi.framework.storage.clean", "none");
        properties.put("org.osgi.framework.startlevel.beginning", Integer.toString(PermanentRelease.LAST_ORDER));
        properties.put("felix.startlevel.bundle", Integer.toString(PermanentRelease.LAST_ORDER));
        properties.put("felix.log.level", "2");
        // for the few bundles of one update, handing the work to other threads takes longer than the work
        properties.put("felix.resolver.parallelism", "1");
    }

    private static void web(Map<String, String> properties, Settings settings) {
        // the socket is held by fil.socket; the port of Jetty's own, without which it does not start, is any one of
        // this machine's
        properties.put("fil.socket.port", settings.text(Setting.HTTP_PORT));
        properties.put("fil.socket.host", settings.text(Setting.HTTP_HOST));
        properties.put("fil.socket.inherit", Boolean.toString(FrameworkRun.socketIsInherited()));
        // where a process that is left passes on what its clients ask; its path is short wherever the installation is
        properties.put("fil.socket.passed", Path.of("run", "passed.sock").toString());
        properties.put("org.osgi.service.http.port", "0");
        properties.put("org.apache.felix.http.host", "127.0.0.1");
        properties.put("org.apache.felix.http.timeout", "30000");
        properties.put("org.apache.felix.http.jetty.headerBufferSize", "8192");
        properties.put("org.apache.felix.http.jetty.sendServerHeader", "false");
        properties.put(
                "org.apache.felix.http.jetty.virtualthreads.enable",
                Boolean.toString(settings.text(Setting.HTTP_THREADS).equals("virtual")));
    }

    private static String configuration(Settings settings) {
        return lines(Arrays.stream(Setting.values()).flatMap(setting -> setting.target().stream()
                .map(target -> target.pid() + "/" + target.property() + "=" + settings.text(setting))));
    }

    private static String lines(Stream<String> lines) {
        return lines.sorted().map(line -> line.replace("\\", "\\\\")).collect(Collectors.joining("\n"));
    }
}
