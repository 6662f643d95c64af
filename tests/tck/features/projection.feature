Feature: WITH, RETURN, ORDER BY, SKIP, LIMIT, UNWIND and UNION

  Scenario: A column without a name is called as it is written
    Given any graph
    When executing query:
      """
      WITH {k: 1} AS n RETURN n.k, n  .k, 1+  2, cOuNt( * )
      """
    Then the result should be, in any order:
      | n.k | n  .k | 1+  2 | cOuNt( * ) |
      | 1   | 1     | 3     | 1          |

  Scenario: RETURN * sorts its columns by name
    Given any graph
    When executing query:
      """
      WITH 1 AS b, 2 AS a, 3 AS c RETURN *
      """
    Then the result should be, in any order:
      | a | b | c |
      | 2 | 1 | 3 |

  Scenario: WITH * passes everything on, beside what is new
    Given any graph
    When executing query:
      """
      WITH 1 AS a WITH *, a + 1 AS b RETURN a, b
      """
    Then the result should be, in any order:
      | a | b |
      | 1 | 2 |

  Scenario: Aliases may swap
    Given any graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b WITH a AS b, b AS a RETURN a, b
      """
    Then the result should be, in any order:
      | a | b |
      | 2 | 1 |

  Scenario: WHERE behind WITH sees old and new names
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x WITH x * 10 AS y, x AS z WHERE y > 10 AND z < 3 RETURN y
      """
    Then the result should be, in any order:
      | y  |
      | 20 |

  Scenario: WHERE behind WITH sees what WITH does not pass on
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x WITH x * 10 AS y WHERE x = 2 RETURN y
      """
    Then the result should be, in any order:
      | y  |
      | 20 |

  Scenario: ORDER BY sees the new name before the old one
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x WITH -x AS x ORDER BY x LIMIT 1 RETURN x
      """
    Then the result should be, in order:
      | x  |
      | -3 |

  Scenario: ORDER BY may use what is not returned
    Given any graph
    When executing query:
      """
      UNWIND [{k: 2, v: 'b'}, {k: 1, v: 'a'}] AS m RETURN m.v AS v ORDER BY m.k
      """
    Then the result should be, in order:
      | v   |
      | 'a' |
      | 'b' |

  Scenario: ORDER BY behind DISTINCT may repeat what is returned
    Given any graph
    When executing query:
      """
      UNWIND [{k: 2}, {k: 1}, {k: 2}] AS m WITH DISTINCT m.k AS k ORDER BY m.k DESC RETURN k
      """
    Then the result should be, in order:
      | k |
      | 2 |
      | 1 |

  Scenario: All types in ascending order
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH p = (n:A)-[r]->() WITH [null, 1.5, true, 'text', p, [1], r, n, {a: 1}, 0.0 / 0.0, 2, false, 'abc', []] AS values
      UNWIND values AS v RETURN v ORDER BY v
      """
    Then the result should be, in order:
      | v                   |
      | {a: 1}              |
      | (:A)                |
      | [:T]                |
      | []                  |
      | [1]                 |
      | <(:A)-[:T]->(:B)>   |
      | 'abc'               |
      | 'text'              |
      | false               |
      | true                |
      | 1.5                 |
      | 2                   |
      | NaN                 |
      | null                |

  Scenario: Lists in ascending order
    Given any graph
    When executing query:
      """
      UNWIND [[1, 'a'], [null, 1], [1, null], ['a', 1], [1], [], ['a'], [2], [1, 2]] AS l RETURN l ORDER BY l
      """
    Then the result should be, in order:
      | l         |
      | []        |
      | ['a']     |
      | ['a', 1]  |
      | [1]       |
      | [1, 'a']  |
      | [1, 2]    |
      | [1, null] |
      | [2]       |
      | [null, 1] |

  Scenario: Descending is the reverse
    Given any graph
    When executing query:
      """
      UNWIND [1, null, 'a', true] AS v RETURN v ORDER BY v DESCENDING
      """
    Then the result should be, in order:
      | v    |
      | null |
      | 1    |
      | true |
      | 'a'  |

  Scenario: Several keys, each with its direction
    Given any graph
    When executing query:
      """
      UNWIND [[1, 1], [1, 2], [2, 1], [2, 2]] AS p RETURN p[0] AS a, p[1] AS b ORDER BY a DESC, b ASCENDING
      """
    Then the result should be, in order:
      | a | b |
      | 2 | 1 |
      | 2 | 2 |
      | 1 | 1 |
      | 1 | 2 |

  Scenario Outline: SKIP <skip> LIMIT <limit>
    Given any graph
    And parameters are:
      | two  | 2 |
    When executing query:
      """
      UNWIND range(1, 5) AS x RETURN x ORDER BY x SKIP <skip> LIMIT <limit>
      """
    Then the result should be, in order:
      | x   |
      | <x> |

    Examples:
      | skip                  | limit          | x |
      | 1                     | 1              | 2 |
      | $two                  | $two - 1       | 3 |
      | toInteger(ceil(1.7))  | 1              | 3 |
      | 4                     | 100            | 5 |

  Scenario: LIMIT 0 gives no rows
    Given any graph
    When executing query:
      """
      UNWIND [1] AS x RETURN x LIMIT 0
      """
    Then the result should be, in any order:
      | x |

  Scenario Outline: <clause> <count> is refused before it runs
    Given any graph
    When executing query:
      """
      MATCH (n) RETURN n <clause> <count>
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | clause | count  | detail                  |
      | SKIP   | -1     | NegativeIntegerArgument |
      | LIMIT  | -1     | NegativeIntegerArgument |
      | SKIP   | 1.5    | InvalidArgumentType     |
      | LIMIT  | 1.7    | InvalidArgumentType     |
      | SKIP   | n.x    | NonConstantExpression   |
      | LIMIT  | n.x    | NonConstantExpression   |

  Scenario Outline: <clause> of a parameter that is <value> is refused
    Given an empty graph
    And having executed:
      """
      CREATE ()
      """
    And parameters are:
      | p | <value> |
    When executing query:
      """
      MATCH (n) RETURN n <clause> $p
      """
    Then a SyntaxError should be raised at runtime: <detail>

    Examples:
      | clause | value | detail                  |
      | SKIP   | -1    | NegativeIntegerArgument |
      | LIMIT  | -1    | NegativeIntegerArgument |
      | SKIP   | 1.5   | InvalidArgumentType     |
      | LIMIT  | 'a'   | InvalidArgumentType     |

  Scenario Outline: <query> is refused
    Given any graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | query                                                   | detail                   |
      | WITH 1 RETURN 1                                         | NoExpressionAlias        |
      | MATCH (n) WITH n.x RETURN 1                             | NoExpressionAlias        |
      | MATCH (n) WITH count(n) RETURN 1                        | NoExpressionAlias        |
      | RETURN 1 AS a, 2 AS a                                   | ColumnNameConflict       |
      | WITH 1 AS a, 2 AS a RETURN a                            | ColumnNameConflict       |
      | RETURN *                                                | NoVariablesInScope       |
      | MATCH () RETURN *                                       | NoVariablesInScope       |
      | WITH 1 AS a WITH a + 1 AS b RETURN a                    | UndefinedVariable        |
      | MATCH (n) WITH n.x AS x RETURN n                        | UndefinedVariable        |
      | MATCH (n) RETURN DISTINCT n.x AS x ORDER BY n.y         | UndefinedVariable        |
      | MATCH (n) RETURN count(*) AS c ORDER BY n.y             | UndefinedVariable        |
      | RETURN x ORDER BY x                                     | UndefinedVariable        |
      | MATCH (n) RETURN foo(n)                                 | UnknownFunction          |
      | UNWIND [1] AS x UNWIND [2] AS x RETURN x                | VariableAlreadyBound     |
      | RETURN 1 AS a UNION RETURN 2 AS b                       | DifferentColumnsInUnion  |
      | RETURN 1 AS a UNION RETURN 1 AS a, 2 AS b               | DifferentColumnsInUnion  |
      | RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a | InvalidClauseComposition |
      | MATCH (n)                                               | InvalidClauseComposition |
      | RETURN                                                  | UnexpectedSyntax         |
      | RETURN 1 RETURN 2                                       | InvalidClauseComposition |
      | RETRUN 1                                                | UnexpectedSyntax         |

  Scenario: UNWIND of nested lists, of null and of nothing
    Given any graph
    When executing query:
      """
      UNWIND [[1, 2], [], null, [3]] AS l UNWIND l AS x RETURN l, x
      """
    Then the result should be, in any order:
      | l      | x |
      | [1, 2] | 1 |
      | [1, 2] | 2 |
      | [3]    | 3 |

  Scenario: UNWIND of a parameter's maps
    Given an empty graph
    And parameters are:
      | rows | [{id: 1, n: 'a'}, {id: 2, n: 'b'}] |
    When executing query:
      """
      UNWIND $rows AS row MERGE (x:X {id: row.id}) SET x.n = row.n RETURN x.id AS id, x.n AS n
      """
    Then the result should be, in any order:
      | id | n   |
      | 1  | 'a' |
      | 2  | 'b' |

  Scenario: UNION drops what is equivalent, UNION ALL keeps it
    Given any graph
    When executing query:
      """
      UNWIND [1, null] AS x RETURN x UNION UNWIND [1.0, null, 2] AS x RETURN x
      """
    Then the result should be, in any order:
      | x    |
      | 1    |
      | null |
      | 2    |

  Scenario: UNION ALL keeps every row
    Given any graph
    When executing query:
      """
      RETURN 1 AS x UNION ALL RETURN 1 AS x UNION ALL RETURN 2 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 1 |
      | 2 |

  Scenario: CASE of both forms
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3, null] AS x
      RETURN CASE x WHEN 1 THEN 'one' WHEN null THEN 'never' ELSE 'other' END AS simple,
             CASE WHEN x < 2 THEN 'small' WHEN x > 2 THEN 'large' END AS searched
      """
    Then the result should be, in any order:
      | simple  | searched |
      | 'one'   | 'small'  |
      | 'other' | null     |
      | 'other' | 'large'  |
      | 'other' | null     |

  Scenario Outline: <expression> is an error of arithmetic
    Given any graph
    When executing query:
      """
      RETURN <expression>
      """
    Then a ArithmeticError should be raised at runtime: *

    Examples:
      | expression                  |
      | 1 / 0                       |
      | 1 % 0                       |
      | 9223372036854775807 + 1     |
      | -9223372036854775808 - 1    |
      | 9223372036854775807 * 2     |
      | -(-9223372036854775808)     |
      | abs(-9223372036854775808)   |

  Scenario Outline: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression      | value  |
      | 7 / 2           | 3      |
      | -7 / 2          | -3     |
      | 7 % 3           | 1      |
      | -7 % 3          | -1     |
      | 7.0 / 2         | 3.5    |
      | 1.0 / 0         | Inf    |
      | -1.0 / 0.0      | -Inf   |
      | 0.0 / 0.0       | NaN    |
      | 5.5 % 2         | 1.5    |
      | 'a' + 1         | 'a1'   |
      | 1 + 'a'         | '1a'   |
      | 'a' + 1.5       | 'a1.5' |
      | 1 + null        | null   |
      | 'a' + null      | null   |
      | +5              | 5      |
      | -null           | null   |
