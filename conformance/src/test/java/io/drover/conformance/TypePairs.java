package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.message.Problems;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.RecipePrinter;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.TypeSpelling;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every function over a column of every type: documented calls with such a column in one of their places and something
 * at random in the others, over one table of nasty values. Since the calls share the table, an engine computes many of
 * them in one query.
 */
final class TypePairs {

    /** Also one with a format: results and texts of Datetimes depend on it. */
    private static final List<String> TYPES = List.of("String", "Integer", "Float", "Bool", "Datetime",
            "Datetime(mm*dd*yyyy*hh:MM:SS*a)", "Array", "Map", "Zipcode");

    private static final int ROWS = 16;
    private static final int ATTEMPTS = 40;

    private final Random random;
    private final FunctionDeck deck = new FunctionDeck();
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Object>> rows = new ArrayList<>();
    private final List<FormulaCase> cases = new ArrayList<>();
    private final Set<String> met = new TreeSet<>();
    private final Set<String> wanted = new TreeSet<>();

    TypePairs(Random random) {
        this.random = random;
        for (String type : TYPES) {
            ColumnType columnType = TypeSpelling.parse(type).orElseThrow();
            columns.add(new Column(type, "p" + columns.size(), ValueType.source(columnType), Set.of()));
        }
        for (int r = 0; r < ROWS; r++) {
            // Equal values in neighbouring rows, for ties.
            boolean again = r > 0 && random.nextInt(6) == 0;
            List<Object> row = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                row.add(again ? rows.get(r - 1).get(c) : NastyValues.text(columns.get(c).type().name(), random));
            }
            rows.add(row);
        }
        FunctionDeck.all().forEach(this::add);
    }

    private void add(FunctionDeck.Calls calls) {
        List<Node.Call> usable = calls.calls().stream()
                .filter(call -> !RandomFormulas.slots(calls.entry(), call).isEmpty()).toList();
        if (usable.isEmpty()) {
            calls.calls().stream().limit(1).forEach(call -> {
                cases.addAll(FunctionExamples.cases(RecipePrinter.print(call),
                        Formulas.analyze(call, columns, new Problems()).orElseThrow(), columns, rows));
                met.add(calls.entry().name() + " × nothing");
            });
            return;
        }
        for (Column column : columns) {
            String pair = calls.entry().name() + " × " + column.type().name().recipeName();
            wanted.add(pair);
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Node.Call call = usable.get(random.nextInt(usable.size()));
                List<RandomFormulas.Slot> slots = RandomFormulas.slots(calls.entry(), call);
                Node formula = new RandomFormulas(random, deck, columns)
                        .with(calls.entry(), call, slots.get(random.nextInt(slots.size())), column);
                Optional<Expr> expr = Formulas.analyze(formula, columns, new Problems());
                if (expr.isPresent()) {
                    cases.addAll(FunctionExamples.cases(RecipePrinter.print(formula), expr.get(), columns, rows));
                    met.add(pair);
                    break;
                }
            }
        }
    }

    List<FormulaCase> cases() {
        return cases;
    }

    /** {@code FUNCTION × Type} of all that were computed. */
    Set<String> met() {
        return met;
    }

    /** What a function of these tiers takes and no call had. */
    Set<String> missed(Set<Integer> tiers) {
        Set<String> missed = new TreeSet<>(wanted);
        missed.removeAll(met);
        missed.removeIf(pair -> {
            String name = pair.substring(0, pair.indexOf(" × "));
            return Catalogue.standard().find(name).map(FunctionEntry::tier).filter(tiers::contains).isEmpty();
        });
        return missed;
    }
}
