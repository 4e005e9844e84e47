package io.drover.launcher.hadoop;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Date;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;

/**
 * A ticket as a file that processes find by KRB5CCNAME, as {@code kinit} would write it (MIT's credential cache, version
 * 4). spark-submit takes a keytab or a user to act for, but not both; with this file it needs no keytab, and no
 * Kerberos programs have to be installed.
 */
final class TicketCache {
    private static final int VERSION = 0x0504;
    private static final int SERVICE_INSTANCE = 2;

    private TicketCache() {}

    /** Replaces the file in one step; only its owner can read it. */
    static void write(KerberosTicket ticket, Path file) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), "tickets", ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(temporary, bytes(ticket));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static byte[] bytes(KerberosTicket ticket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(VERSION);
        out.writeShort(0); // no header fields
        principal(out, ticket.getClient(), KerberosPrincipal.KRB_NT_PRINCIPAL);
        principal(out, ticket.getClient(), KerberosPrincipal.KRB_NT_PRINCIPAL);
        principal(out, ticket.getServer(), SERVICE_INSTANCE);
        out.writeShort(ticket.getSessionKeyType());
        counted(out, ticket.getSessionKey().getEncoded());
        Date start = ticket.getStartTime() == null ? ticket.getAuthTime() : ticket.getStartTime();
        time(out, ticket.getAuthTime());
        time(out, start);
        time(out, ticket.getEndTime());
        time(out, ticket.getRenewTill());
        out.writeByte(0); // not encrypted with another ticket's key
        out.writeInt(flags(ticket.getFlags()));
        out.writeInt(0); // addresses: usable from any
        out.writeInt(0); // authorization data
        counted(out, ticket.getEncoded());
        out.writeInt(0); // second ticket
        return bytes.toByteArray();
    }

    private static void principal(DataOutputStream out, KerberosPrincipal principal, int type) throws IOException {
        String name = principal.getName();
        String[] components = name.substring(0, name.lastIndexOf('@')).split("/");
        out.writeInt(type);
        out.writeInt(components.length);
        counted(out, principal.getRealm().getBytes(StandardCharsets.UTF_8));
        for (String component : components) {
            counted(out, component.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void counted(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void time(DataOutputStream out, Date time) throws IOException {
        out.writeInt(time == null ? 0 : (int) (time.getTime() / 1000));
    }

    /** The first flag is the highest bit. */
    private static int flags(boolean[] flags) {
        int bits = 0;
        for (int i = 0; i < Math.min(Integer.SIZE, flags.length); i++) {
            if (flags[i]) {
                bits |= 1 << (Integer.SIZE - 1 - i);
            }
        }
        return bits;
    }
}
