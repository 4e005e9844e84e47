package io.drover.recipe.transform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Loads the module's classes anew, so that each text in them that a person may read notes when it is used. A text is a constant,
 * or what stands between the values of a concatenation; texts of exceptions of Java's own are for programmers and left out.
 */
public final class TextRecorder extends ClassLoader {
    private static final String ROOT = "io.drover.recipe.";

    /** Two words, or one that the next part of a concatenation goes on from. */
    private static final Pattern PROSE = Pattern.compile("[a-z]{2,}[,:;]? [a-z']{2,}|^ [a-z]{2,}|[a-z]{2,} $");

    /** Static, as the classes that note don't know their loader; by the number of the text. */
    private static final List<Text> TEXTS = new ArrayList<>();
    private static final BitSet USED = new BitSet();

    /** @param where {@code CLASS:LINE} */
    public record Text(String where, String text) {
        @Override
        public String toString() {
            return where + " \"" + text + '"';
        }
    }

    TextRecorder(ClassLoader parent) {
        super(parent);
    }

    /** Called by the classes that were loaded here. */
    public static synchronized void used(int text) {
        USED.set(text);
    }

    /** The texts of the classes that were loaded which nothing used. */
    List<Text> unused() {
        synchronized (TextRecorder.class) {
            List<Text> unused = new ArrayList<>();
            for (int i = 0; i < TEXTS.size(); i++) {
                if (!USED.get(i)) {
                    unused.add(TEXTS.get(i));
                }
            }
            return unused;
        }
    }

    /** All texts of the classes that were loaded. */
    int count() {
        synchronized (TextRecorder.class) {
            return TEXTS.size();
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(ROOT) || name.equals(TextRecorder.class.getName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = define(name);
            }
            return loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        URL url = getParent().getResource(name.replace('.', '/') + ".class");
        if (url == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = url.openStream()) {
            byte[] bytes = in.readAllBytes();
            byte[] noted = url.getPath().contains("/test-classes/") ? bytes : noting(bytes);
            return defineClass(name, noted, 0, noted.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] noting(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        String simple = reader.getClassName().substring(ROOT.length());
        reader.accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                    String[] exceptions) {
                return new Noting(simple, super.visitMethod(access, name, descriptor, signature, exceptions));
            }
        }, 0);
        return writer.toByteArray();
    }

    /** Adds a call behind each text. */
    private static final class Noting extends MethodVisitor {
        private final String type;
        private final Deque<String> creating = new ArrayDeque<>();
        private int line;
        private int last = -1;

        Noting(String type, MethodVisitor next) {
            super(Opcodes.ASM9, next);
            this.type = type;
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            super.visitLineNumber(number, start);
        }

        @Override
        public void visitTypeInsn(int opcode, String created) {
            if (opcode == Opcodes.NEW) {
                creating.push(created);
            }
            super.visitTypeInsn(opcode, created);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (name.equals("<init>") && owner.equals(creating.peek())) {
                creating.pop();
            }
            if (name.equals("requireNonNull") && last >= 0) {
                used(last);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        @Override
        public void visitLdcInsn(Object value) {
            super.visitLdcInsn(value);
            if (value instanceof String text) {
                note(List.of(text));
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
            if (name.equals("makeConcatWithConstants")) {
                note(List.of(((String) arguments[0]).split("[\u0001\u0002]")));
            }
        }

        private void note(List<String> parts) {
            last = -1;
            boolean programmers = creating.stream().anyMatch(created -> created.startsWith("java/"));
            if (programmers || parts.stream().noneMatch(part -> PROSE.matcher(part).find())) {
                return;
            }
            synchronized (TextRecorder.class) {
                last = TEXTS.size();
                TEXTS.add(new Text(type.replace('/', '.') + ":" + line, String.join("…", parts)));
            }
            super.visitLdcInsn(last);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(TextRecorder.class), "used", "(I)V", false);
        }
    }
}
