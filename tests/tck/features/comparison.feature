Feature: Comparison

  Scenario Outline: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |
    And no side effects

    Examples: equality
      | expression                                   | value |
      | 1 = 1.0                                      | true  |
      | 1 = 1.1                                      | false |
      | 1 <> 1.0                                     | false |
      | 4611686018427387905 = 4611686018427387900    | false |
      | 9007199254740993 = 9007199254740992.0        | false |
      | 'a' = 'a'                                    | true  |
      | 'a' = 'A'                                    | false |
      | 1 = '1'                                      | false |
      | true = 1                                     | false |
      | [] = {}                                      | false |
      | null = null                                  | null  |
      | null <> null                                 | null  |
      | 1 <> null                                    | null  |
      | [1, 2] = [1, 2]                              | true  |
      | [1, 2] = [1]                                 | false |
      | [1, null] = [1]                              | false |
      | [1, null] = [1, 2]                           | null  |
      | [1, null] = [2, null]                        | false |
      | [[1], [2, null]] = [[1], [2, 3]]             | null  |
      | [[1], [2, null]] = [[0], [2, 3]]             | false |
      | [1, 2] <> [null, 'x']                        | true  |
      | {a: 1, b: 2} = {b: 2, a: 1}                  | true  |
      | {a: 1} = {a: 1, b: null}                     | false |
      | {a: null} = {a: 1}                           | null  |
      | {a: 1, b: null} = {a: 2, b: null}            | false |
      | {a: {b: null}} = {a: {b: null}}              | null  |
      | 0.0 / 0.0 = 0.0 / 0.0                        | false |
      | 0.0 / 0.0 <> 0.0 / 0.0                       | true  |
      | 0.0 / 0.0 = 'a'                              | false |
      | 0.0 = -0.0                                   | true  |

    Examples: ranges
      | expression                                   | value |
      | 1 < 2                                        | true  |
      | 1 < 1.5                                      | true  |
      | 2 <= 2.0                                     | true  |
      | 9007199254740993 > 9007199254740992.0        | true  |
      | 'a' < 'b'                                    | true  |
      | 'a' < 'B'                                    | false |
      | 'ab' < 'abc'                                 | true  |
      | false < true                                 | true  |
      | 1 < 'a'                                      | null  |
      | 1 < null                                     | null  |
      | null >= null                                 | null  |
      | true > 0                                     | null  |
      | {a: 1} < {a: 2}                              | null  |
      | [1, 2] < [1, 3]                              | true  |
      | [1] < [1, 0]                                 | true  |
      | [2] < [1, 0]                                 | false |
      | [1, 2] >= [1, null]                          | null  |
      | [1, 2] >= [3, null]                          | false |
      | [1, 'a'] >= [1, null]                        | null  |
      | [1, 2] < [1, 'a']                            | null  |
      | 0.0 / 0.0 > 1                                | false |
      | 0.0 / 0.0 >= 0.0 / 0.0                       | false |
      | 1.0 / 0.0 > 9223372036854775807              | true  |

    Examples: chains
      | expression                                   | value |
      | 1 < 2 < 3                                    | true  |
      | 1 < 3 < 2                                    | false |
      | 1 < 2 = 2                                    | true  |
      | 3 > 2 <> 1                                   | true  |
      | 1 < null < 3                                 | null  |
      | 3 < null < 1                                 | null  |
      | 2 < 1 < null                                 | false |
      | 1 = 1 < 2 <= 2 <> 3                          | true  |

  Scenario: Nodes are equal only to themselves
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 1}), (:A {k: 1})
      """
    When executing query:
      """
      MATCH (a), (b) RETURN a = b AS same, count(*) AS n ORDER BY same
      """
    Then the result should be, in order:
      | same  | n |
      | false | 2 |
      | true  | 2 |

  Scenario: Nodes and relationships are not ordered by comparison
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T]->()
      """
    When executing query:
      """
      MATCH (a)-[r]->(b) RETURN a < b AS nodes, r < r AS relationships, a = r AS mixed
      """
    Then the result should be, in any order:
      | nodes | relationships | mixed |
      | null  | null          | false |

  Scenario: A property range keeps what it holds of one type alone
    Given an empty graph
    And having executed:
      """
      UNWIND ['a', 1, 2.5, true, 'b', [1], null] AS v CREATE (:A {v: v})
      """
    When executing query:
      """
      MATCH (a:A) WHERE a.v > 0 RETURN a.v AS v
      """
    Then the result should be, in any order:
      | v   |
      | 1   |
      | 2.5 |
