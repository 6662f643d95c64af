// The grammar of Cypher statements: openCypher 9, and what Neo4j 5 and GQL add to it.
//
// What the grammar leaves to the tree builder (tree_builder.cpp and its neighbours): values of literals, comparison chains, names of types,
// and the shapes that only an error message can explain well. What it leaves to binding: the order of clauses and everything about names.
// PIPE and ALL_ROWS are never made by the lexer: token_stream.cpp turns the BAR before the result of a comprehension, of reduce and of
// FOREACH (result_bar.cpp) into PIPE, so that `|` between labels is unambiguous, and the ALL of RETURN ALL into ALL_ROWS, so that all(…) is.
grammar Cypher;

tokens { PIPE, ALL_ROWS }

statement: statementPrefix* (query | command) SEMICOLON* EOF;

// The options of Neo4j's planner are read and have no meaning here.
statementPrefix: EXPLAIN | PROFILE | CYPHER (INTEGER | FLOAT)? (schemaName EQ (schemaName | literal))*;

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
  | filterClause
  | letClause
  | finishClause
  | useClause
  ;

// --- Clauses ---

matchClause: OPTIONAL? MATCH matchMode? patternList hint* where?;

matchMode: DIFFERENT (RELATIONSHIP BINDINGS? | RELATIONSHIPS) | REPEATABLE (ELEMENT BINDINGS? | ELEMENTS);

hint
  : USING (RANGE | TEXT | POINT)? INDEX SEEK? variable (COLON | IS) schemaName LPAREN schemaName (COMMA schemaName)* RPAREN
  | USING SCAN variable (COLON | IS) schemaName
  | USING JOIN ON variable (COMMA variable)*
  ;

unwindClause: UNWIND expression AS variable | FOR variable IN expression;

withClause: WITH projection where?;

returnClause: RETURN projection;

projection: (DISTINCT | ALL_ROWS)? projectionItems orderBy? skip? limit?;

projectionItems: STAR (COMMA projectionItem)* | projectionItem (COMMA projectionItem)*;

projectionItem: expression (AS variable)?;

orderBy: ORDER BY sortItem (COMMA sortItem)*;

sortItem: expression (ASC | ASCENDING | DESC | DESCENDING)?;

skip: (SKIP_ | OFFSET) expression;

limit: LIMIT expression;

where: WHERE expression;

filterClause: FILTER WHERE? expression;

letClause: LET letItem (COMMA letItem)*;

letItem: variable EQ expression;

finishClause: FINISH;

useClause: USE procedureName (LPAREN expression RPAREN)?;

createClause: (CREATE | INSERT) patternList;

mergeClause: MERGE pattern mergeAction*;

mergeAction: ON (CREATE | MATCH) setClause;

setClause: SET setItem (COMMA setItem)*;

setItem
  : variable EQ expression                # setReplace
  | variable PLUS_EQ expression           # setAdd
  | variable labelList                    # setLabels
  | propertyTarget EQ expression          # setProperty
  ;

labelList: (COLON | IS) labelReference (COLON labelReference)*;

labelReference: schemaName | dynamicLabel;

propertyTarget: atom propertyStep+;

propertyStep: DOT schemaName | LBRACK expression RBRACK;

removeClause: REMOVE removeItem (COMMA removeItem)*;

removeItem: variable labelList | propertyTarget;

deleteClause: DETACH? DELETE expression (COMMA expression)*;

callClause: OPTIONAL? CALL procedureName callArguments? (YIELD yieldItems where?)?;

procedureName: schemaName (DOT schemaName)*;

callArguments: LPAREN (expression (COMMA expression)*)? RPAREN;

yieldItems: STAR | yieldItem (COMMA yieldItem)*;

yieldItem: variable (AS variable)?;

subqueryClause: OPTIONAL? CALL (LPAREN (STAR | variable (COMMA variable)*)? RPAREN)? LBRACE query RBRACE inTransactions?;

inTransactions: IN (expression? CONCURRENT)? (TRANSACTION | TRANSACTIONS) transactionOption*;

transactionOption
  : OF expression (ROW | ROWS)
  | ON ERROR (CONTINUE | BREAK | FAIL)
  | REPORT STATUS AS variable
  ;

