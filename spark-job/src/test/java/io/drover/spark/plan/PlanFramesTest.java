package io.drover.spark.plan;

import static io.drover.recipe.type.ValueType.BOOLEAN;
import static io.drover.recipe.type.ValueType.DECIMAL;
import static io.drover.recipe.type.ValueType.INTEGER;
import static io.drover.recipe.type.ValueType.LIST;
import static io.drover.recipe.type.ValueType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.Operation;
import io.drover.recipe.function.WindowOperation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import io.drover.spark.SharedSpark;
import io.drover.spark.function.FunctionRegistration;
import io.drover.spark.function.SumRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans give on Spark what they give on the reference engine. */
@ExtendWith(SharedSpark.class)
class PlanFramesTest {

    private static final ValueType DATETIME = ValueType.datetime(Format.java("yyyy-MM-dd"));
    private static final PlanColumn K = new PlanColumn("k", TEXT);
    private static final PlanColumn N = new PlanColumn("n", INTEGER);
    private static final PlanColumn X = new PlanColumn("x", DECIMAL);
    private static final PlanColumn B = new PlanColumn("b", BOOLEAN);
    private static final PlanColumn D = new PlanColumn("d", DATETIME);
    private static final PlanColumn L = new PlanColumn("l", LIST);
    private static final Plan ROWS = new Plan.Values(List.of(K, N, X, B, D, L), List.of(
            row("b", 3L, 1.5, true, 0L, List.of("p", "q")),
            row("a", 1L, -0.5, false, -1L, Arrays.asList("r", null)),
            row("😀", 2L, null, null, 1582977600000L, List.of()),
            row(null, 4L, 1e16, true, null, null),
            row("a", 5L, 0.1, null, 5L, List.of("")),
            row("", null, 0.2, false, 1L, List.of("s", "s")),
            row("\uFFFD", 7L, -1e16, true, 86_400_000L, List.of("t"))));

    private static final Operation LOUD = Operation.of("loud", Storage.TEXT, a -> a[0] + "!", Storage.TEXT);
    private static final Operation PLUS = Operation.of("plus", Storage.INTEGER, a -> (Long) a[0] + (Long) a[1],
            Storage.INTEGER, Storage.INTEGER).spark("{0} + {1}");
    private static final Operation BIGGER = Operation.of("bigger", Storage.BOOLEAN, a -> (Long) a[0] > (Long) a[1],
            Storage.INTEGER, Storage.INTEGER).spark("{0} > {1}");
    private static final Operation COALESCE = Operation.of("coalesce", Storage.TEXT,
            a -> Arrays.stream(a).filter(Objects::nonNull).findFirst().orElse(null), Storage.TEXT)
            .withVariadic().nullAware();
    private static final Operation DAY_AFTER = Operation.of("day_after", Storage.DATETIME,
            a -> (Long) a[0] + 86_400_000L, Storage.DATETIME);

    private SparkSession spark;
    private PlanFrames frames;

