package fil.benchmarks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with one servlet, which answers the same headers and bytes. Arguments: port, and the file with the answers. */
public final class BareTomcat {
    private BareTomcat() {}

    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        Path folder = Files.createTempDirectory("fil-benchmark-tomcat");
        folder.toFile().deleteOnExit();
        tomcat.setBaseDir(folder.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(Integer.parseInt(arguments[0]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // as many requests on one connection as the client likes, as with the others
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "same", new SameBytes(RecordedAnswers.read(Path.of(arguments[1]))))
                .addMapping("/");
        tomcat.start();
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0); // whoever started it has gone
    }

    private static final class SameBytes extends HttpServlet {
        private static final long serialVersionUID = 1;
        private final transient RecordedAnswers answers;

        SameBytes(RecordedAnswers answers) {
            this.answers = answers;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            RecordedAnswers.Answer answer = answers.byPath().get(request.getRequestURI());
            if (answer == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            List<String> headers = answer.headers();
            for (int i = 0; i < headers.size(); i += 2) {
                response.addHeader(headers.get(i), headers.get(i + 1));
            }
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
        }
    }
}
