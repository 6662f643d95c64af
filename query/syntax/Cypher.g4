// The grammar of Cypher statements: openCypher 9 at the level of syntax.
//
// What the grammar leaves to the tree builder (syntax_tree_builder.cpp): values of literals, comparison chains, and the shapes that only
// an error message can explain well. What it leaves to binding: the order of clauses and everything about names. PIPE is never made by the
// lexer: token_stream.cpp turns the BAR of a comprehension, of reduce and of FOREACH into it, so that `|` between labels is unambiguous.
grammar Cypher;

tokens { PIPE }

statement: statementMode? query SEMICOLON* EOF;

statementMode: EXPLAIN | PROFILE;

query: singleQuery (unionOperator singleQuery)*;

unionOperator: UNION (ALL | DISTINCT)?;

singleQuery: clause+;

clause
  : matchClause
  | unwindClause
  | withClause
  | returnClause
  | createClause
  | mergeClause
  | setClause
  | removeClause
  | deleteClause
  | subqueryClause
  | callClause
  | foreachClause
  | loadCsvClause
  ;

// --- Clauses ---

matchClause: OPTIONAL? MATCH patternList where?;

unwindClause: UNWIND expression AS variable;

withClause: WITH projection where?;

returnClause: RETURN projection;

projection: DISTINCT? projectionItems orderBy? skip? limit?;

projectionItems: STAR (COMMA projectionItem)* | projectionItem (COMMA projectionItem)*;

projectionItem: expression (AS variable)?;

orderBy: ORDER BY sortItem (COMMA sortItem)*;

sortItem: expression (ASC | ASCENDING | DESC | DESCENDING)?;

skip: (SKIP_ | OFFSET) expression;

limit: LIMIT expression;

where: WHERE expression;

createClause: CREATE patternList;

mergeClause: MERGE pattern mergeAction*;

mergeAction: ON (CREATE | MATCH) setClause;

setClause: SET setItem (COMMA setItem)*;

setItem
  : variable EQ expression                # setReplace
  | variable PLUS_EQ expression           # setAdd
  | variable labelList                    # setLabels
  | propertyTarget EQ expression          # setProperty
  ;

labelList: (COLON schemaName)+;

propertyTarget: atom propertyStep+;

propertyStep: DOT schemaName | LBRACK expression RBRACK;

removeClause: REMOVE removeItem (COMMA removeItem)*;

removeItem: variable labelList | propertyTarget;

deleteClause: DETACH? DELETE expression (COMMA expression)*;

callClause: CALL procedureName callArguments? (YIELD yieldItems where?)?;

procedureName: schemaName (DOT schemaName)*;

callArguments: LPAREN (expression (COMMA expression)*)? RPAREN;

yieldItems: STAR | yieldItem (COMMA yieldItem)*;

yieldItem: variable (AS variable)?;

subqueryClause: CALL (LPAREN (variable (COMMA variable)*)? RPAREN)? LBRACE query RBRACE;

foreachClause: FOREACH LPAREN variable IN expression PIPE clause+ RPAREN;

loadCsvClause: LOAD CSV (WITH HEADERS)? FROM expression AS variable (FIELDTERMINATOR expression)?;

// --- Patterns ---

patternList: pattern (COMMA pattern)*;

pattern: (variable EQ)? (shortestPath | patternElement);

shortestPath: (SHORTESTPATH | ALLSHORTESTPATHS) LPAREN patternElement RPAREN;

patternElement: nodePattern (relationshipPattern nodePattern)* | LPAREN patternElement RPAREN;

// Two nodes at least: what may stand as a condition.
relationshipsPattern: nodePattern (relationshipPattern nodePattern)+;

nodePattern: LPAREN variable? labelExpression? properties? where? RPAREN;

relationshipPattern: LT? MINUS relationshipDetail? MINUS GT?;

relationshipDetail: LBRACK variable? labelExpression? hops? properties? where? RBRACK;