    @BeforeEach
    void start(SparkSession session) {
        spark = session;
        FunctionRegistration registration = new FunctionRegistration(session);
        registration.fixedPointSums(new SumRange(session.sparkContext()));
        frames = new PlanFrames(session, scan -> {
            throw new AssertionError("no scans here");
        }, registration);
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    private List<List<Object>> spark(Plan plan) {
        Dataset<Row> frame = frames.frame(plan);
        assertThat(frame.columns()).containsExactly(
                plan.columns().stream().map(PlanColumn::id).toArray(String[]::new));
        return frame.collectAsList().stream().map(row -> RowValues.read(row, plan.columns())).toList();
    }

    private static List<List<Object>> reference(Plan plan) {
        return new ReferenceEngine(Map.of()).run(plan);
    }

    private List<List<Object>> agrees(Plan plan) {
        List<List<Object>> expected = reference(plan);
        assertThat(spark(plan)).containsExactlyInAnyOrderElementsOf(expected);
        return expected;
    }

    private static Expr call(Operation operation, ValueType type, Expr... arguments) {
        return new Expr.Call(operation, List.of(arguments), type);
    }

    private static Expr literal(Object value, ValueType type) {
        return new Expr.Literal(value, type);
    }

    @Test
    void valuesOfEveryStorageComeBack() {
        assertThat(agrees(ROWS)).hasSize(7);
    }

    @Test
    void projectsTemplatesKernelsAndLiterals() {
        agrees(new Plan.Project(ROWS, List.of(
                NamedExpr.keep(K),
                new NamedExpr("loud_k", call(LOUD, TEXT, K.expr())),
                new NamedExpr("n2", call(PLUS, INTEGER, N.expr(), literal(Long.MIN_VALUE, INTEGER))),
                new NamedExpr("first", call(COALESCE, TEXT, K.expr(), literal("it's ${x} \\ \n", TEXT))),
                new NamedExpr("only", call(COALESCE, TEXT, K.expr())),
                new NamedExpr("day", call(DAY_AFTER, DATETIME, D.expr())),
                new NamedExpr("nothing", literal(null, DATETIME)),
                new NamedExpr("when", literal(-62_135_596_800_000L, DATETIME)),
                new NamedExpr("copy", L.expr()),
                new NamedExpr("list", literal(Arrays.asList("a", null), LIST)))));
    }

    @Test
    void filtersKeepOnlyTrue() {
        assertThat(agrees(new Plan.Filter(ROWS, B.expr()))).hasSize(3);
        agrees(new Plan.Filter(ROWS, call(BIGGER, BOOLEAN, N.expr(), literal(2L, INTEGER))));
    }

    @Test
    void sortsWithNullHighestAndTextByCodePoint() {
        for (PlanColumn column : List.of(K, N, X, B, D)) {
            for (boolean descending : new boolean[] {false, true}) {
                Plan sorted = new Plan.Sort(ROWS,
                        List.of(new OrderKey(column.expr(), descending), OrderKey.ascending(N)));
                assertThat(spark(sorted)).as("%s %s", column.id(), descending).isEqualTo(reference(sorted));
            }
        }
    }

    @Test
    void limitsInOrder() {
        agrees(new Plan.Limit(ROWS, List.of(new OrderKey(N.expr(), true)), 3));
        assertThat(spark(new Plan.Limit(ROWS, List.of(), 2))).hasSize(2);
    }

    @Test
    void aggregatesKernelsOverOrderedRows() {
        AggregateOperation listed = AggregateOperation.of("listed", Storage.TEXT, rows -> {
            StringBuilder text = new StringBuilder();
            rows.forEach(each -> text.append(each[0]).append('/').append(each[1]).append(' '));
            return text.toString();
        }, Storage.TEXT, Storage.INTEGER).byOrder();
        AggregateOperation all = AggregateOperation.of("all", Storage.LIST, rows -> {
            List<Object> values = new ArrayList<>();
            rows.forEach(each -> values.add(each[0]));
            return values;
        }, Storage.TEXT).byOrder();
        AggregateOperation latest = AggregateOperation.of("latest", Storage.DATETIME, rows -> rows.stream()
                .map(each -> (Long) each[0]).filter(Objects::nonNull).max(Long::compare).orElse(null), Storage.DATETIME);
        AggregateOperation count = AggregateOperation.of("rows", Storage.INTEGER, rows -> (long) rows.size())
                .spark((arguments, over, order) -> "count(*) " + over);
        List<NamedExpr> aggregates = List.of(
                new NamedExpr("listed", new Expr.Aggregate(listed, List.of(call(LOUD, TEXT, K.expr()), N.expr()), TEXT)),
                new NamedExpr("all_k", new Expr.Aggregate(all, List.of(K.expr()), LIST)),
                new NamedExpr("latest", new Expr.Aggregate(latest, List.of(D.expr()), DATETIME)),
                new NamedExpr("rows", new Expr.Aggregate(count, List.of(), INTEGER)));
        for (List<OrderKey> order : List.of(
                List.of(OrderKey.ascending(N)),
                List.of(new OrderKey(K.expr(), true), new OrderKey(N.expr(), true)),
                List.of(OrderKey.ascending(D), OrderKey.ascending(N)),
                List.of(OrderKey.ascending(B), new OrderKey(X.expr(), false)))) {
            agrees(new Plan.Aggregate(ROWS, List.of(NamedExpr.keep(K)), aggregates, order));
            agrees(new Plan.Aggregate(ROWS, List.of(), aggregates, order));
            agrees(new Plan.Aggregate(ROWS, List.of(new NamedExpr("key", call(COALESCE, TEXT, K.expr()))), aggregates,
                    order));
        }
        Plan none = new Plan.Filter(ROWS, literal(false, BOOLEAN));
        assertThat(agrees(new Plan.Aggregate(none, List.of(), aggregates, List.of(OrderKey.ascending(N))))).hasSize(1);
        assertThat(agrees(new Plan.Aggregate(none, List.of(NamedExpr.keep(K)), aggregates, List.of()))).isEmpty();
    }

    @Test
    void anAggregateWithoutAggregatesIsDistinct() {
        assertThat(agrees(new Plan.Aggregate(ROWS, List.of(NamedExpr.keep(K)), List.of(), List.of()))).hasSize(6);
        assertThat(spark(new Plan.Aggregate(ROWS, List.of(), List.of(), List.of()))).hasSize(1);
    }

    @Test
    void windowsByTemplateAndByKernel() {
        WindowOperation number = WindowOperation.of("number", Storage.INTEGER, (rows, frame) -> {
            Object[] numbers = new Object[rows.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (long) i;
            }
            return numbers;
        }).spark((arguments, window) -> "row_number() " + window.ordered() + " - 1");
        WindowOperation before = WindowOperation.of("before", Storage.TEXT, (rows, frame) -> {
            Object[] texts = new Object[rows.size()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = i < frame.before() ? null : rows.get(i - (int) frame.before())[0];
            }
            return texts;
        }, Storage.TEXT).withFrame();
        WindowOperation moment = WindowOperation.of("moment", Storage.DATETIME, (rows, frame) ->
                rows.stream().map(each -> each[0]).toArray(), Storage.DATETIME);
        WindowOperation ranked = WindowOperation.of("ranked", Storage.INTEGER, (rows, frame) -> {
            Object[] ranks = new Object[rows.size()];
            for (int i = 0; i < ranks.length; i++) {
                boolean peer = i > 0 && Arrays.equals(rows.get(i), rows.get(i - 1));
                ranks[i] = peer ? ranks[i - 1] : (Object) (i + 1L);
            }
            return ranks;
        }).byRank();
        AggregateOperation size = AggregateOperation.of("size", Storage.INTEGER, rows -> (long) rows.size());
        List<NamedExpr> calls = List.of(
                new NamedExpr("before_k",
                        new Expr.Window(before, List.of(call(LOUD, TEXT, K.expr())), new Expr.Frame(1, 0), TEXT)),
                new NamedExpr("number", new Expr.Window(number, List.of(), Expr.Frame.PARTITION, INTEGER)),
                new NamedExpr("peers", new Expr.Window(ranked, List.of(), Expr.Frame.PARTITION, INTEGER)),
                new NamedExpr("size", new Expr.Aggregate(size, List.of(), INTEGER)),
                new NamedExpr("moment", new Expr.Window(moment, List.of(D.expr()), Expr.Frame.PARTITION, DATETIME)));
        List<OrderKey> order = List.of(new OrderKey(X.expr(), true), OrderKey.ascending(N));
        agrees(new Plan.Window(ROWS, List.of(), order, 1, calls));
        agrees(new Plan.Window(ROWS, List.of(K.expr()), order, 1, calls));
        agrees(new Plan.Window(ROWS, List.of(K.expr(), call(DAY_AFTER, DATETIME, D.expr())), order, 1, calls));
        agrees(new Plan.Window(ROWS, List.of(B.expr()), order, 1, calls.subList(1, 2)));
        agrees(new Plan.Window(ROWS, List.of(B.expr()), order, 1, calls.subList(0, 1)));
    }

    @ParameterizedTest
    @EnumSource
    void joinsMatchNoNullsAndTakeAFurtherCondition(Plan.Join.Kind kind) {
        PlanColumn k2 = new PlanColumn("k2", TEXT);
        PlanColumn n2 = new PlanColumn("n2", INTEGER);
        Plan right = new Plan.Values(List.of(k2, n2), List.of(
                row("a", 1L), row("a", 9L), row(null, 4L), row("", 0L), row("z", 2L), row("b", null)));
        Expr condition = call(BIGGER, BOOLEAN, n2.expr(), N.expr());
        agrees(new Plan.Join(ROWS, right, kind, List.of(K.expr()), List.of(k2.expr()), null));
        agrees(new Plan.Join(ROWS, right, kind, List.of(K.expr()), List.of(k2.expr()), condition));
        agrees(new Plan.Join(ROWS, right, kind, List.of(), List.of(), condition));
        agrees(new Plan.Join(ROWS, right, kind, List.of(), List.of(), null));
        agrees(new Plan.Join(ROWS, right, kind, List.of(call(LOUD, TEXT, K.expr()), N.expr()),
                List.of(call(LOUD, TEXT, k2.expr()), n2.expr()), null));
    }

    @Test
    void aSharedInputIsPlannedOnceAndJoinsItself() {
        Plan shared = new Plan.Project(ROWS, List.of(NamedExpr.keep(K), NamedExpr.keep(N)));
        Plan again = new Plan.Project(shared, List.of(new NamedExpr("k9", K.expr()), new NamedExpr("n9", N.expr())));
        Plan join = new Plan.Join(shared, again, Plan.Join.Kind.LEFT, List.of(K.expr()),
                List.of(new Expr.Column("k9", TEXT)), null);
        agrees(join);
        assertThat(frames.frame(shared)).isSameAs(frames.frame(shared));
    }

    @Test
    void unionsByPosition() {
        PlanColumn k3 = new PlanColumn("k3", TEXT);
        PlanColumn n3 = new PlanColumn("n3", INTEGER);
        Plan left = new Plan.Project(ROWS, List.of(NamedExpr.keep(K), NamedExpr.keep(N)));
        Plan right = new Plan.Values(List.of(n3, k3), List.of(row(8L, "w")));
        Plan swapped = new Plan.Project(right, List.of(NamedExpr.keep(k3), NamedExpr.keep(n3)));
        assertThat(agrees(new Plan.Union(List.of(left, swapped, left),
                List.of(new PlanColumn("u1", TEXT), new PlanColumn("u2", INTEGER))))).hasSize(15);
    }

    @Test
    void explodesWithPositions() {
        PlanColumn element = new PlanColumn("e", TEXT);
        PlanColumn position = new PlanColumn("p", INTEGER);
        Operation listed = Operation.of("pieces", Storage.LIST, a -> List.of("<", (String) a[0]), Storage.TEXT);
        agrees(new Plan.Explode(ROWS, L.expr(), true, element, position));
        agrees(new Plan.Explode(ROWS, L.expr(), false, element, position));
        agrees(new Plan.Explode(ROWS, call(listed, LIST, K.expr()), true, element, position));
    }

    @Test
    void expandsEachRowByEveryProjection() {
        agrees(new Plan.Expand(ROWS, List.of(
                List.of(new NamedExpr("name", literal("k", TEXT)), new NamedExpr("value", K.expr()), NamedExpr.keep(N)),
                List.of(new NamedExpr("name", literal(null, TEXT)), new NamedExpr("value", call(LOUD, TEXT, K.expr())),
                        NamedExpr.keep(N)),
                List.of(new NamedExpr("name", literal("x", TEXT)), new NamedExpr("value", literal(null, TEXT)),
                        new NamedExpr("n", literal(null, INTEGER))))));
        agrees(new Plan.Expand(ROWS, List.of(List.of(new NamedExpr("one", K.expr())))));
    }

    @Test
    void exactSumsAreAlwaysThere() {
        AggregateOperation sum = AggregateOperation.of("sum", Storage.DECIMAL, rows -> {
            java.math.BigDecimal total = java.math.BigDecimal.ZERO;
            for (Object[] each : rows) {
                total = each[0] == null ? total : total.add(new java.math.BigDecimal((Double) each[0]));
            }
            return total.doubleValue();
        }, Storage.DECIMAL).windowable().spark(AggregateOperation.Template.of("drover_fsum({0}) {over}"));
        Expr all = new Expr.Aggregate(sum, List.of(X.expr()), DECIMAL);
        assertThat(agrees(new Plan.Aggregate(ROWS, List.of(), List.of(new NamedExpr("s", all)), List.of())))
                .containsExactly(List.of(1.3));
        agrees(new Plan.Window(ROWS, List.of(B.expr()), List.of(OrderKey.ascending(N)), 0,
                List.of(new NamedExpr("s", all))));
    }
}
