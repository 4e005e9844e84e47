package io.drover.recipe.analysis;

import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Problems;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanRewrites;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.RecipeParser;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.transform.Load;
import io.drover.recipe.transform.ParameterReader;
import io.drover.recipe.transform.StepArguments;
import io.drover.recipe.transform.Transform;
import io.drover.recipe.transform.TransformCatalogue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compiles recipes: from their text to one {@link io.drover.recipe.plan.Plan} for the whole chain, with every problem
 * found at once. Immutable; one compiler may serve many threads.
 *
 * <pre>{@code
 * Compilation compilation = new RecipeCompiler().compile(request);
 * if (compilation.hasErrors()) { … compilation.problems() … }
 * Table table = compilation.target().orElseThrow();
 * }</pre>
 */
public final class RecipeCompiler {

    private final TransformCatalogue transforms = TransformCatalogue.standard();
    private final RecipeParser parser = new RecipeParser(transforms.verbs());
    private final Expressions expressions;

    public RecipeCompiler() {
        this(Expressions.standard());
    }

    RecipeCompiler(Expressions expressions) {
        this.expressions = expressions;
    }

    /**
     * Never throws for what is wrong with a recipe, and finds all of it: a step is judged to its end whatever is wrong with it,
     * the next over the columns that the broken one would give, and problems that only follow from an earlier one are dropped.
     */
    public Compilation compile(CompilationRequest request) {
        return new Run(request).compile();
    }

    /** How the recipe wants a delimited source read; the plan's scans say the same. */
    public Reading reading(CompilationRequest.Source source, String recipe) {
        return SourceTables.reading(source, parser.parse(recipe).steps());
    }

    /** One compilation. */
    private final class Run {
        private final CompilationRequest request;
        private final PlanIds ids = new PlanIds();
        private final Map<String, CompilationRequest.Source> sources = new HashMap<>();
        private final Map<String, Table> sourceTables = new HashMap<>();
        private final Map<String, Table> results = new HashMap<>();
        private final Map<String, Taint> taints = new HashMap<>();
        /** Datasets whose tables stand for others that can't be had. */
        private final Set<String> broken = new HashSet<>();
        private final Map<String, Compilation.DatasetSteps> datasets = new LinkedHashMap<>();
        private final List<Compilation.DatasetProblem> problems = new ArrayList<>();
        private final List<Compilation.Answer> answers = new ArrayList<>();
        private final Set<String> sortKeys = new HashSet<>();
        /** Sources by the datasets that do nothing but structure them, so that the next one may go on with it. */
        private final Map<String, CompilationRequest.Source> structured = new HashMap<>();

        Run(CompilationRequest request) {
            this.request = request;
            request.sources().forEach(source -> sources.put(source.id(), source));
        }

        Compilation compile() {
            for (CompilationRequest.Dataset dataset : request.datasets()) {
                compile(dataset);
            }
            Optional<Table> target = Optional.ofNullable(results.get(request.target()));
            boolean sorted = target.stream().flatMap(table -> table.order().stream())
                    .anyMatch(key -> sortKeys.contains(key.column().id()));
            return new Compilation(target.map(Run::pruned),
                    target.map(table -> pruned(table.withOrder(List.of()))), sorted, List.copyOf(problems),
                    java.util.Collections.unmodifiableMap(datasets), List.copyOf(answers));
        }

        private static Table pruned(Table table) {
            Set<String> required = table.columns().stream().map(Column::id).collect(Collectors.toSet());
            table.order().forEach(key -> required.add(key.column().id()));
            Table visible = table.withPlan(PlanRewrites.apply(table.plan(), required));
            return visible.withoutLineage();
        }