// The alternatives without a star are wrong; the builder says so.
hops: STAR hopBound? (RANGE hopBound?)? | hopBound? RANGE hopBound?;

hopBound: MINUS? INTEGER;

properties: mapLiteral | parameter;

labelExpression: (COLON | IS) labelOr;

labelOr: labelAnd (BAR COLON? labelAnd)*;

labelAnd: labelNot ((AMPERSAND | COLON) labelNot)*;

labelNot: BANG labelNot | labelAtom;

labelAtom: PERCENT | LPAREN labelOr RPAREN | schemaName;

// --- Expressions, tightest first ---

expression
  : atom                                                          # atomExpression
  | expression DOT schemaName                                     # propertyExpression
  | expression LBRACK expression RBRACK                           # indexExpression
  | expression LBRACK from=expression? RANGE to=expression? RBRACK  # sliceExpression
  | expression COLON labelOr                                      # labelExpressionTest
  | (PLUS | MINUS) expression                                     # signExpression
  | expression CARET expression                                   # powerExpression
  | expression op=(STAR | SLASH | PERCENT) expression             # multiplyExpression
  | expression op=(PLUS | MINUS) expression                       # addExpression
  | expression (IN | STARTS WITH | ENDS WITH | CONTAINS | REGEX_MATCH) expression  # predicateExpression
  | expression IS NOT? NULL_                                      # nullExpression
  | expression op=(EQ | NEQ | LT | LE | GT | GE) expression       # comparisonExpression
  | NOT expression                                                # notExpression
  | expression AND expression                                     # andExpression
  | expression XOR expression                                     # xorExpression
  | expression OR expression                                      # orExpression
  ;

atom
  : literal
  | parameter
  | caseExpression
  | countStar
  | subqueryExpression
  | quantifier
  | reduceExpression
  | listComprehension
  | patternComprehension
  | listLiteral
  | mapProjection
  | mapLiteral
  | shortestPath
  | relationshipsPattern
  | parenthesized
  | functionCall
  | variable
  ;

parenthesized: LPAREN expression RPAREN;

literal: TRUE | FALSE | NULL_ | INTEGER | FLOAT | BAD_NUMBER | STRING;

parameter: PARAMETER;

caseExpression: CASE subject=expression? caseBranch+ (ELSE otherwise=expression)? END;

caseBranch: WHEN expression THEN expression;

countStar: COUNT LPAREN STAR RPAREN;

subqueryExpression: (EXISTS | COUNT | COLLECT) LBRACE (patternList where? | query) RBRACE;

quantifier: (ALL | ANY | NONE | SINGLE) LPAREN variable IN expression where? RPAREN;

reduceExpression: REDUCE LPAREN variable EQ expression COMMA variable IN expression PIPE expression RPAREN;

listComprehension: LBRACK variable IN expression where? (PIPE expression)? RBRACK;

patternComprehension: LBRACK (variable EQ)? relationshipsPattern where? PIPE expression RBRACK;

listLiteral: LBRACK (expression (COMMA expression)*)? RBRACK;

mapProjection: variable LBRACE (mapProjectionItem (COMMA mapProjectionItem)*)? RBRACE;

mapProjectionItem: DOT schemaName | DOT STAR | schemaName COLON expression | variable;

mapLiteral: LBRACE (mapEntry (COMMA mapEntry)*)? RBRACE;

mapEntry: schemaName COLON expression;

functionCall: functionName LPAREN DISTINCT? (expression (COMMA expression)*)? RPAREN;

functionName: variable (DOT schemaName)*;

// --- Names ---

// A name that stands where an expression or a clause may begin: the words that begin or join those are kept.
variable: IDENTIFIER | QUOTED_NAME | softKeyword;

// A label, type, property key or procedure: every word is welcome.
schemaName: IDENTIFIER | QUOTED_NAME | softKeyword | hardKeyword;

