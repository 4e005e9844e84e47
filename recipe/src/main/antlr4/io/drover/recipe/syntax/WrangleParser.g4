/**
 * The value of one parameter. The tokens come from ValueLexer, which knows what the grammar cannot: where a step and
 * a parameter end, whether a slash starts a regular expression, and which words are names of datasets.
 */
parser grammar WrangleParser;

tokens {
    IDENT, BRACED, QUALIFIER, DATASET, VARIABLE, STRING, NUMBER, BOOL, PATTERN, REGEX, WILDCARD,
    LPAREN, RPAREN, LBRACK, RBRACK, LBRACE, RBRACE, COMMA, COLON, DOT, TILDE, QUESTION,
    NOT, MINUS, PLUS, STAR, SLASH, PERCENT, LT, LE, GT, GE, EQ, ASSIGN, NE, AND, OR, UNKNOWN
}

values: item (COMMA item)* EOF;

assignments: assignment (COMMA assignment)* EOF;

assignment
    : column ASSIGN expr # named
    | item               # unnamed
    ;

item
    : WILDCARD                       # wildcard
    | from=column TILDE to=column    # range
    | LBRACE entry (COMMA entry)* RBRACE # mapping
    | DATASET                        # dataset
    | expr                           # value
    ;

entry: key=(STRING | IDENT) COLON item (COMMA item)*;

expr
    : op=(NOT | MINUS) expr                  # prefix
    | expr op=(STAR | SLASH | PERCENT) expr  # binary
    | expr op=(PLUS | MINUS) expr            # binary
    | expr op=(LT | LE | GT | GE) expr       # binary
    | expr op=(EQ | ASSIGN | NE) expr        # binary
    | expr op=AND expr                       # binary
    | expr op=OR expr                        # binary
    | <assoc=right> expr QUESTION expr COLON expr # conditional
    | primary                                # operand
    ;

primary
    : STRING                                       # string
    | NUMBER                                       # number
    | BOOL                                         # bool
    | (PATTERN | REGEX)                            # pattern
    | VARIABLE                                     # variable
    | IDENT LPAREN (item (COMMA item)*)? RPAREN    # call
    | column                                       # reference
    | LBRACK (item (COMMA item)*)? RBRACK          # array
    | LPAREN expr RPAREN                           # group
    ;

column: (QUALIFIER | (words+=IDENT DOT)+)? name=(IDENT | BRACED);
