package fil.gate;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fil.kit.TestFelix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.dto.FailedErrorPageDTO;
import org.osgi.service.servlet.runtime.dto.FailedFilterDTO;
import org.osgi.service.servlet.runtime.dto.FailedListenerDTO;
import org.osgi.service.servlet.runtime.dto.FailedPreprocessorDTO;
import org.osgi.service.servlet.runtime.dto.FailedResourceDTO;
import org.osgi.service.servlet.runtime.dto.FailedServletContextDTO;
import org.osgi.service.servlet.runtime.dto.FailedServletDTO;
import org.osgi.service.servlet.runtime.dto.PreprocessorDTO;
import org.osgi.service.servlet.runtime.dto.RequestInfoDTO;
import org.osgi.service.servlet.runtime.dto.RuntimeDTO;
import org.osgi.service.servlet.runtime.dto.ServletContextDTO;

/** A server that has not taken up all services is waited for as long as the setting of now says. */
class ServerStateTest {

    @TempDir
    Path cache;

    private TestFelix felix;
    private Framework framework;

    @BeforeEach
    void start() throws Exception {
        felix = TestFelix.started(cache, Map.of());
        framework = felix.framework();
    }

    @AfterEach
    void stop() throws Exception {
        felix.close();
    }

    @Test
    void newQuietCountsAtOnce() throws Exception {
        Configuration configuration = new Configuration(Map.<String, Object>of("quiet", "60000")::get);
        Registry registry = new Registry(() -> {}, bundle -> {});
        framework.getBundleContext().registerService(HttpServiceRuntime.class, new TakesNothingUp(), null);
        Map<String, Object> servlet = Map.of(
                Constants.OBJECTCLASS,
                new String[] {"jakarta.servlet.Servlet"},
                Constants.SERVICE_ID,
                1L,
                "osgi.http.whiteboard.servlet.pattern",
                "/");
        registry.put(1, Registration.of(1, "it.servlet", servlet));
        ServerState server = new ServerState(registry, new FrameworkView(framework.getBundleContext()), configuration);
        server.attached();
        assertFalse(server.getAsBoolean());
        configuration.update(new Hashtable<>(Map.of("quiet", "1")));
        await("the new setting").atMost(Duration.ofSeconds(30)).until(server::getAsBoolean);
    }

    private static final class TakesNothingUp implements HttpServiceRuntime {
        @Override
        public RuntimeDTO getRuntimeDTO() {
            RuntimeDTO empty = new RuntimeDTO();
            empty.servletContextDTOs = new ServletContextDTO[0];
            empty.preprocessorDTOs = new PreprocessorDTO[0];
            empty.failedServletDTOs = new FailedServletDTO[0];
            empty.failedFilterDTOs = new FailedFilterDTO[0];
            empty.failedResourceDTOs = new FailedResourceDTO[0];
            empty.failedServletContextDTOs = new FailedServletContextDTO[0];
            empty.failedPreprocessorDTOs = new FailedPreprocessorDTO[0];
            empty.failedErrorPageDTOs = new FailedErrorPageDTO[0];
            empty.failedListenerDTOs = new FailedListenerDTO[0];
            return empty;
        }

        @Override
        public RequestInfoDTO calculateRequestInfoDTO(String path) {
            throw new UnsupportedOperationException(path);
        }
    }
}