softKeyword
  : CONTAINS | AS | END | YIELD | ORDER | BY | SKIP_ | LIMIT | OFFSET | ASC | ASCENDING | DESC | DESCENDING | ALL | ANY
  | NONE | SINGLE | REDUCE | COUNT | EXISTS | COLLECT | SHORTESTPATH | ALLSHORTESTPATHS | EXPLAIN | PROFILE | ON | FOREACH
  | LOAD | CSV | HEADERS | FROM | FIELDTERMINATOR
  ;

hardKeyword
  : AND | OR | XOR | NOT | IN | IS | NULL_ | TRUE | FALSE | CASE | WHEN | THEN | ELSE | WHERE | WITH | RETURN | MATCH
  | OPTIONAL | UNWIND | CREATE | SET | REMOVE | DELETE | DETACH | MERGE | CALL | UNION | DISTINCT | STARTS | ENDS
  ;

// --- Tokens ---

AND: [Aa] [Nn] [Dd];
OR: [Oo] [Rr];
XOR: [Xx] [Oo] [Rr];
NOT: [Nn] [Oo] [Tt];
IN: [Ii] [Nn];
IS: [Ii] [Ss];
NULL_: [Nn] [Uu] [Ll] [Ll];
TRUE: [Tt] [Rr] [Uu] [Ee];
FALSE: [Ff] [Aa] [Ll] [Ss] [Ee];
CASE: [Cc] [Aa] [Ss] [Ee];
WHEN: [Ww] [Hh] [Ee] [Nn];
THEN: [Tt] [Hh] [Ee] [Nn];
ELSE: [Ee] [Ll] [Ss] [Ee];
WHERE: [Ww] [Hh] [Ee] [Rr] [Ee];
WITH: [Ww] [Ii] [Tt] [Hh];
RETURN: [Rr] [Ee] [Tt] [Uu] [Rr] [Nn];
MATCH: [Mm] [Aa] [Tt] [Cc] [Hh];
OPTIONAL: [Oo] [Pp] [Tt] [Ii] [Oo] [Nn] [Aa] [Ll];
UNWIND: [Uu] [Nn] [Ww] [Ii] [Nn] [Dd];
CREATE: [Cc] [Rr] [Ee] [Aa] [Tt] [Ee];
SET: [Ss] [Ee] [Tt];
REMOVE: [Rr] [Ee] [Mm] [Oo] [Vv] [Ee];
DELETE: [Dd] [Ee] [Ll] [Ee] [Tt] [Ee];
DETACH: [Dd] [Ee] [Tt] [Aa] [Cc] [Hh];
MERGE: [Mm] [Ee] [Rr] [Gg] [Ee];
CALL: [Cc] [Aa] [Ll] [Ll];
UNION: [Uu] [Nn] [Ii] [Oo] [Nn];
DISTINCT: [Dd] [Ii] [Ss] [Tt] [Ii] [Nn] [Cc] [Tt];
STARTS: [Ss] [Tt] [Aa] [Rr] [Tt] [Ss];
ENDS: [Ee] [Nn] [Dd] [Ss];
CONTAINS: [Cc] [Oo] [Nn] [Tt] [Aa] [Ii] [Nn] [Ss];
AS: [Aa] [Ss];
END: [Ee] [Nn] [Dd];
YIELD: [Yy] [Ii] [Ee] [Ll] [Dd];
ORDER: [Oo] [Rr] [Dd] [Ee] [Rr];
BY: [Bb] [Yy];
SKIP_: [Ss] [Kk] [Ii] [Pp];
LIMIT: [Ll] [Ii] [Mm] [Ii] [Tt];
OFFSET: [Oo] [Ff] [Ff] [Ss] [Ee] [Tt];
ASC: [Aa] [Ss] [Cc];
ASCENDING: [Aa] [Ss] [Cc] [Ee] [Nn] [Dd] [Ii] [Nn] [Gg];
DESC: [Dd] [Ee] [Ss] [Cc];
DESCENDING: [Dd] [Ee] [Ss] [Cc] [Ee] [Nn] [Dd] [Ii] [Nn] [Gg];
ALL: [Aa] [Ll] [Ll];
ANY: [Aa] [Nn] [Yy];
NONE: [Nn] [Oo] [Nn] [Ee];
SINGLE: [Ss] [Ii] [Nn] [Gg] [Ll] [Ee];
REDUCE: [Rr] [Ee] [Dd] [Uu] [Cc] [Ee];
COUNT: [Cc] [Oo] [Uu] [Nn] [Tt];
EXISTS: [Ee] [Xx] [Ii] [Ss] [Tt] [Ss];
COLLECT: [Cc] [Oo] [Ll] [Ll] [Ee] [Cc] [Tt];
SHORTESTPATH: [Ss] [Hh] [Oo] [Rr] [Tt] [Ee] [Ss] [Tt] [Pp] [Aa] [Tt] [Hh];
ALLSHORTESTPATHS: [Aa] [Ll] [Ll] [Ss] [Hh] [Oo] [Rr] [Tt] [Ee] [Ss] [Tt] [Pp] [Aa] [Tt] [Hh] [Ss];
EXPLAIN: [Ee] [Xx] [Pp] [Ll] [Aa] [Ii] [Nn];
PROFILE: [Pp] [Rr] [Oo] [Ff] [Ii] [Ll] [Ee];
ON: [Oo] [Nn];
FOREACH: [Ff] [Oo] [Rr] [Ee] [Aa] [Cc] [Hh];
LOAD: [Ll] [Oo] [Aa] [Dd];
CSV: [Cc] [Ss] [Vv];
HEADERS: [Hh] [Ee] [Aa] [Dd] [Ee] [Rr] [Ss];
FROM: [Ff] [Rr] [Oo] [Mm];
FIELDTERMINATOR: [Ff] [Ii] [Ee] [Ll] [Dd] [Tt] [Ee] [Rr] [Mm] [Ii] [Nn] [Aa] [Tt] [Oo] [Rr];

