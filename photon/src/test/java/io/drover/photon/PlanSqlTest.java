package io.drover.photon;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.spec.JobSpec;
import io.drover.photon.plan.PlanSql;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every plan node gives the rows of the reference engine. */
class PlanSqlTest {
    private static final ValueType DATETIME = ValueType.datetime(Format.java("yyyy-MM-dd HH:mm:ss"));
    private static final PlanColumn ID = new PlanColumn("id", ValueType.INTEGER);
    private static final PlanColumn TEXT = new PlanColumn("t", ValueType.TEXT);
    private static final PlanColumn NUMBER = new PlanColumn("d", ValueType.DECIMAL);
    private static final PlanColumn FLAG = new PlanColumn("b", ValueType.BOOLEAN);
    private static final PlanColumn TIME = new PlanColumn("ts", DATETIME);
    private static final PlanColumn LIST = new PlanColumn("l", ValueType.LIST);
    private static final List<PlanColumn> COLUMNS = List.of(ID, TEXT, NUMBER, FLAG, TIME, LIST);
    private static final Plan ROWS = new Plan.Values(COLUMNS, List.of(
            Arrays.asList(1L, "a'b\\\"c\n\u0001\0", 0.1, true, -1L, Arrays.asList("x", null, "", "[,]\"")),
            Arrays.asList(2L, "", 1e300, false, 253402300799999L, List.of()),
            Arrays.asList(3L, null, null, null, null, null),
            Arrays.asList(4L, "😀", 5e-324, true, -62135596800000L, List.of("y")),
            Arrays.asList(5L, "", -123456789012345680000.0, true, 0L, Arrays.asList((String) null)),
            Arrays.asList(6L, "\uE000", 9007199254740993.0, null, 86399999L, List.of("é", "\u2028")),
            Arrays.asList(Long.MIN_VALUE, "a", 0.30000000000000004, false, 1L, null),
            Arrays.asList(Long.MAX_VALUE, "A", -1.5, false, 1L, List.of("1", "2", "3"))));

    private static Session session;

    @TempDir
    static Path directory;

    @BeforeAll
    static void open() throws Exception {
        session = Session.open(directory, List.of(), JobSpec.Limits.DEFAULT);
    }

    @AfterAll
    static void close() throws Exception {
        session.close();
    }

    private static List<List<Object>> run(Plan plan) throws Exception {
        ResultValues values = new ResultValues(plan.columns());
        PlanSql sql = new PlanSql(scan -> {
            throw new AssertionError("no scan here");
        });
        String statement = values.statement(sql.select(plan, values.output(), List.of()));
        session.register(sql.kernels());
        return session.query(statement, values::read);
    }

