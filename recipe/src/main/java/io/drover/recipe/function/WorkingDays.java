package io.drover.recipe.function;

import io.drover.recipe.type.Calendar;
import io.drover.recipe.type.DatetimeFormats;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Storage;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counting working days. A mask has seven characters from Monday to Sunday, 1 for a day off; holidays are a JSON array of
 * dates.
 */
final class WorkingDays {

    static final String WEEKEND = "0000011";

    /** Arguments: from, to, mask, holidays. */
    static final Operation COUNT = Operation.of("networkdays", Storage.INTEGER,
            a -> count((Long) a[0], (Long) a[1], (String) a[2], (String) a[3]),
            Storage.DATETIME, Storage.DATETIME, Storage.TEXT, Storage.TEXT);

    /** Arguments: the day, how many working days further, mask, holidays. */
    static final Operation MOVE = Operation.of("workday", Storage.DATETIME,
            a -> move((Long) a[0], (Long) a[1], (String) a[2], (String) a[3]),
            Storage.DATETIME, Storage.INTEGER, Storage.TEXT, Storage.TEXT);

    private static final DatetimeFormats HOLIDAY_FORMATS =
            new DatetimeFormats(List.of(Format.java("yyyy-MM-dd"), Format.java("yyyy/MM/dd")), false);

    private static final ConcurrentHashMap<String, Set<Long>> CACHE = new ConcurrentHashMap<>();
    private static final int CACHE_LIMIT = 1000;

    private WorkingDays() {}

    static boolean isMask(String mask) {
        return mask.matches("[01]{7}");
    }

    private static Long count(long from, long to, String mask, String holidays) {
        long first = day(from);
        long last = day(to);
        if (first > last || !isMask(mask)) {
            return null;
        }
        long weeks = (last - first + 1) / 7;
        long count = weeks * mask.chars().filter(c -> c == '0').count();
        for (long day = first + weeks * 7; day <= last; day++) {
            count += works(day, mask) ? 1 : 0;
        }
        for (long holiday : holidays(holidays)) {
            if (holiday >= first && holiday <= last && works(holiday, mask)) {
                count--;
            }
        }
        return count;
    }

    private static Long move(long from, long count, String mask, String holidays) {
        if (!isMask(mask)) {
            return null;
        }
        long day = day(from);
        if (count == 0) {
            return day * Calendar.DAY_MILLIS;
        }
        if (mask.equals("1111111")) {
            return null;
        }
        Set<Long> off = holidays(holidays);
        long step = count < 0 ? -1 : 1;
        long left = count;
        while (left != 0) {
            day += step;
            if (!Calendar.inRange(day * Calendar.DAY_MILLIS)) {
                return null;
            }
            if (works(day, mask) && !off.contains(day)) {
                left -= step;
            }
        }
        return day * Calendar.DAY_MILLIS;
    }

    private static long day(long millis) {
        return Math.floorDiv(millis, Calendar.DAY_MILLIS);
    }

    private static boolean works(long day, String mask) {
        return mask.charAt((int) Math.floorMod(day + 3, 7L)) == '0';
    }

    /** Days since 1970, each once; entries that are no date are ignored. */
    private static Set<Long> holidays(String array) {
        Set<Long> cached = CACHE.get(array);
        if (cached != null) {
            return cached;
        }
        Set<Long> days = new HashSet<>();
        List<String> elements = JsonText.elements(array);
        for (String element : elements == null ? List.<String>of() : elements) {
            String text = JsonText.text(element);
            Long millis = text == null ? null : HOLIDAY_FORMATS.read(text, LocalDate.EPOCH.getYear());
            if (millis != null) {
                days.add(day(millis));
            }
        }
        if (CACHE.size() < CACHE_LIMIT) {
            CACHE.put(array, days);
        }
        return days;
    }
}
