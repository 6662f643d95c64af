Feature: Every keyword may be a name

  Scenario Outline: <word> names variables, labels, types and properties
    Given an empty graph
    And having executed:
      """
      CREATE (:<word> {<word>: 1})-[:<word> {<word>: 2}]->()
      """
    When executing query:
      """
      MATCH (<word>:<word>)-[:<word>]->() WITH <word>, <word>.<word> AS x WHERE <word>.<word> = 1 RETURN x, <word>.<word> AS y, {<word>: 3}.<word> AS z
      """
    Then the result should be, in any order:
      | x | y | z |
      | 1 | 1 | 3 |

    Examples:
      | word     |
      | from     |
      | as       |
      | contains |
      | index    |
      | node     |
      | order    |
      | limit    |
      | count    |
      | all      |
      | exists   |
      | filter   |
      | let      |
      | use      |
      | show     |
      | match    |
      | return   |
      | where    |
      | with     |
      | set      |
      | create   |
      | delete   |
      | in       |
      | is       |
      | and      |
      | not      |
      | case     |
      | union    |
      | distinct |
      | starts   |

  Scenario: Kept words return as rows
    Given any graph
    When executing query:
      """
      UNWIND [3, 1] AS match WITH match AS set ORDER BY set RETURN set, set + 1 AS return
      """
    Then the result should be, in order:
      | set | return |
      | 1   | 2      |
      | 3   | 4      |

  Scenario: A bar parts labels in a list comprehension
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 1}), (:B {k: 2}), (:C {k: 3})
      """
    When executing query:
      """
      MATCH (n) WITH collect(n) AS all RETURN [x IN all WHERE x:A|C | x.k] AS ac, [x IN all WHERE x:A | x.k] AS a, [x IN all | x:A|B] AS tests
      """
    Then the result should be (ignoring element order for lists):
      | ac     | a   | tests                |
      | [1, 3] | [1] | [true, true, false]  |
