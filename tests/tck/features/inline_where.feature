Feature: Conditions inside patterns

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:User {n: 'a', on: true})-[:T {w: 1}]->(b:User {n: 'b', on: false}),
             (b)-[:T {w: 5}]->(c:User {n: 'c', on: true}), (a)-[:T {w: 7}]->(c), (c)-[:U {w: 9}]->(a)
      """

  Scenario: A node's own condition
    When executing query:
      """
      MATCH (n:User WHERE n.on) WITH n.n AS name ORDER BY name RETURN collect(name) AS names
      """
    Then the result should be, in any order:
      | names      |
      | ['a', 'c'] |

  Scenario: A relationship's own condition
    When executing query:
      """
      MATCH (a)-[r:T WHERE r.w > 1]->(b) RETURN a.n AS a, b.n AS b
      """
    Then the result should be, in any order:
      | a   | b   |
      | 'b' | 'c' |
      | 'a' | 'c' |

  Scenario: A condition and a property map together
    When executing query:
      """
      MATCH (n:User {on: true} WHERE n.n <> 'a') RETURN n.n AS name
      """
    Then the result should be, in any order:
      | name |
      | 'c'  |

  Scenario: A condition of an optional pattern leaves the row
    When executing query:
      """
      MATCH (b {n: 'b'}) OPTIONAL MATCH (b)-[r:T WHERE r.w > 10]->(m) RETURN b.n AS b, m
      """
    Then the result should be, in any order:
      | b   | m    |
      | 'b' | null |

  Scenario Outline: -[r:<hop>]-> from a reaches <names>
    When executing query:
      """
      MATCH ({n: 'a'})-[r<hop>]->(m) WITH m.n AS name, size(r) AS hops ORDER BY name, hops
      RETURN collect(name + hops) AS names
      """
    Then the result should be, in any order:
      | names   |
      | <names> |

    Examples:
      | hop                          | names                    |
      | :T* WHERE r.w < 6            | ['b1', 'c2']             |
      | :T* WHERE r.w > 1            | ['c1']                   |
      | * WHERE r.w > 1              | ['a2', 'c1']             |
      | *0..1 WHERE r.w > 1          | ['a0', 'c1']             |
      | :!U*2 WHERE r.w IS NOT NULL  | ['c2']                   |
      | :T*2..2 {w: 1} WHERE true    | []                       |

  Scenario: A condition on each hop reads what was bound before
    When executing query:
      """
      UNWIND [2, 6] AS most
      MATCH ({n: 'a'})-[r:T* WHERE r.w < most]->(m)
      WITH most, m.n AS name ORDER BY most, name
      RETURN most, collect(name) AS names
      """
    Then the result should be, in any order:
      | most | names      |
      | 2    | ['b']      |
      | 6    | ['b', 'c'] |

  Scenario: A quantified relationship asks each hop
    When executing query:
      """
      MATCH ({n: 'a'})-[r:T WHERE r.w < 6]->{1,3}(m) RETURN m.n AS name, [x IN r | x.w] AS weights
      """
    Then the result should be, in any order:
      | name | weights |
      | 'b'  | [1]     |
      | 'c'  | [1, 5]  |

  Scenario: A condition on each hop of relationships bound before
    When executing query:
      """
      MATCH ({n: 'a'})-[r:T*2]->() MATCH (s)-[r* WHERE r.w < 6]->(e) RETURN s.n AS s, e.n AS e
      """
    Then the result should be, in any order:
      | s   | e   |
      | 'a' | 'c' |

  Scenario: A condition in a pattern comprehension
    When executing query:
      """
      MATCH (a {n: 'a'}) RETURN [(a)-[r:T WHERE r.w > 1]->(m WHERE m.on) | m.n] AS names
      """
    Then the result should be, in any order:
      | names |
      | ['c'] |

  Scenario: The condition of a hop must be a condition
    When executing query:
      """
      MATCH ()-[r* WHERE 1]->() RETURN r
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: A condition inside CREATE
    When executing query:
      """
      CREATE (n WHERE n.x = 1)
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: Conditions of parentheses around parentheses all hold
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:T]->({n: 2}), (:A {n: 1})-[:T]->({n: 3}), (:A {n: 4})-[:T]->({n: 2})
      """
    When executing query:
      """
      MATCH (((a)-->(b) WHERE a.n = 1) WHERE b.n = 2) RETURN a.n AS a, b.n AS b
      """
    Then the result should be, in any order:
      | a | b |
      | 1 | 2 |
