package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.RecipeParser;
import io.drover.recipe.syntax.RecipePrinter;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.transform.ParameterDeclaration;
import io.drover.recipe.transform.ParameterKind;
import io.drover.recipe.transform.Transform;
import io.drover.recipe.transform.TransformCatalogue;
import io.drover.recipe.transform.TransformDeclaration;
import io.drover.recipe.type.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Recipes of documented steps and a few more, with other columns, formulas and constants, over tables of nasty values.
 * Each step was compiled over the table that the steps before it leave, so a recipe is sound.
 */
final class RandomRecipes {

    private static final int LONGEST = 8;
    private static final int ATTEMPTS = 60;
    private static final int WIDEST = 200;
    private static final String OTHER = "Other";

    /** Kinds of parameters that name another table. */
    static final Set<ParameterKind> READS_TABLE =
            Set.of(ParameterKind.DATASET, ParameterKind.DATASETS, ParameterKind.TEXTS_OR_DATASET);

    /** What no single example shows. */
    private static final List<String> MORE = List.of(
            "derive type: multiple value: SUM(a) group: a order: a as: 'x'",
            "derive type: multiple value: LIST(a) group: a as: 'x'",
            "derive type: multiple value: PREV(a, 1) order: -a as: 'x'",
            "derive type: multiple value: ROLLINGSUM(a, 1, 1) group: a order: a, -a as: 'x'",
            "derive type: single value: a + 1 as: 'x'",
            "derive value: $sourcerownumber as: 'x'",
            "set col: a value: IFMISSING($col, 'x') row: ISNULL(a)",
            "set col: a, a value: a group: a order: a",
            "filter type: custom rowType: single row: a > 1 action: Keep",
            "keep row: ISMISSING([a])",
            "delete row: a == a",
            "sort order: -a, a, -a",
            "sort order: a",
            "window value: RANK(), ROWNUMBER() order: -a group: a",
            "groupby value: SUM(a), COUNT() group: a, a",
            "groupby value: LIST(a), UNIQUE(a) group: a",
            "groupby value: AVERAGE(a)",
            "groupby group: a",
            "pivot col: a value: SUM(a), COUNT() group: a",
            "deduplicate",
            "rownumber as: 'x'",
            "settype col: a type: 'Integer'",
            "settype col: a type: 'Datetime','mm-dd-yy','mm*dd*yyyy'",
            "settype col: a type: 'String'",
            "join with: Other row: current_dataset.a == Other.a type: left",
            "join with: Other row: current_dataset.a == Other.a && current_dataset.a == Other.a type: outer",
            "join with: Other row: current_dataset.a == Other.a type: right",
            "standardize with: Other col: a",
            "standardize with: Other col: a, a threshold: 0.5");

    private static final List<String> FORMULA_STEPS = List.of(
            "derive value: a as: 'x'",
            "derive value: a as: 'x'",
            "derive type: multiple value: a group: a order: a as: 'x'",
            "set col: a value: a",
            "filter type: custom rowType: single row: a action: Keep",
            "select values: [a,'x'],[a,'y'],[a,'z']",
            "case if: a then: a else: a as: 'x'",
            "groupby value: a, a, a group: a",
            "window value: a, a group: a order: -a",
            "derive value: a == a as: 'x'");

    private static final List<Sample> SAMPLES = samples();

    private static final Set<String> VERBS = SAMPLES.stream().map(sample -> sample.declaration().verb())
            .collect(Collectors.toCollection(TreeSet::new));

    private static final List<Sample> FORMULAS = FORMULA_STEPS.stream().map(RandomRecipes::sample).toList();

    private final Random random;
    private final FunctionDeck deck;
    private final VerbDeck verbs;
    private final List<Recipes.Input> inputs;
    private final Set<String> uses = new TreeSet<>();
    private final List<String> steps = new ArrayList<>();
    private int names;

    private RandomRecipes(Random random, FunctionDeck deck, VerbDeck verbs, List<Recipes.Input> inputs) {
        this.random = random;
        this.deck = deck;
        this.verbs = verbs;
        this.inputs = inputs;
    }

    /**
     * @param uses functions and transforms with what they were used on
     * @param form of the output
     */
    record Sound(List<Recipes.Input> inputs, List<String> steps, Set<String> uses, OutputBatch.Form form) {
        String recipe() {
            return String.join("\n", steps);
        }
    }