        private void compile(CompilationRequest.Dataset dataset) {
            Recipe recipe = parser.parse(dataset.recipe());
            List<Problem> found = new ArrayList<>(recipe.problems());
            Taint taint = new Taint();
            if (dataset.input().kind() == CompilationRequest.Input.Kind.DATASET) {
                taint.include(taints.getOrDefault(dataset.input().id(), new Taint()));
            }
            Table input = input(dataset, recipe.steps(), found);
            Map<String, Table> references = new LinkedHashMap<>();
            dataset.references().forEach((name, reference) -> references.put(name,
                    reference(reference).withUnseen(taint(reference)::mayHave)));
            AnalysisContext recipeContext = new AnalysisContext(expressions, ids, null, references,
                    request.parameters(), request.referenceTime(), new Problems(), "", 0, sortKeys);
            Table table = input;
            List<Table> after = new ArrayList<>();
            CompilationRequest.Source untyped = untypedSource(dataset, input);
            int retyped = untyped == null ? -1 : SourceTables.lastStructuringStep(recipe.steps());
            if (retyped < 0 && untyped != null && dataset.input().kind() == CompilationRequest.Input.Kind.SOURCE) {
                table = SourceTables.typed(table, untyped, recipeContext.step("", 0, new Problems(), probe(dataset, "")));
            }
            int index = 0;
            FormerNames former = new FormerNames();
            // Whether the table stands for one that can't be had, so that there are no rows to ask for.
            boolean guessed = guessed(dataset);
            Deque<Recipe.Unread> unread = new ArrayDeque<>(recipe.unread().stream().sorted(Comparator.comparingInt(
                    (Recipe.Unread each) -> each.readable().span().line())).toList());
            for (int i = 0; i < recipe.steps().size(); i++) {
                Step step = recipe.steps().get(i);
                while (!unread.isEmpty() && unread.peek().readable().span().line() < step.span().line()) {
                    unread(unread.poll(), table, recipeContext, taint, former, found);
                }
                Problems own = new Problems();
                AnalysisContext context = recipeContext.step(step.firstLine(), index, own,
                        guessed ? null : probe(dataset, step.firstLine()));
                Table before = table.withUnseen(taint::mayHave);
                Transform transform = transform(step);
                table = judged(step, transform, before, context, own);
                if (i == retyped && !own.hasErrors()) {
                    table = SourceTables.typed(table, untyped, context);
                }
                told(own, taint, former, found);
                if (own.hasErrors()) {
                    boolean doubtful = StepErrors.areDoubtful(step, transform, own);
                    if (!doubtful && !transform.passesOn(step)) {
                        taint.closed();
                    }
                    taint.gone(before, table);
                    taint.broken(step, transform, before, doubtful);
                    Table clean = StepErrors.withoutUnknown(table);
                    boolean same = clean.columns().stream().map(Column::name).toList()
                            .equals(before.columns().stream().map(Column::name).toList());
                    table = same ? before : clean;
                    guessed |= !same;
                } else {
                    if (!transform.passesOn(step)) {
                        taint.closed();
                    }
                    taint.gone(before, table);
                }
                if (transform.passesOn(step)) {
                    context.used().forEach(name -> taint.include(taint(dataset.references().get(name))));
                }
                if (context.unanswered()) {
                    taint.everything();
                }
                guessed |= context.used().stream().anyMatch(name -> broken.contains(dataset.references().get(name).id()));
                former.step(step, before, table);
                after.add(table);
                index += Load.isIdle(step) ? 0 : 1;
            }
            while (!unread.isEmpty()) {
                unread(unread.poll(), table, recipeContext, taint, former, found);
            }
            found.stream().sorted(Comparator.comparingInt((Problem problem) -> problem.span().line())
                    .thenComparingInt(problem -> problem.span().column()))
                    .forEach(problem -> problems.add(
                            new Compilation.DatasetProblem(dataset.id(), dataset.name(), problem)));
            if (untyped != null && SourceTables.onlyStructure(recipe.steps())) {
                structured.put(dataset.id(), untyped);
            }
            if (guessed) {
                broken.add(dataset.id());
            }
            results.put(dataset.id(), table.withUnseen(name -> false));
            taints.put(dataset.id(), taint);
            datasets.put(dataset.id(), new Compilation.DatasetSteps(input, recipe.steps(), List.copyOf(after)));
        }

        private boolean guessed(CompilationRequest.Dataset dataset) {
            return dataset.input().kind() == CompilationRequest.Input.Kind.DATASET
                    && broken.contains(dataset.input().id());
        }

        private Taint taint(CompilationRequest.Input reference) {
            return reference.kind() == CompilationRequest.Input.Kind.DATASET
                    ? taints.getOrDefault(reference.id(), new Taint()) : new Taint();
        }

        private static void told(Problems own, Taint taint, FormerNames former, List<Problem> found) {
            own.all().stream().distinct().filter(problem -> !taint.explains(problem))
                    .map(taint::explained).map(former::explained).forEach(found::add);
        }

