package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.function.Operation;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Members of an object or array as columns. */
final class Unnest implements Transform {

    /** The member's text; null if there is none. The path is encoded by {@link JsonPath}. */
    private static final Operation MEMBER = Operation.of("unnest_member", Storage.TEXT,
            arguments -> JsonPath.decode((String) arguments[1]).text((String) arguments[0]),
            Storage.TEXT, Storage.TEXT);

    private static final Operation WITHOUT = Operation.of("unnest_rest", Storage.TEXT,
            arguments -> JsonPath.decode((String) arguments[1]).removedFrom((String) arguments[0]),
            Storage.TEXT, Storage.TEXT);

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("unnest")
            .adding()
            .doc("Adds a column for each path into the object or array of a column, right of it: a string's text, a "
                    + "number as written, compact JSON of an object or array, null for what isn't there.")
            .required("col", ParameterKind.COLUMN, "the column")
            .required("keys", ParameterKind.TEXTS, "paths: 'a', 'a.b', 'a[\"two words\"]', '[0]', '[-1]'")
            .optional("pluck", ParameterKind.BOOLEAN, "false", "remove the members from the column")
            .optional("markLineage", ParameterKind.BOOLEAN, "false", "put the column's name before the new names")
            .optional("as", ParameterKind.NEW_NAMES, "names of the columns")
            .example("a|k|b", List.of("{\"k\":{\"m\":1}}|x|y"), "unnest col: a keys: 'k','k.m','z'", "a|k1|m|z|k|b",
                    List.of("{\"k\":{\"m\":1}}|{\"m\":1}|1|∅|x|y"))
            .example("a", List.of("[1,\"x\"]", "no", "∅"), "unnest col: a keys: '[-1]'", "a|-1",
                    List.of("[1,\"x\"]|x", "no|∅", "∅|∅"))
            .example("a:Map", List.of("{\"k\":1}", "x", "\"\"", "∅"), "unnest col: a keys: 'k'", "a|k",
                    List.of("{\"k\":1}|1", "x|∅", "\"\"|∅", "∅|∅"))
            .boundary("a", List.of("[1,2]"), "unnest col: a keys: '[-1]','[2]'", "a|-1|2", List.of("[1,2]|2|∅"))
            .tie("a", List.of("{\"k\":1,\"k\":2}"), "unnest col: a keys: 'k'", "a|k", List.of("{\"k\":1,\"k\":2}|2"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public NewNames newNames(Step step) {
        NewNames declared = NewNames.declared(DECLARATION, step);
        List<Node> keys = NewNames.written("keys", step);
        if (!declared.names().isEmpty() || keys.isEmpty()) {
            return declared;
        }
        List<String> last = keys.stream().flatMap(NewNames::texts).map(JsonPath::parse)
                .filter(path -> !path.steps().isEmpty()).map(JsonPath::lastName).toList();
        // With markLineage the source's name stands in front.
        return new NewNames(Set.of(), last.stream().map(name -> NewNames.like("(?:.*_)?" + Pattern.quote(name) + "[0-9]*"))
                .toList(), false);
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Column source = arguments.column("col");
        Expr text = context.text(source.expr(), table);
        GeneratedNames names = GeneratedNames.of(table);
        List<String> given = arguments.texts("as");
        Draft draft = new Draft(table, context);
        List<Column> columns = new ArrayList<>();
        Expr rest = text;
        for (int k = 0; k < arguments.texts("keys").size(); k++) {
            String key = arguments.texts("keys").get(k);
            JsonPath path = JsonPath.parse(key);
            if (path.steps().isEmpty()) {
                context.error(ProblemCode.INVALID_PARAMETER, arguments.span("keys"), "a key is empty",
                        "name a member, 'name' or 'a.b', or an element, '[0]'");
                continue;
            }
            Expr encoded = new Expr.Literal(path.encoded(), ValueType.TEXT);
            Expr member = context.call(MEMBER, List.of(text, encoded), ValueType.TEXT, table);
            String base = (arguments.flag("markLineage") ? source.name() + "_" : "") + path.lastName();
            String name = k < given.size() ? given.get(k) : names.free(base);
            if (k < given.size()) {
                Placement.checkNew(name, table, arguments, "as", context);
            }
            columns.add(draft.column(name, member, source.origins()));
            rest = context.call(WITHOUT, List.of(rest, encoded), source.type(), table);
        }
        List<Column> all = Placement.rightOf(table, source, columns);
        if (arguments.flag("pluck")) {
            Column plucked = draft.column(source.name(), rest, source.origins());
            all.set(all.indexOf(source), plucked);
        }
        Table result = draft.table(all);
        return new Table(result.plan(), result.columns(), result.order(), Optional.empty(), result.filePath());
    }
}
