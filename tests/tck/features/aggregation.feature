Feature: Aggregation

  Scenario: Without rows and without keys there is one row
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN count(*) AS c, count(n) AS cn, sum(n.v) AS s, avg(n.v) AS a, min(n.v) AS mi, max(n.v) AS ma, collect(n) AS l, stDev(n.v) AS sd
      """
    Then the result should be, in any order:
      | c | cn | s | a    | mi   | ma   | l  | sd  |
      | 0 | 0  | 0 | null | null | null | [] | 0.0 |

  Scenario: Without rows and with a key there is none
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN n.k AS k, count(*) AS c
      """
    Then the result should be, in any order:
      | k | c |

  Scenario: Nulls do not count
    Given any graph
    When executing query:
      """
      UNWIND [1, null, 3] AS x RETURN count(*) AS rows, count(x) AS values, sum(x) AS s, avg(x) AS a, collect(x) AS l, min(x) AS mi
      """
    Then the result should be, in any order:
      | rows | values | s | a   | l      | mi |
      | 3    | 2      | 4 | 2.0 | [1, 3] | 1  |

  Scenario: A null is a key like any other
    Given any graph
    When executing query:
      """
      UNWIND [null, 1, null] AS x RETURN x, count(*) AS n
      """
    Then the result should be, in any order:
      | x    | n |
      | null | 2 |
      | 1    | 1 |

  Scenario: A sum is an integer until a float joins it
    Given any graph
    When executing query:
      """
      UNWIND [[1, 2], [1, 2.5]] AS l UNWIND l AS x RETURN l, sum(x) AS s
      """
    Then the result should be, in any order:
      | l        | s   |
      | [1, 2]   | 3   |
      | [1, 2.5] | 3.5 |

  Scenario Outline: min and max use the order of all values: <list>
    Given any graph
    When executing query:
      """
      UNWIND <list> AS x RETURN min(x) AS least, max(x) AS greatest
      """
    Then the result should be, in any order:
      | least   | greatest   |
      | <least> | <greatest> |

    Examples:
      | list                                    | least | greatest |
      | [1, 2, 0, null, -1]                     | -1    | 2        |
      | [1.0, 2.0, 0.5, null]                   | 0.5   | 2.0      |
      | [1, 2.0, 5, null, 3.2, 0.1]             | 0.1   | 5        |
      | ['a', 'b', 'B', null, 'abc', 'abc1']    | 'B'   | 'b'      |
      | [[1], [2], [2, 1]]                      | [1]   | [2, 1]   |
      | [1, 'a', null, [1, 2], 0.2, 'b']        | [1, 2] | 1       |
      | [[2, 2], [2, null], [1, 3]]             | [1, 3] | [2, null] |
      | [true, false]                           | false | true     |

  Scenario: DISTINCT within aggregates
    Given any graph
    When executing query:
      """
      UNWIND [1, 1.0, 2, null, null] AS x RETURN count(DISTINCT x) AS c, sum(DISTINCT x) AS s, collect(DISTINCT x) AS l
      """
    Then the result should be, in any order:
      | c | s | l      |
      | 2 | 3 | [1, 2] |

  Scenario: Percentiles
    Given any graph
    When executing query:
      """
      UNWIND [10, 20, 30] AS x
      RETURN percentileDisc(x, 0.0) AS d0, percentileDisc(x, 0.5) AS d5, percentileDisc(x, 1.0) AS d1,
             percentileCont(x, 0.0) AS c0, percentileCont(x, 0.25) AS c25, percentileCont(x, 1.0) AS c1
      """
    Then the result should be, in any order:
      | d0 | d5 | d1 | c0   | c25  | c1   |
      | 10 | 20 | 30 | 10.0 | 15.0 | 30.0 |

  Scenario Outline: A percentile of <p> is out of range
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN <function>(x, <p>)
      """
    Then a ArgumentError should be raised at runtime: NumberOutOfRange

    Examples:
      | function       | p    |
      | percentileDisc | 1.1  |
      | percentileCont | -0.1 |
      | percentileCont | 1000 |

  Scenario: Grouping keys may stand beside aggregates within one item
    Given any graph
    When executing query:
      """
      UNWIND [{k: 1, v: 2}, {k: 1, v: 3}] AS row WITH row.k AS k, row.v AS v
      RETURN k, k + sum(v) AS total, [k, count(*)] AS pair, {n: max(v)} AS m
      """
    Then the result should be, in any order:
      | k | total | pair   | m      |
      | 1 | 6     | [1, 2] | {n: 3} |

  Scenario: A property that is an item by itself may stand beside an aggregate
    Given an empty graph
    And having executed:
      """
      CREATE ({a: 1, v: 10}), ({a: 1, v: 20})
      """
    When executing query:
      """
      MATCH (n) RETURN n.a, n.a + count(*) AS x
      """
    Then the result should be, in any order:
      | n.a | x |
      | 1   | 3 |

  Scenario Outline: <item> is refused
    Given any graph
    When executing query:
      """
      MATCH (a)-->(b) RETURN <item>
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | item                                       | detail                         |
      | count(count(*))                            | NestedAggregation              |
      | sum(count(a))                              | NestedAggregation              |
      | a.v + count(b)                             | AmbiguousAggregationExpression |
      | a.v + b.v + count(*)                       | AmbiguousAggregationExpression |
      | a.v + b.v, a.v + b.v + count(*)            | AmbiguousAggregationExpression |
      | count(rand())                              | NonConstantExpression          |
      | [x IN [1] WHERE count(*) > 0 \| x]         | InvalidAggregation             |

  Scenario Outline: An aggregate has no place in <clause>
    Given any graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

    Examples:
      | clause        | query                                                 |
      | WHERE         | MATCH (n) WHERE count(n) > 1 RETURN n                 |
      | ORDER BY      | MATCH (n) RETURN n.v AS v ORDER BY max(n.x)           |
      | UNWIND        | UNWIND [count(*)] AS x RETURN x                       |
      | SET           | MATCH (n) SET n.c = count(*)                          |
      | CREATE        | MATCH (n) CREATE ({c: count(n)})                      |

  Scenario: ORDER BY may use aggregates of an aggregating projection
    Given any graph
    When executing query:
      """
      UNWIND [1, 1, 2, 3, 3, 3] AS x RETURN x, count(*) AS n ORDER BY count(*) DESC, x
      """
    Then the result should be, in order:
      | x | n |
      | 3 | 3 |
      | 1 | 2 |
      | 2 | 1 |

  Scenario: An aggregate over an aggregate needs a WITH between
    Given any graph
    When executing query:
      """
      UNWIND [1, 1, 2] AS x WITH x, count(*) AS n RETURN max(n) AS most, collect(x) AS keys
      """
    Then the result should be, (ignoring element order for lists):
      | most | keys   |
      | 2    | [1, 2] |

  Scenario: Integers that sum beyond 64 bits are an error, not another number
    Given any graph
    When executing query:
      """
      UNWIND [9223372036854775807, 1] AS x RETURN sum(x)
      """
    Then a ArithmeticError should be raised at runtime: IntegerOverflow
