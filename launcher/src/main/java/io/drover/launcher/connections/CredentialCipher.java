package io.drover.launcher.connections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts credentials for the database with AES-256 in Galois/counter mode, under a key in a file that only the server's
 * user can read: a copy of the database alone tells nothing. Thread-safe.
 */
final class CredentialCipher {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    /** @param file made when something is first encrypted */
    CredentialCipher(Path file) {
        this.file = file;
    }

    /** @param context what it belongs to; the same is needed to decrypt it */
    String encrypt(String text, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context, key(true))
                    .doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(
                    ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("credentials can't be encrypted", e);
        }
    }

    /** @throws IllegalStateException if the key is not the one it was encrypted with, or it was tampered with */
    String decrypt(String text, String context) {
        byte[] bytes = Base64.getDecoder().decode(text);
        byte[] nonce = java.util.Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            return new String(cipher(Cipher.DECRYPT_MODE, nonce, context, key(false))
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("credentials can't be decrypted with the key in " + file, e);
        }
    }

    private static Cipher cipher(int mode, byte[] nonce, String context, byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private synchronized byte[] key(boolean mayMake) {
        try {
            if (!Files.exists(file)) {
                if (!mayMake) {
                    throw new IllegalStateException("the key of the stored credentials is missing: " + file);
                }
                make();
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != KEY_BYTES) {
                throw new IllegalStateException(file + " holds no key of " + KEY_BYTES + " bytes");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("the key of stored credentials can't be read: " + e.getMessage(), e);
        }
    }

    /** Whole or not at all: a half-written key would make what it encrypted unreadable. */
    private void make() throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        FileAttribute<?>[] owner = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), "key", ".tmp", owner);
        try {
            Files.write(temporary, key);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException("another process made " + file, e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
