package fil.faults;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Lets {@link ObeyedFaults} hear what the release handler notes of each change. */
public final class FaultAgent implements ClassFileTransformer {
    /** Where the release handler notes each step when it is over, that it failed, and each undo. One for each change. */
    private static final String JOURNAL = "fil/release/execute/Journal";

    private FaultAgent() {}

    /** @param file where the orders stand, see {@link FaultOrders} */
    public static void premain(String file, Instrumentation instrumentation) {
        System.setProperty(ObeyedFaults.FILE, file);
        instrumentation.addTransformer(new FaultAgent());
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] code) {
        if (!JOURNAL.equals(name)) {
            return null; // it stays as it is
        }
        ClassReader reader = new ClassReader(code);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Noting(writer), 0);
        return writer.toByteArray();
    }

    private static final class Noting extends ClassVisitor {
        Noting(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            MethodVisitor method = super.visitMethod(access, name, type, signature, thrown);
            return switch (name) {
                case "<init>" -> new TellingAtTheEnd(method, false);
                case "end", "failed", "undo" -> new TellingAtTheEnd(method, true);
                default -> method;
            };
        }
    }

    /** A bundle sees no class of the agent's but through the system's loader. */
    private static final class TellingAtTheEnd extends MethodVisitor {
        private final boolean what;

        /** @param what whether the method's first argument is told; else that a change begins */
        TellingAtTheEnd(MethodVisitor next, boolean what) {
            super(Opcodes.ASM9, next);
            this.what = what;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                String told = what ? "java/util/function/Consumer" : "java/lang/Runnable";
                call(
                        Opcodes.INVOKESTATIC,
                        "java/lang/ClassLoader",
                        "getSystemClassLoader",
                        "()Ljava/lang/ClassLoader;");
                visitLdcInsn("fil.faults.ObeyedFaults");
                call(
                        Opcodes.INVOKEVIRTUAL,
                        "java/lang/ClassLoader",
                        "loadClass",
                        "(Ljava/lang/String;)Ljava/lang/Class;");
                call(Opcodes.INVOKEVIRTUAL, "java/lang/Class", "newInstance", "()Ljava/lang/Object;");
                visitTypeInsn(Opcodes.CHECKCAST, told);
                if (what) {
                    visitVarInsn(Opcodes.ALOAD, 1);
                    visitMethodInsn(Opcodes.INVOKEINTERFACE, told, "accept", "(Ljava/lang/Object;)V", true);
                } else {
                    visitMethodInsn(Opcodes.INVOKEINTERFACE, told, "run", "()V", true);
                }
            }
            super.visitInsn(opcode);
        }

        private void call(int opcode, String owner, String name, String type) {
            visitMethodInsn(opcode, owner, name, type, false);
        }
    }
}