        /** Tells what is wrong with those parts of a step that can be read, as far as it doesn't follow from the others. */
        private void unread(Recipe.Unread unread, Table table, AnalysisContext recipeContext, Taint taint, FormerNames former,
                List<Problem> found) {
            Step step = unread.readable();
            if (step.verb().isEmpty()) {
                taint.line(unread);
                return;
            }
            Optional<Transform> meant = transforms.find(step.verb());
            if (meant.isEmpty()) {
                taint.everything();
                return;
            }
            Problems own = new Problems();
            Table before = table.withUnseen(taint::mayHave);
            judged(step, meant.get(), before, recipeContext.step(step.firstLine(), 0, own, null), own);
            Problems told = new Problems();
            own.all().stream().filter(problem -> unread.complete() || !StepErrors.mayFollowFromUnread(problem))
                    .forEach(told::add);
            told(told, taint, former, found);
            taint.unread(unread, meant.get(), table);
        }

        /** Judges all of a step: none of its problems hides another. */
        private Table judged(Step step, Transform transform, Table table, AnalysisContext context, Problems own) {
            StepArguments arguments = ParameterReader.read(transform.declaration(), step, table, context);
            Table after = transform.apply(arguments, table, context);
            if (StepErrors.areDoubtful(step, transform, own)) {
                // Another step may be meant, which reads what this one doesn't.
                StepFormulas.examine(arguments.unasked(), transform.declaration(), table, context);
            }
            return after;
        }

        /** The parser, which was given the verbs, makes steps of no others. */
        private Transform transform(Step step) {
            return transforms.find(step.verb())
                    .orElseThrow(() -> new IllegalStateException("no transform is called " + step.verb()));
        }

        private Probe probe(CompilationRequest.Dataset dataset, String step) {
            return (plan, limit) -> {
                Set<String> all = plan.columns().stream().map(column -> column.id()).collect(Collectors.toSet());
                List<List<Object>> rows = request.probe().rows(PlanRewrites.apply(plan, all), limit);
                answers.add(new Compilation.Answer(dataset.id(), step, rows));
                return rows;
            };
        }

        /** The source whose columns the recipe makes, or goes on making, so that they have no final types; else null. */
        private CompilationRequest.Source untypedSource(CompilationRequest.Dataset dataset, Table input) {
            if (dataset.input().kind() == CompilationRequest.Input.Kind.DATASET) {
                return structured.get(dataset.input().id());
            }
            boolean made = input.plan() instanceof Plan.Scan scan && !(scan.reading() instanceof Reading.Declared);
            return made ? sources.get(dataset.input().id()) : null;
        }

        private Table input(CompilationRequest.Dataset dataset, List<Step> steps, List<Problem> found) {
            if (dataset.input().kind() == CompilationRequest.Input.Kind.DATASET) {
                return known(results, dataset.input().id());
            }
            CompilationRequest.Source source = known(sources, dataset.input().id());
            Reading reading = SourceTables.reading(source, steps);
            if (source.header() && source.structure() == CompilationRequest.Structure.AUTO
                    && !(reading instanceof Reading.Declared)) {
                Step first = steps.stream().filter(step -> !Load.isIdle(step)).findFirst().orElseThrow();
                found.add(new Problem(ProblemCode.HEADER_OPTION_IGNORED, Problem.Severity.WARNING,
                        first.verbSpan(), "the recipe structures " + source.name()
                                + " itself, so its option header=true is ignored", Optional.empty(),
                        first.firstLine()));
            }
            return sourceTables.computeIfAbsent(source.id() + " " + reading,
                    absent -> SourceTables.table(source, reading, ids));
        }

        private Table reference(CompilationRequest.Input reference) {
            if (reference.kind() == CompilationRequest.Input.Kind.DATASET) {
                return known(results, reference.id());
            }
            CompilationRequest.Source source = known(sources, reference.id());
            return sourceTables.computeIfAbsent(source.id() + " " + Reading.DECLARED,
                    absent -> SourceTables.table(source, Reading.DECLARED, ids));
        }

        private static <T> T known(Map<String, T> map, String id) {
            T value = map.get(id);
            if (value == null) {
                throw new IllegalArgumentException("no source or earlier dataset has the id " + id);
            }
            return value;
        }
    }
}
