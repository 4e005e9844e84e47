package io.drover.recipe.function;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Random numbers that are the same in every run: the digest of a seed and the row's number. */
final class RandomNumbers {

    private static final double LIMIT = 0x1p52;

    /** Arguments: seed, the row's number. The first 13 hexadecimal digits of the MD5 of {@code seed:row}. */
    private static final Operation RANDOM = Operation.of("rand", Storage.DECIMAL,
                    a -> random((Long) a[0], (Long) a[1]), Storage.INTEGER, Storage.INTEGER)
            .spark("conv(substr(md5(concat({0}, ':', {1})), 1, 13), 16, 10) / 4503599627370496D");

    /** Arguments: lowest and highest, a number from 0 up to 1. */
    private static final Operation BETWEEN = Operation.of("rand_between", Storage.INTEGER,
            a -> between((Double) a[0], (Double) a[1], (Double) a[2]),
            Storage.DECIMAL, Storage.DECIMAL, Storage.DECIMAL);

    private RandomNumbers() {}

    static Expr rand(Arguments arguments) {
        Expr seed = arguments.has(0) ? arguments.integer(0) : Arguments.integer(0L);
        return random(arguments, seed);
    }

    static Expr between(Arguments arguments) {
        return arguments.call(BETWEEN,
                List.of(arguments.decimal(0), arguments.decimal(1), random(arguments, Arguments.integer(0L))));
    }

    private static Expr random(Arguments arguments, Expr seed) {
        Expr own = arguments.call(
                Arithmetic.ADD_INTEGER, List.of(seed, Arguments.integer((long) arguments.callIndex())));
        return arguments.call(RANDOM, List.of(own, arguments.rowNumber()));
    }

    private static double random(long seed, long row) {
        byte[] digest = md5().digest((seed + ":" + row).getBytes(StandardCharsets.UTF_8));
        long bits = 0;
        for (int i = 0; i < 7; i++) {
            bits = bits << 8 | digest[i] & 0xFF;
        }
        return (bits >>> 4) / LIMIT;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private static Long between(double low, double high, double random) {
        double first = Math.ceil(low);
        double last = Math.floor(high);
        return first > last ? null : MathOperations.inLong(first + Math.floor(random * (last - first + 1)));
    }
}