    private static void sameAsReference(Plan plan) throws Exception {
        List<List<Object>> expected = new ReferenceEngine(Map.of()).run(plan);
        assertThat(run(plan)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Expr.Column column(PlanColumn column) {
        return column.expr();
    }

    private static Expr literal(Object value, ValueType type) {
        return new Expr.Literal(value, type);
    }

    private static ValueType typeOf(Storage storage) {
        return switch (storage) {
            case TEXT -> ValueType.TEXT;
            case INTEGER -> ValueType.INTEGER;
            case DECIMAL -> ValueType.DECIMAL;
            case BOOLEAN -> ValueType.BOOLEAN;
            case DATETIME -> DATETIME;
            case LIST -> ValueType.LIST;
        };
    }

    private static PlanColumn columnOf(Storage storage) {
        return COLUMNS.stream().filter(c -> c.type().storage() == storage).findFirst().orElseThrow();
    }

    /** Keeps the column unique when a plan is used twice. */
    private static Plan renamed(Plan plan, String prefix) {
        return new Plan.Project(plan, plan.columns().stream()
                .map(c -> new NamedExpr(prefix + c.id(), c.expr())).toList());
    }

    private static PlanColumn renamed(PlanColumn column, String prefix) {
        return new PlanColumn(prefix + column.id(), column.type());
    }

    @Test
    void valuesOfEveryStorage() throws Exception {
        sameAsReference(ROWS);
        sameAsReference(new Plan.Values(COLUMNS, List.of()));
        sameAsReference(new Plan.Values(List.of(), List.of(List.of(), List.of())));
    }

    @Test
    void filterKeepsOnlyTrue() throws Exception {
        sameAsReference(new Plan.Filter(ROWS, column(FLAG)));
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void aKernelTakesAndGivesEveryStorage(Storage storage) throws Exception {
        ValueType type = typeOf(storage);
        Operation same = Operation.of("same_" + storage.name().toLowerCase(), storage, a -> a[0], storage);
        Operation nulls = Operation.of("nulls_" + storage.name().toLowerCase(), Storage.BOOLEAN,
                a -> a[0] == null, storage).nullAware();
        Operation variadic = Operation.of("last_" + storage.name().toLowerCase(), storage,
                a -> a[a.length - 1], Storage.INTEGER, storage).withVariadic().nullAware();
        Expr value = column(columnOf(storage));
        sameAsReference(new Plan.Project(ROWS, List.of(
                NamedExpr.keep(ID),
                new NamedExpr("same", new Expr.Call(same, List.of(value), type)),
                new NamedExpr("nulls", new Expr.Call(nulls, List.of(value), ValueType.BOOLEAN)),
                new NamedExpr("two", new Expr.Call(variadic, List.of(column(ID), value), type)),
                new NamedExpr("three", new Expr.Call(variadic, List.of(column(ID), value, literal(null, type)), type)))));
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void anAggregateKernelTakesAndGivesEveryStorage(Storage storage) throws Exception {
        ValueType type = typeOf(storage);
        AggregateOperation last = AggregateOperation.of("last_one_" + storage.name().toLowerCase(), storage,
                rows -> rows.isEmpty() ? null : rows.get(rows.size() - 1)[0], storage).byOrder();
        AggregateOperation count = AggregateOperation.of("rows_" + storage.name().toLowerCase(), Storage.INTEGER,
                rows -> (long) rows.size());
        Expr value = column(columnOf(storage));
        List<NamedExpr> calls = List.of(
                new NamedExpr("last", new Expr.Aggregate(last, List.of(value), type)),
                new NamedExpr("n", new Expr.Aggregate(count, List.of(), ValueType.INTEGER)));
        List<OrderKey> order = List.of(new OrderKey(column(FLAG), true), OrderKey.ascending(ID));
        sameAsReference(new Plan.Aggregate(ROWS, List.of(new NamedExpr("k", column(FLAG))), calls, order));
        sameAsReference(new Plan.Aggregate(ROWS, List.of(), calls, order));
        Plan none = new Plan.Filter(ROWS, literal(false, ValueType.BOOLEAN));
        sameAsReference(new Plan.Aggregate(none, List.of(), calls, order));
        sameAsReference(new Plan.Aggregate(none, List.of(new NamedExpr("k", column(FLAG))), calls, order));
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void aWindowKernelTakesAndGivesEveryStorage(Storage storage) throws Exception {
        ValueType type = typeOf(storage);
        WindowOperation previous = WindowOperation.of("shifted_" + storage.name().toLowerCase(), storage,
                (rows, frame) -> {
                    Object[] results = new Object[rows.size()];
                    for (int i = 0; i < results.length; i++) {
                        int from = i - (int) frame.before();
                        results[i] = from < 0 ? null : rows.get(from)[0];
                    }
                    return results;
                }, storage).withFrame();
        AggregateOperation last = AggregateOperation.of("window_last_" + storage.name().toLowerCase(), storage,
                rows -> rows.isEmpty() ? null : rows.get(rows.size() - 1)[0], storage).byOrder();
        WindowOperation number = WindowOperation.of("number", Storage.INTEGER, (rows, frame) -> {
            throw new AssertionError("has a template");
        }).duckdb((arguments, window) -> "row_number() " + window.ordered());
        Expr value = column(columnOf(storage));
        List<NamedExpr> kernels = List.of(
                new NamedExpr("shifted", new Expr.Window(previous, List.of(value), new Expr.Frame(1, 0), type)),
                new NamedExpr("same", new Expr.Window(previous, List.of(value), new Expr.Frame(0, 0), type)),
                new NamedExpr("last", new Expr.Aggregate(last, List.of(value), type)));
        for (List<Expr> partition : List.of(List.<Expr>of(), List.<Expr>of(column(FLAG)),
                List.<Expr>of(column(FLAG), column(TEXT)))) {
            List<OrderKey> order = List.of(new OrderKey(column(NUMBER), true), OrderKey.ascending(ID));
            sameAsReference(new Plan.Window(ROWS, partition, order, 1, kernels));
            Plan none = new Plan.Filter(ROWS, literal(false, ValueType.BOOLEAN));
            sameAsReference(new Plan.Window(none, partition, order, 1, kernels));
        }
        List<NamedExpr> mixed = new ArrayList<>(kernels);
        mixed.add(new NamedExpr("number", new Expr.Window(number, List.of(), Expr.Frame.PARTITION, ValueType.INTEGER)));
        Plan plan = new Plan.Window(
                ROWS, List.of(column(FLAG)), List.of(OrderKey.ascending(ID)), 1, mixed);
        assertThat(run(plan)).extracting(row -> row.get(row.size() - 1)).containsExactlyInAnyOrder(
                1L, 2L, 3L, 1L, 2L, 3L, 1L, 2L);
    }

    @ParameterizedTest
    @EnumSource(Plan.Join.Kind.class)
    void joins(Plan.Join.Kind kind) throws Exception {
        Plan right = renamed(ROWS, "r_");
        Operation less = Operation.of("less", Storage.BOOLEAN, a -> (Long) a[0] <= (Long) a[1],
                Storage.INTEGER, Storage.INTEGER);
        Expr condition = new Expr.Call(
                less, List.of(column(ID), column(renamed(ID, "r_"))), ValueType.BOOLEAN);
        List<Expr> left = List.of(column(TEXT));
        List<Expr> keys = List.of(column(renamed(TEXT, "r_")));
        sameAsReference(new Plan.Join(ROWS, right, kind, left, keys, null));
        sameAsReference(new Plan.Join(ROWS, right, kind, left, keys, condition));
        sameAsReference(new Plan.Join(ROWS, right, kind,
                List.of(column(TEXT), column(FLAG)), List.of(column(renamed(TEXT, "r_")), column(renamed(FLAG, "r_"))),
                null));
        sameAsReference(new Plan.Join(ROWS, right, kind, List.of(), List.of(), null));
        sameAsReference(new Plan.Join(ROWS, right, kind, List.of(), List.of(), condition));
    }

    @Test
    void unionAndSharedInputs() throws Exception {
        Plan some = new Plan.Filter(ROWS, column(FLAG));
        List<PlanColumn> columns = COLUMNS.stream().map(c -> renamed(c, "u_")).toList();
        sameAsReference(new Plan.Union(List.of(some, ROWS, renamed(some, "x_")), columns));
    }

    @Test
    void sortAndLimitPutNullHighest() throws Exception {
        for (PlanColumn column : List.of(TEXT, NUMBER, FLAG, TIME)) {
            for (boolean descending : new boolean[] {false, true}) {
                List<OrderKey> order = List.of(new OrderKey(column(column), descending), OrderKey.ascending(ID));
                Plan sort = new Plan.Sort(ROWS, order);
                assertThat(run(sort)).isEqualTo(new ReferenceEngine(Map.of()).run(sort));
                sameAsReference(new Plan.Limit(ROWS, order, 3));
            }
        }
    }

    @Test
    void explode() throws Exception {
        PlanColumn element = new PlanColumn("e", ValueType.TEXT);
        PlanColumn position = new PlanColumn("p", ValueType.INTEGER);
        for (boolean outer : new boolean[] {false, true}) {
            sameAsReference(new Plan.Explode(ROWS, column(LIST), outer, element, position));
            sameAsReference(new Plan.Explode(
                    ROWS, literal(Arrays.asList("a", null), ValueType.LIST), outer, element, position));
            sameAsReference(new Plan.Explode(new Plan.Project(ROWS, List.of(NamedExpr.keep(LIST))), column(LIST),
                    outer, element, position));
            sameAsReference(new Plan.Explode(new Plan.Values(List.of(), List.of(List.of())),
                    literal(List.of("a", "b"), ValueType.LIST), outer, element, position));
        }
    }

    @Test
    void expand() throws Exception {
        sameAsReference(new Plan.Expand(ROWS, List.of(
                List.of(NamedExpr.keep(ID), new NamedExpr("v", column(TEXT)), new NamedExpr("w", column(LIST))),
                List.of(NamedExpr.keep(ID), new NamedExpr("v", literal(null, ValueType.TEXT)),
                        new NamedExpr("w", literal(List.of("q"), ValueType.LIST))))));
        List<NamedExpr> same = List.of(NamedExpr.keep(ID));
        sameAsReference(new Plan.Expand(ROWS, List.of(same, same, same)));
    }

    @Test
    void noColumnsAtAll() throws Exception {
        AggregateOperation count = AggregateOperation.of("count_rows", Storage.INTEGER, rows -> (long) rows.size())
                .duckdb(AggregateOperation.Template.of("count(*){over}"));
        Plan nothing = new Plan.Project(ROWS, List.of());
        sameAsReference(new Plan.Aggregate(nothing, List.of(),
                List.of(new NamedExpr("n", new Expr.Aggregate(count, List.of(), ValueType.INTEGER))), List.of()));
        sameAsReference(new Plan.Aggregate(ROWS, List.of(), List.of(), List.of()));
        sameAsReference(new Plan.Aggregate(ROWS, List.of(NamedExpr.keep(FLAG)), List.of(), List.of()));
    }

    @Test
    void aLongRecipeIsOneStatement() throws Exception {
        Plan plan = ROWS;
        for (int i = 0; i < 1000; i++) {
            List<NamedExpr> next = new ArrayList<>(List.of(NamedExpr.keep(ID)));
            next.add(new NamedExpr("c" + i, i == 0 ? column(TEXT) : new Expr.Column("c" + (i - 1), ValueType.TEXT)));
            plan = i % 2 == 0 ? new Plan.Project(plan, next)
                    : new Plan.Filter(new Plan.Project(plan, next), literal(true, ValueType.BOOLEAN));
        }
        sameAsReference(plan);
    }

    @Test
    void nullsInListsSurviveCollections() throws Exception {
        assertThat(run(new Plan.Project(ROWS, List.of(NamedExpr.keep(LIST)))))
                .contains(Collections.singletonList(Arrays.asList("x", null, "", "[,]\"")));
    }
}