foreachClause: FOREACH LPAREN variable IN expression PIPE clause+ RPAREN;

loadCsvClause: LOAD CSV (WITH HEADERS)? FROM expression AS variable (FIELDTERMINATOR expression)?;

// --- Commands ---

command: createIndex | dropIndex | createConstraint | dropConstraint | show | terminate;

createIndex: CREATE indexKind? INDEX schemaReference? ifNotExists? indexTarget optionMap?;

indexKind: RANGE | TEXT | POINT | LOOKUP | FULLTEXT | VECTOR | BTREE;

// The name of an index, a constraint or a database.
schemaReference: variable (DOT schemaName)* | parameter;

ifNotExists: IF NOT EXISTS;

optionMap: OPTIONS (mapLiteral | parameter);

// The second alternative is how Neo4j 3 wrote it; the builder names the new form.
indexTarget
  : FOR schemaElement ON EACH? (propertyReferences | LBRACK propertyReference (COMMA propertyReference)* RBRACK | schemaName LPAREN variable RPAREN)
  | ON COLON schemaName LPAREN schemaName (COMMA schemaName)* RPAREN
  ;

schemaElement
  : LPAREN variable ((COLON | IS) schemaName (BAR schemaName)*)? RPAREN
  | LPAREN RPAREN LT? MINUS LBRACK variable ((COLON | IS) schemaName (BAR schemaName)*)? RBRACK MINUS GT? LPAREN RPAREN
  ;

propertyReferences: propertyReference | LPAREN propertyReference (COMMA propertyReference)* RPAREN;

propertyReference: variable DOT schemaName;

// With ON … ASSERT, as Neo4j 4 wrote it, the builder names the new form.
createConstraint
  : CREATE CONSTRAINT schemaReference? ifNotExists? (FOR | ON) schemaElement (REQUIRE | ASSERT) requirement optionMap?
  ;

requirement
  : EXISTS LPAREN propertyReference RPAREN
  | propertyReferences IS NOT NULL_
  | propertyReferences IS (NODE | RELATIONSHIP | REL)? (UNIQUE | KEY)
  | propertyReferences (IS (DOUBLE_COLON | TYPED) | DOUBLE_COLON) typeName
  ;

dropIndex: DROP INDEX (schemaReference (IF EXISTS)? | ON COLON schemaName LPAREN schemaName (COMMA schemaName)* RPAREN);

dropConstraint: DROP CONSTRAINT (schemaReference (IF EXISTS)? | ON schemaElement ASSERT requirement);

show: SHOW shown commandRows;

shown
  : (ALL | indexKind)? (INDEX | INDEXES)                                                # showIndexes
  | (ALL | constraintFilter)? (CONSTRAINT | CONSTRAINTS)                                # showConstraints
  | (PROCEDURE | PROCEDURES) executable?                                                # showProcedures
  | (ALL | BUILT IN | USER DEFINED)? (FUNCTION | FUNCTIONS) executable?                 # showFunctions
  | (TRANSACTION | TRANSACTIONS) transactionIds?                                        # showTransactions
  | (DATABASES | (DEFAULT | HOME)? DATABASE | DATABASE schemaReference)                 # showDatabases
  ;

constraintFilter
  : (NODE | RELATIONSHIP | REL)? (UNIQUE | UNIQUENESS | KEY | PROPERTY? (EXISTENCE | EXIST) | PROPERTY TYPE)
  ;

executable: EXECUTABLE (BY (CURRENT USER | schemaName))?;

transactionIds: transactionId (COMMA transactionId)*;

transactionId: STRING | parameter;

terminate: TERMINATE (TRANSACTION | TRANSACTIONS) transactionIds commandRows;

commandRows: (YIELD yieldItems orderBy? skip? limit? where? returnClause? | where)?;

// --- Patterns ---

patternList: pattern (COMMA pattern)*;

pattern: (variable EQ)? (shortestPath | selector? patternElement);

shortestPath: (SHORTESTPATH | ALLSHORTESTPATHS) LPAREN patternElement RPAREN;

selector
  : ALL pathWord?
  | ANY selectorCount? pathWord?
  | ANY SHORTEST pathWord?
  | ALL SHORTEST pathWord?
  | SHORTEST selectorCount? pathWord? (GROUP | GROUPS)?
  ;

