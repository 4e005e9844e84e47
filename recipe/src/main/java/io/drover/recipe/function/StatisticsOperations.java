package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.DATETIME;
import static io.drover.recipe.type.Storage.DECIMAL;
import static io.drover.recipe.type.Storage.INTEGER;
import static io.drover.recipe.type.Storage.TEXT;

import io.drover.recipe.type.Storage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The operations of {@link StatisticsFunctions}. Deviations are taken from the rounded mean in a second pass, as the
 * definitions say, so there is nothing for engines to do but to collect the values.
 */
final class StatisticsOperations {

    static final AggregateOperation MEDIAN = AggregateOperation.of("median", DECIMAL, rows -> {
        double[] values = sorted(rows);
        return values.length == 0 ? null : between(values, 0.5 * (values.length - 1), "midpoint");
    }, DECIMAL);

    /** Arguments: the value, the percentage, the method. */
    static final AggregateOperation PERCENTILE = AggregateOperation.of("percentile", DECIMAL,
            StatisticsOperations::percentile, DECIMAL, INTEGER, TEXT);

    static final AggregateOperation VAR = AggregateOperation.of("var", DECIMAL, rows -> variance(rows, 0), DECIMAL);
    static final AggregateOperation VARSAMP =
            AggregateOperation.of("varsamp", DECIMAL, rows -> variance(rows, 1), DECIMAL);
    static final AggregateOperation STDEV =
            AggregateOperation.of("stdev", DECIMAL, rows -> root(variance(rows, 0)), DECIMAL);
    static final AggregateOperation STDEVSAMP =
            AggregateOperation.of("stdevsamp", DECIMAL, rows -> root(variance(rows, 1)), DECIMAL);

    static final AggregateOperation CORREL =
            AggregateOperation.of("correl", DECIMAL, StatisticsOperations::correlation, DECIMAL, DECIMAL);
    static final AggregateOperation COVAR =
            AggregateOperation.of("covar", DECIMAL, rows -> covariance(rows, 0), DECIMAL, DECIMAL);
    static final AggregateOperation COVARSAMP =
            AggregateOperation.of("covarsamp", DECIMAL, rows -> covariance(rows, 1), DECIMAL, DECIMAL);

    /** Arguments: the value, k. */
    static final PerStorage<AggregateOperation> KTH_LARGEST = kthLargest("kthlargest", false);

    static final PerStorage<AggregateOperation> KTH_LARGEST_UNIQUE = kthLargest("kthlargestunique", true);

    static final int LARGEST_K = 1000;

    private StatisticsOperations() {}

    private static double[] values(List<Object[]> rows, int index) {
        return rows.stream().map(row -> (Double) row[index]).filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] sorted(List<Object[]> rows) {
        double[] values = values(rows, 0);
        Arrays.sort(values);
        return values;
    }

    /** The argument that is the same in all rows, as one of a group has to be; null if it differs, whatever the order. */
    private static Object common(List<Object[]> rows, int index) {
        Object first = rows.isEmpty() ? null : rows.get(0)[index];
        return rows.stream().allMatch(row -> Objects.equals(row[index], first)) ? first : null;
    }

    private static Double percentile(List<Object[]> rows) {
        double[] values = sorted(rows);
        Long percentage = (Long) common(rows, 1);
        String method = (String) common(rows, 2);
        if (values.length == 0 || percentage == null || method == null || percentage < 0 || percentage > 100) {
            return null;
        }
        double place = method.equals("exclusive")
                ? Math.max(0, Math.min(values.length - 1, percentage / 100.0 * (values.length + 1) - 1))
                : percentage / 100.0 * (values.length - 1);
        return between(values, place, method);
    }

    private static Double between(double[] sorted, double place, String method) {
        double low = sorted[(int) Math.floor(place)];
        double high = sorted[(int) Math.ceil(place)];
        double fraction = place - Math.floor(place);
        return switch (method) {
            case "lower" -> Sums.finite(low);
            case "midpoint" -> Sums.finite(fraction == 0 ? low : low + (high - low) * 0.5);
            default -> Sums.finite(low + (high - low) * fraction);
        };
    }

    private static Double root(Double variance) {
        return variance == null ? null : (Double) Math.sqrt(variance);
    }

    /** @param missing how much smaller than the number of values the divisor is */
    private static Double variance(List<Object[]> rows, int missing) {
        double[] values = values(rows, 0);
        if (values.length <= missing) {
            return null;
        }
        double[] deviations = deviations(values);
        return Sums.finite(products(deviations, deviations) / (values.length - missing));
    }

    private static double[] deviations(double[] values) {
        double mean = Sums.decimals(values) / values.length;
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    private static double products(double[] left, double[] right) {
        double[] products = new double[left.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = left[i] * right[i];
        }
        return Sums.decimals(products);
    }

    private static List<Object[]> pairs(List<Object[]> rows) {
        return rows.stream().filter(row -> row[0] != null && row[1] != null).toList();
    }

    private static Double covariance(List<Object[]> rows, int missing) {
        List<Object[]> pairs = pairs(rows);
        if (pairs.size() <= missing) {
            return null;
        }
        double sum = products(deviations(values(pairs, 0)), deviations(values(pairs, 1)));
        return Sums.finite(sum / (pairs.size() - missing));
    }

    private static Double correlation(List<Object[]> rows) {
        List<Object[]> pairs = pairs(rows);
        if (pairs.size() < 2) {
            return null;
        }
        double[] left = deviations(values(pairs, 0));
        double[] right = deviations(values(pairs, 1));
        double scale = Math.sqrt(products(left, left) * products(right, right));
        double r = products(left, right) / scale;
        return Double.isFinite(r) ? (Double) (Math.max(-1, Math.min(1, r)) + 0.0) : null;
    }

    private static PerStorage<AggregateOperation> kthLargest(String name, boolean unique) {
        return PerStorage.of(storage -> AggregateOperation.of(name + "_" + AggregateOperations.name(storage), storage,
                rows -> kthLargest(rows, unique), storage, INTEGER));
    }

    private static Object kthLargest(List<Object[]> rows, boolean unique) {
        Long k = (Long) common(rows, 1);
        if (k == null || k < 1 || k > LARGEST_K) {
            return null;
        }
        Stream<Comparable<Object>> values = rows.stream().map(row -> AggregateOperations.comparable(row[0]))
                .filter(Objects::nonNull);
        return (unique ? values.distinct() : values).sorted(Comparator.reverseOrder()).skip(k - 1).findFirst()
                .orElse(null);
    }

    /** Which storages KTHLARGEST is asked for. */
    static AggregateOperation kthLargest(boolean unique, Storage storage) {
        PerStorage<AggregateOperation> operations = unique ? KTH_LARGEST_UNIQUE : KTH_LARGEST;
        return operations.get(storage == DATETIME || storage == INTEGER ? storage : DECIMAL);
    }
}
