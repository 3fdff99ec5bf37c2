package fil.connector;

import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** A request that fil.gate can send to the next server, with its connection: by an attribute of a JDK type. */
final class Returnable extends Request.Wrapper {

    private static final String GIVE_BACK = "fil.socket.giveBack";

    private final EndPoint endPoint;

    private Returnable(Request request) {
        super(request);
        this.endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    }

    /** A customizer: called once for each request, before anybody handles it. */
    static Request of(Request request, HttpFields.Mutable headers) {
        Returnable returnable = new Returnable(request);
        if (returnable.endPoint instanceof KeptEndPoint kept) {
            kept.answers(headers);
        }
        return returnable;
    }

    @Override
    public Object getAttribute(String name) {
        return name.equals(GIVE_BACK) ? giveBack() : super.getAttribute(name);
    }

    private BooleanSupplier giveBack() {
        return () -> endPoint instanceof KeptEndPoint kept && kept.giveBack();
    }
}