pathWord: PATH | PATHS;

selectorCount: INTEGER | parameter;

// Where a group stands at an end or beside another, the builder puts a node between.
patternElement: pathPart+;

pathPart
  : nodePattern (relationshipPattern nodePattern)*
  | LPAREN (variable EQ)? patternElement where? RPAREN quantifier?
  ;

quantifier: PLUS | STAR | LBRACE (INTEGER | INTEGER? COMMA INTEGER?) RBRACE;

// Two nodes at least: what may stand as a condition.
relationshipsPattern: nodePattern (relationshipPattern nodePattern)+;

nodePattern: LPAREN variable? labelExpression? properties? where? RPAREN;

relationshipPattern: LT? MINUS relationshipDetail? MINUS GT? quantifier?;

relationshipDetail: LBRACK variable? labelExpression? hops? properties? where? RBRACK;

// The alternatives without a star are wrong; the builder says so.
hops: STAR hopBound? (DOTS hopBound?)? | hopBound? DOTS hopBound?;

hopBound: MINUS? INTEGER;

properties: mapLiteral | parameter;

labelExpression: (COLON | IS) labelOr;

labelOr: labelAnd (BAR COLON? labelAnd)*;

labelAnd: labelNot ((AMPERSAND | COLON) labelNot)*;

labelNot: BANG labelNot | labelAtom;

labelAtom: PERCENT | LPAREN labelOr RPAREN | schemaName | dynamicLabel;

// `$(name)`, `$all(names)`, `$any(names)`
dynamicLabel: (DOLLAR | PARAMETER) LPAREN expression RPAREN;

// --- Expressions, tightest first ---

expression
  : atom                                                          # atomExpression
  | expression DOT schemaName                                     # propertyExpression
  | expression LBRACK expression RBRACK                           # indexExpression
  | expression LBRACK from=expression? DOTS to=expression? RBRACK  # sliceExpression
  | expression COLON labelOr                                      # labelExpressionTest
  | (PLUS | MINUS) expression                                     # signExpression
  | expression CARET expression                                   # powerExpression
  | expression op=(STAR | SLASH | PERCENT) expression             # multiplyExpression
  | expression op=(PLUS | MINUS | DOUBLE_BAR) expression          # addExpression
  | expression (IN | STARTS WITH | ENDS WITH | CONTAINS | REGEX_MATCH) expression  # predicateExpression
  | expression isTest                                             # isExpression
  | expression op=(EQ | NEQ | LT | LE | GT | GE) expression       # comparisonExpression
  | NOT expression                                                # notExpression
  | expression AND expression                                     # andExpression
  | expression XOR expression                                     # xorExpression
  | expression OR expression                                      # orExpression
  ;

isTest
  : IS NOT? NULL_
  | (IS NOT? (DOUBLE_COLON | TYPED) | DOUBLE_COLON) typeName
  | IS NOT? (NFC | NFD | NFKC | NFKD)? NORMALIZED
  | IS labelOr
  ;

typeName: typePart (BAR typePart)*;

// The words name the type: LOCAL DATETIME, PROPERTY VALUE, TIMESTAMP WITH TIME ZONE, INTEGER LIST. The builder knows them.
typePart: typeWord+ ((WITH | WITHOUT) (TIME ZONE | TIMEZONE))? (LT typeName GT)? typeNullability? (typeWord typeNullability?)*;

typeWord: IDENTIFIER | NULL_ | ANY | NODE | RELATIONSHIP | PATH | POINT | PROPERTY | TIME | ZONE | TIMEZONE;

typeNullability: NOT NULL_ | BANG;

atom
  : literal
  | parameter
  | caseExpression
  | countStar
  | subqueryExpression
  | quantifiedPredicate
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

caseBranch: WHEN caseTest (COMMA caseTest)* THEN expression;

// All but the last need a subject, which stands on their left.
caseTest
  : op=(EQ | NEQ | LT | LE | GT | GE) expression
  | (IN | STARTS WITH | ENDS WITH | CONTAINS | REGEX_MATCH) expression
  | isTest
  | expression
  ;

countStar: COUNT LPAREN STAR RPAREN;

