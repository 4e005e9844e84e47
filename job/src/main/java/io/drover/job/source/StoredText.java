package io.drover.job.source;

import io.drover.recipe.type.CanonicalText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;

/** The text of values that typed files (Avro, Parquet) hold: the same for the same value in either. */
final class StoredText {
    private StoredText() {}

    static String date(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    /** With as many digits of a second as the value has, in threes. */
    static String time(long nanosOfDay) {
        LocalTime time = LocalTime.ofNanoOfDay(nanosOfDay);
        String text = time.toString();
        return text.length() == 5 ? text + ":00" : text;
    }

    /** In UTC; the language's Datetimes have milliseconds, finer fractions go. */
    static String datetime(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        String text = String.format("%04d-%02d-%02d %02d:%02d:%02d", local.getYear(), local.getMonthValue(),
                local.getDayOfMonth(), local.getHour(), local.getMinute(), local.getSecond());
        int millis = local.getNano() / 1_000_000;
        return millis == 0 ? text : text + String.format(".%03d", millis);
    }

    static Instant ofMicros(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    static Instant ofNanos(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    static String decimal(byte[] unscaled, int scale) {
        return new BigDecimal(new BigInteger(unscaled), scale).toPlainString();
    }

    static String decimal(long unscaled, int scale) {
        return BigDecimal.valueOf(unscaled, scale).toPlainString();
    }

    /** Null for what is no number. */
    static String number(float value) {
        return Float.isNaN(value) || Float.isInfinite(value) ? null
                : CanonicalText.of(Double.parseDouble(Float.toString(value)));
    }

    /** Null for what is no number. */
    static String number(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? null : CanonicalText.of(value);
    }

    /** Base64. */
    static String binary(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String uuid(byte[] sixteen) {
        ByteBuffer bytes = ByteBuffer.wrap(sixteen);
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
