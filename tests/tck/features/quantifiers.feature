Feature: Quantifiers

  Scenario Outline: <quantifier>(x IN <list> WHERE <condition>) is <value>
    Given any graph
    When executing query:
      """
      RETURN <quantifier>(x IN <list> WHERE <condition>) AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | quantifier | list            | condition  | value |
      | any        | []              | true       | false |
      | all        | []              | false      | true  |
      | none       | []              | true       | true  |
      | single     | []              | true       | false |
      | any        | null            | true       | null  |
      | all        | null            | true       | null  |
      | none       | null            | true       | null  |
      | single     | null            | true       | null  |
      | any        | [1, 2, 3]       | x = 2      | true  |
      | any        | [1, 2, 3]       | x = 4      | false |
      | any        | [1, null]       | x = 1      | true  |
      | any        | [1, null]       | x = 2      | null  |
      | all        | [1, null]       | x = 1      | null  |
      | all        | [1, null]       | x = 2      | false |
      | none       | [1, null]       | x = 2      | null  |
      | none       | [1, null]       | x = 1      | false |
      | single     | [1, null]       | x = 1      | null  |
      | single     | [1, 1, null]    | x = 1      | false |
      | single     | [1, 2]          | x = 1      | true  |
      | single     | [1, 2]          | x > 0      | false |
      | all        | [[1], [1, 2]]   | size(x) > 0 | true |
      | any        | [{a: 2}, {a: 4}] | x.a = 4   | true  |
      | ALL        | ['a', 'ab']     | x STARTS WITH 'a' | true |
      | none       | [true, false]   | x          | false |
      | any        | [null]          | x IS NULL  | true  |

  Scenario: Quantifiers nest
    Given any graph
    When executing query:
      """
      RETURN all(x IN [[1, 2], [3]] WHERE any(y IN x WHERE y > 1)) AS value
      """
    Then the result should be, in any order:
      | value |
      | true  |

  Scenario: Arithmetic on literals of another type is refused before it runs
    Given any graph
    When executing query:
      """
      RETURN any(x IN ['Clara'] WHERE x % 2 = 0) AS value
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: Over the relationships of a path
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T {w: 1}]->(:B)-[:T {w: 2}]->(:C)
      """
    When executing query:
      """
      MATCH p = (:A)-[*]->(e) WHERE all(r IN relationships(p) WHERE r.w < 2) RETURN labels(e) AS end
      """
    Then the result should be, in any order:
      | end   |
      | ['B'] |
