package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Operation;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Values of some form written in another, in place. */
final class ConvertPattern implements Transform {

    /** Patterns and replacements by turns. */
    private static final Operation CONVERT = Operation.of("convert_pattern", Storage.TEXT,
            a -> convert((String) a[0], TextParts.decodeTexts((String) a[1])), Storage.TEXT, Storage.TEXT);

    private static final TransformDeclaration DECLARATION = TransformDeclaration
            .transform("convertpattern", "convertpatterns")
            .doc("Rewrites a value by the first case whose pattern matches, by default the whole value; others stay.")
            .inPlace()
            .required("col", ParameterKind.COLUMNS, "the columns")
            .required("cases", ParameterKind.PAIRS, "[pattern,'replacement'],…; $1 to $9 are groups")
            .optional("after", ParameterKind.PATTERN, "`{start}`: the match begins the value")
            .optional("before", ParameterKind.PATTERN, "`{end}`: the match ends the value")
            .optional("ignoreCase", ParameterKind.BOOLEAN, "false", "case doesn't count")
            .optional("as", ParameterKind.NEW_NAMES, "a record of the names; ignored")
            .example("a", List.of("12-34", "x", "∅"), "convertpattern col: a cases: [`({digit}+)-({digit}+)`,'$2/$1']",
                    "a", List.of("34/12", "x", "∅"))
            .example("a:Integer", List.of("12", "x", "\"\"", "∅"), "convertpattern col: a cases: [`{digit}+`,'n']",
                    "a", List.of("n", "x", "\"\"", "∅"))
            .boundary("a", List.of("12", "12a"),
                    "convertpattern col: a cases: [`{digit}+`,'n'] after: `{start}` before: `{end}`", "a",
                    List.of("n", "12a"))
            .tie("a", List.of("12"), "convertpattern col: a cases: [`{digit}+`,'first'],[`{any}+`,'second']", "a",
                    List.of("first"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    private static String convert(String value, List<String> cases) {
        for (int i = 0; i < cases.size(); i += 2) {
            Regex regex = Regex.of(cases.get(i));
            if (regex.find(value).isPresent()) {
                return regex.replaceFirst(value, regex.replacement(cases.get(i + 1)));
            }
        }
        return value;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        boolean atStart = !arguments.has("after") || isAnchor(arguments, "after", "{start}", context);
        boolean atEnd = !arguments.has("before") || isAnchor(arguments, "before", "{end}", context);
        List<Regex.Option> options = new ArrayList<>();
        if (atStart) {
            options.add(Regex.Option.AT_START);
        }
        if (atEnd) {
            options.add(Regex.Option.AT_END);
        }
        List<String> cases = new ArrayList<>();
        for (Pairs.Pair pair : Pairs.of(arguments.expressions("cases"))) {
            if (!(pair.key() instanceof Node.Text) && !(pair.key() instanceof Node.Pattern)
                    || !(pair.value() instanceof Node.Text)) {
                context.error(ProblemCode.INVALID_PARAMETER, pair.key().span(),
                        "a case is a pattern and a replacement in quotes", "write [`pattern`,'replacement']");
                continue;
            }
            String with = ((Node.Text) pair.value()).value();
            Patterns.compile(pair.key(), arguments.flag("ignoreCase"), context, options.toArray(new Regex.Option[0]))
                    .filter(regex -> Patterns.replacement(regex, with, pair.value().span(), context).isPresent())
                    .ifPresent(regex -> cases.addAll(List.of(regex.encoded(), with)));
        }
        Expr encoded = new Expr.Literal(TextParts.encodeTexts(cases), ValueType.TEXT);
        return TextEdit.apply(arguments.columns("col"), table, context,
                text -> context.call(CONVERT, List.of(text, encoded), ValueType.TEXT, table));
    }

    private static boolean isAnchor(
            StepArguments arguments, String parameter, String token, AnalysisContext context) {
        Node node = arguments.expression(parameter);
        if (node instanceof Node.Pattern pattern && pattern.source().equals(token)) {
            return true;
        }
        if (!arguments.isUnknown(parameter)) {
            context.error(ProblemCode.INVALID_PARAMETER, node.span(),
                    parameter + " of " + arguments.verb() + " can only be `" + token + "`",
                    "leave it out, or put the text into the patterns of the cases");
        }
        return false;
    }
}