subqueryExpression: (EXISTS | COUNT | COLLECT) LBRACE (patternList where? | query) RBRACE;

quantifiedPredicate: (ALL | ANY | NONE | SINGLE) LPAREN variable IN expression where? RPAREN;

reduceExpression: REDUCE LPAREN variable EQ expression COMMA variable IN expression PIPE expression RPAREN;

listComprehension: LBRACK variable IN expression where? (PIPE expression)? RBRACK;

patternComprehension: LBRACK (variable EQ)? patternElement where? PIPE expression RBRACK;

listLiteral: LBRACK (expression (COMMA expression)*)? RBRACK;

mapProjection: variable LBRACE (mapProjectionItem (COMMA mapProjectionItem)*)? RBRACE;

mapProjectionItem: DOT schemaName | DOT STAR | schemaName COLON expression | variable;

mapLiteral: LBRACE (mapEntry (COMMA mapEntry)*)? RBRACE;

mapEntry: schemaName COLON expression;

// The second form is trim(BOTH 'x' FROM text) alone. Its side is a word like any other: the builder tells it from a variable.
functionCall
  : functionName LPAREN (DISTINCT | ALL_ROWS)? (expression (COMMA expression)*)? RPAREN
  | functionName LPAREN side=IDENTIFIER? removed=expression? FROM trimmed=expression RPAREN
  ;

functionName: variable (DOT schemaName)*;

// --- Names ---

// A name that stands where an expression or a clause may begin: the words that begin or join those are kept, until reading fails; then
// token_stream.cpp makes names of those that stand where only a name can.
variable: IDENTIFIER | QUOTED_NAME | softKeyword;

// A label, type, property key or procedure: every word is welcome.
schemaName: IDENTIFIER | QUOTED_NAME | softKeyword | hardKeyword;