PARAMETER: '$' (NAME_START NAME_PART* | [0-9]+ | BACKQUOTED);

FLOAT: [0-9]+ '.' [0-9]+ EXPONENT? | '.' [0-9]+ EXPONENT? | [0-9]+ EXPONENT;
INTEGER: [0-9]+ | '0' [xX] [0-9a-fA-F]+ | '0' [oO] [0-7]+;
BAD_NUMBER: [0-9]+ NAME_START NAME_PART*;
fragment EXPONENT: [eE] [+-]? [0-9]+;

STRING: '"' ('\\' . | ~["\\])* '"' | '\'' ('\\' . | ~['\\])* '\'';
UNCLOSED_STRING: '"' ('\\' . | ~["\\])* | '\'' ('\\' . | ~['\\])*;

IDENTIFIER: NAME_START NAME_PART*;
QUOTED_NAME: BACKQUOTED;
UNCLOSED_NAME: '`' ~'`'*;
fragment BACKQUOTED: ('`' ~'`'* '`')+;
fragment NAME_START: [\p{L}\p{Nl}_];
fragment NAME_PART: [\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}];

LE: '<=';
GE: '>=';
NEQ: '<>';
REGEX_MATCH: '=~';
PLUS_EQ: '+=';
RANGE: '..';
EQ: '=';
LT: '<';
GT: '>';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
PERCENT: '%';
CARET: '^';
DOT: '.';
COMMA: ',';
COLON: ':';
SEMICOLON: ';';
BAR: '|';
AMPERSAND: '&';
BANG: '!';
LPAREN: '(';
RPAREN: ')';
LBRACK: '[';
RBRACK: ']';
LBRACE: '{';
RBRACE: '}';

LINE_COMMENT: '//' ~[\r\n]* -> skip;
COMMENT: '/*' .*? '*/' -> skip;
UNCLOSED_COMMENT: '/*' ('*'* ~[*/] | '/' | '*'+ ~[*/])* '*'*;
SPACE: [\p{White_Space}\u001C-\u001F\uFEFF]+ -> skip;
OTHER: .;

