package fil.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a client wants.
 *
 * @param verb which of the things the server can do
 * @param arguments EVAL: one Gogo line; CALL: a command and its arguments, taken as they are; else none
 * @param screen the terminal of the client
 * @param terminal its type, {@code xterm-256color}; "dumb" if output is not a terminal
 * @param colour whether the client shows colours
 */
public record Request(Verb verb, List<String> arguments, Screen screen, String terminal, boolean colour) {
    private static final int VERSION = 1;
    private static final int MOST_ARGUMENTS = 1_000;

    /** What the server can do. */
    public enum Verb {
        PING,
        EVAL,
        CALL,
        ATTACH
    }

    /** Takes a copy of the arguments. */
    public Request {
        arguments = List.copyOf(arguments);
    }

    /**
     * @return the frame that carries this
     * @throws WireException if it does not fit into a frame
     */
    public Frame frame() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(VERSION);
        out.writeUTF(verb.name());
        out.writeUTF(terminal);
        out.writeBoolean(colour);
        out.writeInt(screen.columns());
        out.writeInt(screen.rows());
        out.writeShort(arguments.size());
        try {
            for (String argument : arguments) {
                out.writeUTF(argument);
            }
        } catch (UTFDataFormatException e) {
            throw tooLong();
        }
        if (bytes.size() > Frame.MOST_BYTES || arguments.size() > MOST_ARGUMENTS) {
            throw tooLong();
        }
        return new Frame(Frame.Kind.REQUEST, bytes.toByteArray());
    }

    static WireException tooLong() {
        return new WireException(
                "a command has at most " + Frame.MOST_BYTES + " bytes and " + MOST_ARGUMENTS + " arguments");
    }

    /**
     * @return what the frame carries
     * @throws WireException if it is not a request of this version
     */
    public static Request of(Frame frame) throws IOException {
        if (frame.kind() != Frame.Kind.REQUEST) {
            throw new WireException("the first frame must be a request, not " + frame.kind());
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame.bytes()));
        try {
            return read(in);
        } catch (WireException e) {
            throw e;
        } catch (IOException e) {
            throw new WireException("the request is damaged");
        }
    }

    private static Request read(DataInputStream in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new WireException("this fil speaks version " + VERSION + " of the control protocol, not " + version);
        }
        String name = in.readUTF();
        Verb verb = Arrays.stream(Verb.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new WireException("there is no request '" + name + "'"));
        String terminal = in.readUTF();
        boolean colour = in.readBoolean();
        Screen screen = new Screen(in.readInt(), in.readInt());
        int count = in.readUnsignedShort();
        if (count > MOST_ARGUMENTS) {
            throw tooLong();
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(in.readUTF());
        }
        if (in.read() >= 0) {
            throw new WireException("the request is longer than it says");
        }
        return new Request(verb, arguments, screen, terminal, colour);
    }
}
