package io.drover.recipe.message;

/** The stable codes of problems in recipes. A number is never reused. */
public enum ProblemCode {
    SYNTAX(101),
    UNTERMINATED_LITERAL(102),
    LENIENT_SYNTAX(103),
    UNKNOWN_VERB(110),
    UNKNOWN_PARAMETER(111),
    REPEATED_PARAMETER(112),
    MISSING_PARAMETER(113),
    INVALID_PARAMETER(114),
    UNSUPPORTED_STEP(115),
    UNMAPPED_STEP(116),
    UNKNOWN_COLUMN(120),
    UNKNOWN_DATASET(121),
    UNKNOWN_VARIABLE(122),
    DUPLICATE_COLUMN(123),
    INVALID_RANGE(124),
    NO_COLUMNS_LEFT(125),
    UNKNOWN_FUNCTION(130),
    WRONG_ARGUMENT_COUNT(131),
    INVALID_ARGUMENT(132),
    MISPLACED_FUNCTION(133),
    INVALID_PATTERN(140),
    UNBOUNDED_PATTERN(141),
    INVALID_GROUP_REFERENCE(142),
    UNKNOWN_TYPE(150),
    INVALID_FORMAT(151),
    AMBIGUOUS_TYPE(152),
    HEADER_OPTION_IGNORED(160),
    SHAPE_UNKNOWN(170);

    private final int number;

    ProblemCode(int number) {
        this.number = number;
    }

    public String id() {
        return "DROVER-R" + number;
    }
}
