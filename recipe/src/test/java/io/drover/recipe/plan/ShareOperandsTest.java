package io.drover.recipe.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.function.Dialect;
import io.drover.recipe.function.Operation;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.recipe.sql.ExpressionSql;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShareOperandsTest {
    private static final Operation ADD = Operation.of("add_twice", Storage.DECIMAL,
                    a -> (Double) a[0] + (Double) a[1], Storage.DECIMAL, Storage.DECIMAL)
            .duckdb("CASE WHEN isfinite({0} + {1}) THEN {0} + {1} END")
            .spark("CASE WHEN abs({0} + {1}) < 1e308D THEN {0} + {1} END");
    private static final PlanColumn X = new PlanColumn("operand_0", ValueType.DECIMAL);
    private static final Plan ROWS =
            new Plan.Values(List.of(X), List.of(List.<Object>of(1.5), List.<Object>of(2.0)));

    private static Expr sum(int terms) {
        Expr sum = X.expr();
        for (int i = 1; i < terms; i++) {
            sum = new Expr.Call(ADD, List.of(sum, X.expr()), ValueType.DECIMAL);
        }
        return sum;
    }

    private static int sqlLength(Plan plan) {
        int length = 0;
        for (Plan node : PlanTree.bottomUp(plan)) {
            if (node instanceof Plan.Project project) {
                for (NamedExpr expression : project.expressions()) {
                    length += new ExpressionSql(Dialect.DUCKDB).scalar(expression.expr()).length();
                }
            }
        }
        return length;
    }

    @Test
    void aLongSumStaysShort() {
        Plan plan = new Plan.Project(ROWS, List.of(new NamedExpr("sum", sum(60))));
        Plan shared = new ShareOperands().apply(plan, Set.of("sum"));
        assertThat(shared.columns()).isEqualTo(plan.columns());
        assertThat(sqlLength(shared)).isLessThan(200_000);
        assertThat(new ReferenceEngine(Map.of()).run(shared)).containsExactly(List.of(90.0), List.of(120.0));
    }

    @Test
    void aFilterKeepsItsColumns() {
        Operation more = Operation.of("more", Storage.BOOLEAN, a -> (Double) a[0] > 100, Storage.DECIMAL)
                .duckdb("{0} > 100 AND {0} > 1");
        Plan plan = new Plan.Filter(ROWS, new Expr.Call(more, List.of(sum(60)), ValueType.BOOLEAN));
        Plan shared = new ShareOperands().apply(plan, Set.of(X.id()));
        assertThat(shared.columns()).isEqualTo(plan.columns());
        assertThat(new ReferenceEngine(Map.of()).run(shared)).containsExactly(List.of(2.0));
    }

    @Test
    void smallExpressionsStayWhereTheyAre() {
        Plan plan = new Plan.Project(ROWS, List.of(new NamedExpr("sum", sum(3))));
        assertThat(new ShareOperands().apply(plan, Set.of("sum"))).isSameAs(plan);
    }
}
