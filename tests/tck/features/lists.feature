Feature: Lists

  Scenario Outline: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples: elements and slices
      | expression                    | value        |
      | [1, 2, 3][0]                  | 1            |
      | [1, 2, 3][-1]                 | 3            |
      | [1, 2, 3][3]                  | null         |
      | [1, 2, 3][-4]                 | null         |
      | [1, 2, 3][null]               | null         |
      | null[0]                       | null         |
      | [[1], [2]][1][0]              | 2            |
      | [1, 2, 3, 4][1..3]            | [2, 3]       |
      | [1, 2, 3][1..]                | [2, 3]       |
      | [1, 2, 3][..2]                | [1, 2]       |
      | [1, 2, 3][..]                 | [1, 2, 3]    |
      | [1, 2, 3][-2..]               | [2, 3]       |
      | [1, 2, 3][..-1]               | [1, 2]       |
      | [1, 2, 3][-3..-1]             | [1, 2]       |
      | [1, 2, 3][0..10]              | [1, 2, 3]    |
      | [1, 2, 3][-10..2]             | [1, 2]       |
      | [1, 2, 3][2..1]               | []           |
      | [1, 2, 3][1..1]               | []           |
      | [1, 2, 3][null..1]            | null         |
      | [1, 2, 3][1..null]            | null         |
      | [1, 2, 3][null..]             | null         |

    Examples: building
      | expression                    | value           |
      | [1] + [2]                     | [1, 2]          |
      | [1] + 2                       | [1, 2]          |
      | 1 + [2]                       | [1, 2]          |
      | [1] + [[2]]                   | [1, [2]]        |
      | [] + null                     | null            |
      | [1] + 'a'                     | [1, 'a']        |
      | range(1, 3)                   | [1, 2, 3]       |
      | range(3, 1)                   | []              |
      | range(3, 1, -1)               | [3, 2, 1]       |
      | range(0, 10, 4)               | [0, 4, 8]       |
      | range(0, -10, -3)             | [0, -3, -6, -9] |
      | range(5, 5)                   | [5]             |
      | [x IN [1, 2, 3] WHERE x > 1]  | [2, 3]          |
      | [x IN [1, 2, 3] \| x * 2]     | [2, 4, 6]       |
      | [x IN [1, 2, 3] WHERE x > 1 \| x + x] | [4, 6]  |
      | [x IN [1, null] \| x IS NULL] | [false, true]   |
      | [x IN null \| x]              | null            |
      | [x IN []]                     | []              |
      | [x IN [1, 2] \| [y IN [3, 4] \| x * y]] | [[3, 4], [6, 8]] |
      | [x IN range(1, 3) WHERE x % 2 = 1 \| {v: x}] | [{v: 1}, {v: 3}] |
      | reduce(sum = 0, x IN [1, 2, 3] \| sum + x) | 6  |
      | reduce(s = '', x IN ['a', 'b'] \| s + x) | 'ab' |
      | reduce(a = 1, x IN [] \| a * x) | 1             |
      | reduce(a = 0, x IN null \| a + x) | null        |
      | reduce(a = 0, x IN [1, null] \| a + x) | null   |

    Examples: membership
      | expression                    | value |
      | 1 IN [1, 2]                   | true  |
      | 3 IN [1, 2]                   | false |
      | 1.0 IN [1]                    | true  |
      | '1' IN [1]                    | false |
      | null IN [1]                   | null  |
      | null IN []                    | false |
      | null IN [null]                | null  |
      | 1 IN [2, null]                | null  |
      | 1 IN [1, null]                | true  |
      | 1 IN null                     | null  |
      | [1] IN [[1], 2]               | true  |
      | [1, 2] IN [1, 2]              | false |
      | [1] IN [[1, null]]            | false |
      | [1, 2] IN [[1, null]]         | null  |
      | [null] IN [[null]]            | null  |
      | [1, 2] IN [[null, 'foo']]     | false |
      | [] IN [[]]                    | true  |
      | [] IN [1, []]                 | true  |
      | [1, 2] IN [[1, 2], null]      | true  |
      | [[]] IN [1, [[]]]             | true  |
      | NOT 1 IN [2]                  | true  |

    Examples: functions
      | expression                    | value     |
      | size([])                      | 0         |
      | size([1, null, []])           | 3         |
      | size(null)                    | null      |
      | head([1, 2])                  | 1         |
      | head([])                      | null      |
      | head(null)                    | null      |
      | last([1, 2])                  | 2         |
      | last([])                      | null      |
      | tail([1, 2, 3])               | [2, 3]    |
      | tail([])                      | []        |
      | tail(null)                    | null      |
      | reverse([1, null, 'a'])       | ['a', null, 1] |
      | isEmpty([])                   | true      |
      | isEmpty([null])               | false     |
      | coalesce(null, [1], 2)        | [1]       |

  Scenario Outline: <expression> is refused before it runs
    Given any graph
    When executing query:
      """
      RETURN <expression>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | expression          |
      | 1 IN 2              |
      | 1 IN 'abc'          |
      | 1 IN {a: 1}         |
      | size(1)             |
      | head('abc')         |
      | length([1])         |

  Scenario Outline: <expression> fails while it runs
    Given any graph
    When executing query:
      """
      WITH [1, 2, 3] AS list, <index> AS i RETURN <expression>
      """
    Then a TypeError should be raised at any time: *

    Examples:
      | expression | index |
      | list[i]    | 'a'   |
      | list[i]    | true  |
      | list[i]    | 1.5   |
      | list[i]    | [0]   |
      | list[i]    | {}    |

  Scenario: A step of zero is out of range
    Given any graph
    When executing query:
      """
      RETURN range(1, 2, 0)
      """
    Then a ArgumentError should be raised at runtime: NumberOutOfRange

  Scenario Outline: range() takes integers alone
    Given any graph
    When executing query:
      """
      RETURN range(<a>, <b>, <c>)
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentType

    Examples:
      | a    | b    | c    |
      | true | 1    | 1    |
      | 0    | 1.5  | 1    |
      | 0    | '1'  | 1    |
      | 0    | 1    | []   |
      | 0.0  | 1    | 1    |

  Scenario: A variable of a comprehension hides the one outside, within it alone
    Given any graph
    When executing query:
      """
      WITH 1 AS x RETURN [x IN [2, 3] | x] AS inner, x
      """
    Then the result should be, in any order:
      | inner  | x |
      | [2, 3] | 1 |

  Scenario Outline: The bar that introduces a result is told from those that join labels: <expression>
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:T {n: 4}]->(:B {n: 2}), (:C {n: 3})
      """
    When executing query:
      """
      MATCH (n) WITH n ORDER BY n.n WITH collect(n) AS all RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x        |
      | <result> |

    Examples:
      | expression                                                                | result             |
      | [n IN all WHERE n:A\|B \| n.n]                                            | [1, 2]             |
      | [n IN all \| n:A\|B]                                                      | [true, true, false] |
      | [n IN all \| CASE WHEN n:A\|C THEN n.n ELSE 0 END]                        | [1, 0, 3]          |
      | [n IN all WHERE CASE WHEN n:A\|C THEN true ELSE false END \| n.n]         | [1, 3]             |
      | [(a)-[r:T\|U]->(b:A\|B) \| a.n + r.n + b.n]                               | [7]                |
      | [p = (a:A\|B)-[r:T\|U]->() WHERE a:A\|C \| length(p)]                     | [1]                |
      | [all[0]:A\|B, all[2]:A\|B]                                                | [true, false]      |
      | [n IN all \| [m IN all WHERE m:C\|D \| m.n + n.n]]                        | [[4], [5], [6]]    |
      | reduce(s = 0, n IN all \| s + CASE WHEN n:A\|B THEN n.n ELSE 0 END)       | 3                  |
      | reduce(s = all[0]:A\|B, n IN all \| s AND n:A\|B\|C)                      | true               |
