Feature: Maps

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
      | expression                      | value           |
      | {a: 1}.a                        | 1               |
      | {a: 1}.b                        | null            |
      | {a: 1}.A                        | null            |
      | {a: {b: {c: 2}}}.a.b.c          | 2               |
      | {a: 1}['a']                     | 1               |
      | {a: 1}['b']                     | null            |
      | {a: 1}[null]                    | null            |
      | null.a                          | null            |
      | null['a']                       | null            |
      | {null: 1}.null                  | 1               |
      | {match: 1}.match                | 1               |
      | {`a b`: 1}.`a b`                | 1               |
      | keys({a: 1, b: null})           | ['a', 'b']      |
      | keys({})                        | []              |
      | keys(null)                      | null            |
      | properties({a: 1})              | {a: 1}          |
      | {a: 1, b: null}                 | {a: 1, b: null} |
      | 'k' IN keys({k: null})          | true            |
      | {a: null}.a IS NULL             | true            |

  Scenario: Projections of maps, nodes and null
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 1, v: 'x'})
      """
    When executing query:
      """
      MATCH (n:A) OPTIONAL MATCH (n)-->(none) WITH n, none, 7 AS other
      RETURN n {.k} AS one, n {.*} AS all, n {.*, v: 2, other} AS mixed, n {.absent} AS absent, none {.k} AS nothing
      """
    Then the result should be, in any order:
      | one    | all              | mixed                    | absent         | nothing |
      | {k: 1} | {k: 1, v: 'x'}   | {k: 1, v: 2, other: 7}   | {absent: null} | null    |

  Scenario Outline: A map is read by names alone
    Given any graph
    When executing query:
      """
      WITH {a: 1} AS map, <key> AS key RETURN map[key]
      """
    Then a TypeError should be raised at runtime: MapElementAccessByNonString

    Examples:
      | key |
      | 0   |
      | 1.5 |

  Scenario Outline: <value> has no properties
    Given any graph
    When executing query:
      """
      WITH <value> AS v RETURN v.a
      """
    Then a TypeError should be raised at compile time: InvalidArgumentType

    Examples:
      | value |
      | 123   |
      | 42.45 |
      | true  |
      | 'abc' |
      | [1]   |