    private record Sample(TransformDeclaration declaration, Step step) {}

    static Sound recipe(Random random, FunctionDeck deck, VerbDeck verbs) {
        List<Recipes.Input> inputs = List.of(RandomTables.table("t", random), RandomTables.table(OTHER, random));
        return new RandomRecipes(random, deck, verbs, inputs).grow();
    }

    private Sound grow() {
        int wanted = 1 + random.nextInt(LONGEST);
        List<Column> columns = columns(compile("comment comment: 'x'"));
        List<Column> other = columns(Recipes.compile(Engines.REFERENCE, List.of(inputs.get(1)), ""));
        for (int attempt = 0; attempt < ATTEMPTS && steps.size() < wanted && !columns.isEmpty(); attempt++) {
            RandomFormulas formulas = new RandomFormulas(random, deck, columns);
            Sample sample = sample();
            Step made = step(sample, columns, other, formulas);
            String step = RecipePrinter.print(made);
            Compilation compilation = compile(recipe(step));
            if (compilation.hasErrors()) {
                continue;
            }
            List<Column> after = columns(compilation);
            if (after.size() > WIDEST) {
                continue;
            }
            steps.add(step);
            uses.addAll(formulas.uses());
            uses.add("step " + sample.declaration().verb());
            if (readsOther(sample.declaration(), made)) {
                uses.add("second table of " + sample.declaration().verb());
            }
            verbs.played(sample.declaration().verb());
            columns = after;
        }
        OutputBatch.Form[] forms = OutputBatch.Form.values();
        OutputBatch.Form form = random.nextBoolean() ? OutputBatch.Form.ORDERED : forms[random.nextInt(forms.length)];
        return new Sound(inputs, List.copyOf(steps), uses, form);
    }

    private Sample sample() {
        if (random.nextBoolean()) {
            return FORMULAS.get(random.nextInt(FORMULAS.size()));
        }
        List<Sample> samples = SAMPLES;
        if (random.nextBoolean()) {
            String verb = verbs.next(VERBS, random);
            samples = SAMPLES.stream().filter(sample -> sample.declaration().verb().equals(verb)).toList();
        }
        return samples.get(random.nextInt(samples.size()));
    }

    private String recipe(String next) {
        List<String> all = new ArrayList<>(steps);
        all.add(next);
        return String.join("\n", all);
    }

    private Compilation compile(String recipe) {
        try {
            return Recipes.compile(Engines.REFERENCE, inputs, recipe);
        } catch (RuntimeException failure) {
            throw new AssertionError("can't compile\n" + recipe + "\nover " + inputs, failure);
        }
    }

    private static List<Column> columns(Compilation compilation) {
        return compilation.target().orElseThrow().columns();
    }

