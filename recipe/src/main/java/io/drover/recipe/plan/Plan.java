package io.drover.recipe.plan;

import io.drover.recipe.type.Storage;
import java.util.ArrayList;
import java.util.List;

/**
 * A relational plan: immutable, engine-neutral, all that an engine knows of a recipe.
 *
 * <p>Row order is not a property of a node. The analysis keeps the order of a table as a list of {@link OrderKey}s over
 * hidden columns and puts a {@link Sort} (or the keys into a {@link Window}, an ordered aggregate, a {@link Limit})
 * only where order can be seen; hidden columns that nothing reads are pruned.
 */
public sealed interface Plan {

    List<PlanColumn> columns();

    /**
     * The rows of a source.
     *
     * @param source the source's id in the job
     * @param reading how its files become rows
     * @param fields what to read, in any order; a field no step reads is left out by pruning
     */
    record Scan(String source, Reading reading, List<Field> fields) implements Plan {
        public Scan {
            fields = List.copyOf(fields);
        }

        /** Of a source that is read as it is declared. */
        public Scan(String source, List<Field> fields) {
            this(source, Reading.DECLARED, fields);
        }

        @Override
        public List<PlanColumn> columns() {
            return fields.stream().map(Field::column).toList();
        }

        /** What of a record a scan gives, and as which column. */
        public record Field(Kind kind, int index, PlanColumn column) {
            public enum Kind {
                /** Field {@code index} (0-based) of the record, TEXT; typed sources give their text form. */
                VALUE,
                /** The record's place in the whole source, INTEGER, increasing in path then record order; gaps allowed. */
                ROW_ORDER,
                /** The record's 1-based number in its file, the header record included, INTEGER; null with several files. */
                SOURCE_ROW_NUMBER,
                /** The file's full path without scheme and authority, TEXT. */
                FILE_PATH
            }
        }
    }

    /** Constant rows (values as {@link Storage} says): tests, samples, empty inputs. */
    record Values(List<PlanColumn> columns, List<List<Object>> rows) implements Plan {}

    record Project(Plan input, List<NamedExpr> expressions) implements Plan {
        public Project {
            expressions = List.copyOf(expressions);
        }

        @Override
        public List<PlanColumn> columns() {
            return expressions.stream().map(NamedExpr::column).toList();
        }
    }

    /** Keeps the rows for which the BOOLEAN condition is true; false and null go. */
    record Filter(Plan input, Expr condition) implements Plan {
        @Override
        public List<PlanColumn> columns() {
            return input.columns();
        }
    }

    /**
     * One row per distinct tuple of {@code keys} (null equals null); without keys exactly one row.
     *
     * @param order the order that ordered aggregates (ANY, LIST…) see
     */
    record Aggregate(Plan input, List<NamedExpr> keys, List<NamedExpr> aggregates, List<OrderKey> order)
            implements Plan {
        public Aggregate {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
            order = List.copyOf(order);
        }

        @Override
        public List<PlanColumn> columns() {
            List<PlanColumn> columns = new ArrayList<>();
            keys.forEach(key -> columns.add(key.column()));
            aggregates.forEach(aggregate -> columns.add(aggregate.column()));
            return List.copyOf(columns);
        }
    }

    /**
     * The input's columns and one more per call; rows unchanged.
     *
     * @param partition null equals null; empty means one partition
     * @param order of the rows inside a partition; total (the analysis adds the table's order keys at its end)
     * @param orderKeys how many keys at the beginning of {@code order} come from what the recipe named: rows with equal
     *     values of these are peers for RANK and DENSERANK
     */
    record Window(Plan input, List<Expr> partition, List<OrderKey> order, int orderKeys, List<NamedExpr> calls)
            implements Plan {
        public Window {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            if (orderKeys < 0 || orderKeys > order.size()) {
                throw new IllegalArgumentException(orderKeys + " order keys, but the order has " + order.size());
            }
            calls = List.copyOf(calls);
        }

        @Override
        public List<PlanColumn> columns() {
            List<PlanColumn> columns = new ArrayList<>(input.columns());
            calls.forEach(call -> columns.add(call.column()));
            return List.copyOf(columns);
        }
    }

    /**
     * Left's columns, then right's. Equal keys first (null matches nothing), then {@code condition} on the pair.
     *
     * @param leftKeys and {@code rightKeys}: pairs of expressions of equal storage; both empty for a cross join
     * @param condition a further BOOLEAN condition over both sides, or null
     */
    record Join(Plan left, Plan right, Kind kind, List<Expr> leftKeys, List<Expr> rightKeys, Expr condition)
            implements Plan {
        public enum Kind { INNER, LEFT, RIGHT, FULL }

        public Join {
            leftKeys = List.copyOf(leftKeys);
            rightKeys = List.copyOf(rightKeys);
        }

        @Override
        public List<PlanColumn> columns() {
            List<PlanColumn> columns = new ArrayList<>(left.columns());
            columns.addAll(right.columns());
            return List.copyOf(columns);
        }
    }

    /** All rows of all inputs. Every input has as many columns, of equal storage; the ids are {@code columns}. */
    record Union(List<Plan> inputs, List<PlanColumn> columns) implements Plan {
        public Union {
            inputs = List.copyOf(inputs);
            columns = List.copyOf(columns);
        }
    }

    /** Rows in that order. */
    record Sort(Plan input, List<OrderKey> order) implements Plan {
        public Sort {
            order = List.copyOf(order);
        }

        @Override
        public List<PlanColumn> columns() {
            return input.columns();
        }
    }

    /** The first {@code count} rows in that order. */
    record Limit(Plan input, List<OrderKey> order, long count) implements Plan {
        public Limit {
            order = List.copyOf(order);
        }

        @Override
        public List<PlanColumn> columns() {
            return input.columns();
        }
    }

    /**
     * One row per element of a LIST expression, the input's columns repeated; an empty or null list gives one row with a
     * null element if {@code outer}, else none.
     *
     * @param element TEXT column
     * @param position INTEGER column, 0-based
     */
    record Explode(Plan input, Expr list, boolean outer, PlanColumn element, PlanColumn position) implements Plan {
        @Override
        public List<PlanColumn> columns() {
            List<PlanColumn> columns = new ArrayList<>(input.columns());
            columns.add(element);
            columns.add(position);
            return List.copyOf(columns);
        }
    }

    /** For each input row one output row per projection, in their order (unpivot). All projections make the same columns. */
    record Expand(Plan input, List<List<NamedExpr>> projections) implements Plan {
        @Override
        public List<PlanColumn> columns() {
            return projections.get(0).stream().map(NamedExpr::column).toList();
        }
    }
}
