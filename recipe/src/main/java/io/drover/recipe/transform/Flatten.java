package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.function.Operation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One row per element of an array. */
final class Flatten implements Transform {

    /** An array's elements as text; a value that is no array stands for itself. */
    private static final Operation ELEMENTS = Operation.of("flatten_elements", Storage.LIST, arguments -> {
        List<String> elements = JsonText.elements((String) arguments[0]);
        if (elements == null) {
            return List.of((String) arguments[0]);
        }
        List<String> texts = new ArrayList<>();
        elements.forEach(element -> texts.add(JsonText.text(element)));
        return Collections.unmodifiableList(texts);
    }, Storage.TEXT);

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("flatten")
            .doc("Makes one row per element of the array in a column, the other columns repeated. An empty array and null "
                    + "give one row with null; a value that is no array stays as it is.")
            .inPlace()
            .required("col", ParameterKind.COLUMN, "the column")
            .example("a|b", List.of("[1,\"a\",null]|x"), "flatten col: a", "a|b", List.of("1|x", "a|x", "∅|x"))
            .example("a", List.of("[]", "∅", "abc"), "flatten col: a", "a", List.of("∅", "∅", "abc"))
            .example("a:Array", List.of("[1,2]", "x", "\"\"", "∅"), "flatten col: a", "a",
                    List.of("1", "2", "x", "\"\"", "∅"))
            .boundary("a", List.of("[]", "[[]]"), "flatten col: a", "a", List.of("∅", "[]"))
            .without(CaseKind.TIE, "every element becomes a row, equal ones too")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Column column = arguments.column("col");
        Expr list = context.call(ELEMENTS, List.of(context.text(column.expr(), table)), ValueType.LIST,
                table);
        PlanColumn element = new PlanColumn(context.freshId(column.name()), ValueType.TEXT);
        PlanColumn position = new PlanColumn(context.freshId(column.id() + "_position"), ValueType.INTEGER);
        Plan plan = new Plan.Explode(table.plan(), list, true, element, position);
        List<OrderKey> order = new ArrayList<>(table.order());
        order.add(OrderKey.ascending(position));
        Column flat = new Column(column.name(), element.id(), element.type(), column.origins());
        return new Table(plan, Placement.replaced(table, Map.of(column, flat)), order, Optional.empty(),
                table.filePath());
    }
}