    private Step step(Sample sample, List<Column> columns, List<Column> other, RandomFormulas formulas) {
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : sample.step().parameters()) {
            ParameterKind kind = kind(sample.declaration(), parameter);
            List<Node> values = new ArrayList<>();
            for (Node value : parameter.values()) {
                values.add(value(sample, kind, value, columns, other, formulas));
            }
            if (kind == ParameterKind.ORDER && random.nextInt(3) == 0) {
                values.add(column(columns, Optional.empty()));
            }
            // Without them all columns are taken, whatever they are called.
            if (kind != ParameterKind.JOIN_COLUMNS && kind != ParameterKind.UNION_MAPPING) {
                parameters.add(new Parameter(parameter.name(), values, parameter.nameSpan(), parameter.span()));
            }
        }
        Step step = sample.step();
        return new Step(step.verb(), parameters, step.verbSpan(), step.span(), step.firstLine());
    }

    private Node value(Sample sample, ParameterKind kind, Node value, List<Column> columns, List<Column> other,
            RandomFormulas formulas) {
        // The keys of a join read either side; a formula would read one.
        boolean formula = (kind == ParameterKind.EXPRESSION || kind == ParameterKind.EXPRESSIONS
                || kind == ParameterKind.CONDITION) && !List.of("join", "lookup").contains(sample.declaration().verb());
        if (formula && kind == ParameterKind.CONDITION && random.nextBoolean()) {
            return formulas.present(); // most others are seldom true, and leave nothing to compare
        }
        if (formula && random.nextInt(4) > 0) {
            return switch (sample.declaration().verb()) {
                case "groupby", "pivot" -> formulas.aggregate();
                case "window" -> formulas.window();
                case "derive", "set" -> formulas.any();
                default -> formulas.scalar();
            };
        }
        return switch (kind) {
            case NEW_NAME, NEW_NAMES -> value instanceof Node.Text ? RandomFormulas.text(name()) : value;
            case TEXT, TEXTS, REPLACEMENT -> {
                String nasty = random.nextInt(4) == 0 ? NastyValues.text(TypeName.STRING, random) : null;
                yield nasty == null || !(value instanceof Node.Text) ? value : RandomFormulas.text(nasty);
            }
            case DATASET, DATASETS -> dataset();
            case TEXTS_OR_DATASET -> value instanceof Node.Column ? dataset() : value;
            case KEYWORD, BOOLEAN, TYPE -> value;
            case PATTERN, PATTERNS -> random.nextInt(3) == 0 ? formulas.pattern() : value;
            case INTEGER, INTEGERS, NUMBER, NUMBERS -> random.nextInt(4) == 0 ? number() : value;
            case PAIRS -> pair(value, formulas);
            default -> replaced(value, columns, other);
        };
    }

    private static Node dataset() {
        return new Node.Column(OTHER, Optional.empty(), false, Span.NONE);
    }

    /** A formula and its name or result. */
    private Node pair(Node value, RandomFormulas formulas) {
        return value instanceof Node.Array pair && pair.elements().size() == 2 && pair.elements().get(0) instanceof Node.Column
                ? new Node.Array(List.of(formulas.scalar(), RandomFormulas.text(name())), pair.span()) : value;
    }

    private Node number() {
        return new Node.Number(List.of("0", "1", "2", "3", "7", "100").get(random.nextInt(6)), Span.NONE);
    }

    private String name() {
        String base = List.of("n", "N", "two words ", "ü", "sort", "column", "a\"b").get(random.nextInt(7));
        return base + ++names;
    }

    private Node replaced(Node node, List<Column> columns, List<Column> other) {
        if (node instanceof Node.Column reference) {
            return reference.dataset().filter(name -> !name.equals("current_dataset")).isPresent()
                    ? column(other, Optional.of(OTHER)) : column(columns, reference.dataset());
        }
        if (node instanceof Node.Call call) {
            return new Node.Call(call.name(), call.arguments().stream()
                    .map(argument -> replaced(argument, columns, other)).toList(), call.infix(), call.nameSpan(),
                    call.span());
        }
        if (node instanceof Node.Array array) {
            return new Node.Array(array.elements().stream().map(element -> replaced(element, columns, other)).toList(),
                    array.span());
        }
        return node;
    }

    private Node column(List<Column> columns, Optional<String> dataset) {
        return new Node.Column(columns.get(random.nextInt(columns.size())).name(), dataset, true, Span.NONE);
    }

    private static boolean readsOther(TransformDeclaration declaration, Step step) {
        return step.parameters().stream().filter(parameter -> READS_TABLE.contains(kind(declaration, parameter)))
                .flatMap(parameter -> parameter.values().stream())
                .anyMatch(node -> node instanceof Node.Column column && column.name().equals(OTHER));
    }

    private static ParameterKind kind(TransformDeclaration declaration, Parameter parameter) {
        return declaration.parameters().stream().filter(each -> each.isNamed(parameter.name()))
                .map(ParameterDeclaration::kind).findFirst().orElse(ParameterKind.KEYWORD);
    }

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (Transform transform : TransformCatalogue.standard().transforms()) {
            TransformDeclaration declaration = transform.declaration();
            declaration.examples().forEach(example -> samples.add(new Sample(declaration, parse(example.step()))));
        }
        MORE.forEach(step -> samples.add(sample(step)));
        return List.copyOf(samples);
    }

    private static Sample sample(String step) {
        Step parsed = parse(step);
        return new Sample(TransformCatalogue.standard().find(parsed.verb()).orElseThrow().declaration(), parsed);
    }

    private static Step parse(String step) {
        return new RecipeParser(TransformCatalogue.standard().verbs()).parse(step).steps().get(0);
    }
}