softKeyword
  : CONTAINS | AS | END | YIELD | ORDER | BY | SKIP_ | LIMIT | OFFSET | ASC | ASCENDING | DESC | DESCENDING | ALL | ANY
  | NONE | SINGLE | REDUCE | COUNT | EXISTS | COLLECT | SHORTESTPATH | ALLSHORTESTPATHS | EXPLAIN | PROFILE | ON | FOREACH
  | LOAD | CSV | HEADERS | FROM | FIELDTERMINATOR
  | CYPHER | DIFFERENT | RELATIONSHIP | RELATIONSHIPS | BINDINGS | REPEATABLE | ELEMENT | ELEMENTS | USING | RANGE
  | TEXT | POINT | INDEX | SEEK | SCAN | JOIN | FOR | FILTER | LET | FINISH | USE | INSERT | CONCURRENT | TRANSACTION
  | TRANSACTIONS | OF | ROW | ROWS | ERROR | CONTINUE | BREAK | FAIL | REPORT | STATUS | LOOKUP | FULLTEXT | VECTOR
  | BTREE | IF | OPTIONS | EACH | CONSTRAINT | REQUIRE | ASSERT | NODE | REL | UNIQUE | KEY | TYPED | DROP | SHOW
  | INDEXES | CONSTRAINTS | PROCEDURE | PROCEDURES | BUILT | USER | DEFINED | FUNCTION | FUNCTIONS | DATABASES
  | DATABASE | DEFAULT | HOME | UNIQUENESS | PROPERTY | EXISTENCE | EXIST | TYPE | EXECUTABLE | CURRENT | TERMINATE
  | SHORTEST | PATH | PATHS | GROUP | GROUPS | NORMALIZED | NFC | NFD | NFKC | NFKD | WITHOUT | TIME | ZONE | TIMEZONE
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
CYPHER: [Cc] [Yy] [Pp] [Hh] [Ee] [Rr];
DIFFERENT: [Dd] [Ii] [Ff] [Ff] [Ee] [Rr] [Ee] [Nn] [Tt];
RELATIONSHIP: [Rr] [Ee] [Ll] [Aa] [Tt] [Ii] [Oo] [Nn] [Ss] [Hh] [Ii] [Pp];
RELATIONSHIPS: [Rr] [Ee] [Ll] [Aa] [Tt] [Ii] [Oo] [Nn] [Ss] [Hh] [Ii] [Pp] [Ss];
BINDINGS: [Bb] [Ii] [Nn] [Dd] [Ii] [Nn] [Gg] [Ss];
REPEATABLE: [Rr] [Ee] [Pp] [Ee] [Aa] [Tt] [Aa] [Bb] [Ll] [Ee];
ELEMENT: [Ee] [Ll] [Ee] [Mm] [Ee] [Nn] [Tt];
ELEMENTS: [Ee] [Ll] [Ee] [Mm] [Ee] [Nn] [Tt] [Ss];
USING: [Uu] [Ss] [Ii] [Nn] [Gg];
RANGE: [Rr] [Aa] [Nn] [Gg] [Ee];
TEXT: [Tt] [Ee] [Xx] [Tt];
POINT: [Pp] [Oo] [Ii] [Nn] [Tt];
INDEX: [Ii] [Nn] [Dd] [Ee] [Xx];
SEEK: [Ss] [Ee] [Ee] [Kk];
SCAN: [Ss] [Cc] [Aa] [Nn];
JOIN: [Jj] [Oo] [Ii] [Nn];
FOR: [Ff] [Oo] [Rr];
FILTER: [Ff] [Ii] [Ll] [Tt] [Ee] [Rr];
LET: [Ll] [Ee] [Tt];
FINISH: [Ff] [Ii] [Nn] [Ii] [Ss] [Hh];
USE: [Uu] [Ss] [Ee];
INSERT: [Ii] [Nn] [Ss] [Ee] [Rr] [Tt];
CONCURRENT: [Cc] [Oo] [Nn] [Cc] [Uu] [Rr] [Rr] [Ee] [Nn] [Tt];
TRANSACTION: [Tt] [Rr] [Aa] [Nn] [Ss] [Aa] [Cc] [Tt] [Ii] [Oo] [Nn];
TRANSACTIONS: [Tt] [Rr] [Aa] [Nn] [Ss] [Aa] [Cc] [Tt] [Ii] [Oo] [Nn] [Ss];
OF: [Oo] [Ff];
ROW: [Rr] [Oo] [Ww];
ROWS: [Rr] [Oo] [Ww] [Ss];
ERROR: [Ee] [Rr] [Rr] [Oo] [Rr];
CONTINUE: [Cc] [Oo] [Nn] [Tt] [Ii] [Nn] [Uu] [Ee];
BREAK: [Bb] [Rr] [Ee] [Aa] [Kk];
FAIL: [Ff] [Aa] [Ii] [Ll];
REPORT: [Rr] [Ee] [Pp] [Oo] [Rr] [Tt];
STATUS: [Ss] [Tt] [Aa] [Tt] [Uu] [Ss];
LOOKUP: [Ll] [Oo] [Oo] [Kk] [Uu] [Pp];
FULLTEXT: [Ff] [Uu] [Ll] [Ll] [Tt] [Ee] [Xx] [Tt];
VECTOR: [Vv] [Ee] [Cc] [Tt] [Oo] [Rr];
BTREE: [Bb] [Tt] [Rr] [Ee] [Ee];
IF: [Ii] [Ff];
OPTIONS: [Oo] [Pp] [Tt] [Ii] [Oo] [Nn] [Ss];
EACH: [Ee] [Aa] [Cc] [Hh];
CONSTRAINT: [Cc] [Oo] [Nn] [Ss] [Tt] [Rr] [Aa] [Ii] [Nn] [Tt];
REQUIRE: [Rr] [Ee] [Qq] [Uu] [Ii] [Rr] [Ee];
ASSERT: [Aa] [Ss] [Ss] [Ee] [Rr] [Tt];
NODE: [Nn] [Oo] [Dd] [Ee];
REL: [Rr] [Ee] [Ll];
UNIQUE: [Uu] [Nn] [Ii] [Qq] [Uu] [Ee];
KEY: [Kk] [Ee] [Yy];
TYPED: [Tt] [Yy] [Pp] [Ee] [Dd];
DROP: [Dd] [Rr] [Oo] [Pp];
SHOW: [Ss] [Hh] [Oo] [Ww];
INDEXES: [Ii] [Nn] [Dd] [Ee] [Xx] [Ee] [Ss];
CONSTRAINTS: [Cc] [Oo] [Nn] [Ss] [Tt] [Rr] [Aa] [Ii] [Nn] [Tt] [Ss];
PROCEDURE: [Pp] [Rr] [Oo] [Cc] [Ee] [Dd] [Uu] [Rr] [Ee];
PROCEDURES: [Pp] [Rr] [Oo] [Cc] [Ee] [Dd] [Uu] [Rr] [Ee] [Ss];
BUILT: [Bb] [Uu] [Ii] [Ll] [Tt];
USER: [Uu] [Ss] [Ee] [Rr];
DEFINED: [Dd] [Ee] [Ff] [Ii] [Nn] [Ee] [Dd];
FUNCTION: [Ff] [Uu] [Nn] [Cc] [Tt] [Ii] [Oo] [Nn];
FUNCTIONS: [Ff] [Uu] [Nn] [Cc] [Tt] [Ii] [Oo] [Nn] [Ss];
DATABASES: [Dd] [Aa] [Tt] [Aa] [Bb] [Aa] [Ss] [Ee] [Ss];
DATABASE: [Dd] [Aa] [Tt] [Aa] [Bb] [Aa] [Ss] [Ee];
DEFAULT: [Dd] [Ee] [Ff] [Aa] [Uu] [Ll] [Tt];
HOME: [Hh] [Oo] [Mm] [Ee];
UNIQUENESS: [Uu] [Nn] [Ii] [Qq] [Uu] [Ee] [Nn] [Ee] [Ss] [Ss];
PROPERTY: [Pp] [Rr] [Oo] [Pp] [Ee] [Rr] [Tt] [Yy];
EXISTENCE: [Ee] [Xx] [Ii] [Ss] [Tt] [Ee] [Nn] [Cc] [Ee];
EXIST: [Ee] [Xx] [Ii] [Ss] [Tt];
TYPE: [Tt] [Yy] [Pp] [Ee];
EXECUTABLE: [Ee] [Xx] [Ee] [Cc] [Uu] [Tt] [Aa] [Bb] [Ll] [Ee];
CURRENT: [Cc] [Uu] [Rr] [Rr] [Ee] [Nn] [Tt];
TERMINATE: [Tt] [Ee] [Rr] [Mm] [Ii] [Nn] [Aa] [Tt] [Ee];
SHORTEST: [Ss] [Hh] [Oo] [Rr] [Tt] [Ee] [Ss] [Tt];
PATH: [Pp] [Aa] [Tt] [Hh];
PATHS: [Pp] [Aa] [Tt] [Hh] [Ss];
GROUP: [Gg] [Rr] [Oo] [Uu] [Pp];
GROUPS: [Gg] [Rr] [Oo] [Uu] [Pp] [Ss];
NORMALIZED: [Nn] [Oo] [Rr] [Mm] [Aa] [Ll] [Ii] [Zz] [Ee] [Dd];
NFC: [Nn] [Ff] [Cc];
NFD: [Nn] [Ff] [Dd];
NFKC: [Nn] [Ff] [Kk] [Cc];
NFKD: [Nn] [Ff] [Kk] [Dd];
WITHOUT: [Ww] [Ii] [Tt] [Hh] [Oo] [Uu] [Tt];
TIME: [Tt] [Ii] [Mm] [Ee];
ZONE: [Zz] [Oo] [Nn] [Ee];
TIMEZONE: [Tt] [Ii] [Mm] [Ee] [Zz] [Oo] [Nn] [Ee];

PARAMETER: '$' (NAME_START NAME_PART* | [0-9]+ | BACKQUOTED);

DOLLAR: '$';

FLOAT: DIGITS '.' DIGITS EXPONENT? | '.' DIGITS EXPONENT? | DIGITS EXPONENT;
INTEGER: DIGITS | '0' [xX] ('_'? [0-9a-fA-F])+ | '0' [oO] ('_'? [0-7])+;
BAD_NUMBER: [0-9]+ NAME_START NAME_PART*;
fragment DIGITS: [0-9] ('_'? [0-9])*;
fragment EXPONENT: [eE] [+-]? DIGITS;

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
DOTS: '..';
DOUBLE_COLON: '::';
DOUBLE_BAR: '||';
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

