Feature: Reading

  Scenario: A label narrows a match
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {name: 'ada'}), (:Role {name: 'deploy'})
      """
    When executing query:
      """
      MATCH (p:Person) RETURN p
      """
    Then the result should be, in any order:
      | p                       |
      | (:Person {name: 'ada'}) |
    And no side effects

  Scenario: A relationship is followed in its direction only
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:T]->(:A {n: 2})
      """
    When executing query:
      """
      MATCH (a)-[:T]->(b) RETURN a.n AS a, b.n AS b
      """
    Then the result should be, in any order:
      | a | b |
      | 1 | 2 |

  Scenario: An undirected pattern finds a relationship from both ends
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:T]->(:A {n: 2})
      """
    When executing query:
      """
      MATCH (a)--(b) RETURN a.n AS a, b.n AS b
      """
    Then the result should be, in any order:
      | a | b |
      | 1 | 2 |
      | 2 | 1 |

  Scenario Outline: A variable-length pattern keeps to its bounds
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 0})-[:T]->(:A {n: 1})-[:T]->(:A {n: 2})-[:T]->(:A {n: 3})
      """
    When executing query:
      """
      MATCH (:A {n: 0})-[:T<length>]->(b) RETURN b.n AS n ORDER BY n
      """
    Then the result should be, in any order:
      | n       |
      | <first> |
      | <last>  |

    Examples:
      | length | first | last |
      | *1..2  | 1     | 2    |
      | *2..   | 2     | 3    |
      | *0..1  | 0     | 1    |

  Scenario: A pattern never walks one relationship twice
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 1})-[:T]->(b:A {n: 2})
      """
    When executing query:
      """
      MATCH (x:A {n: 1})-[:T]-(y)-[:T]-(z) RETURN z
      """
    Then the result should be empty

  Scenario: Types are alternatives
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (a)-[:R]->(:B {n: 1}), (a)-[:S]->(:B {n: 2}), (a)-[:U]->(:B {n: 3})
      """
    When executing query:
      """
      MATCH (:A)-[r:R|S]->(b) RETURN type(r) AS t, b.n AS n
      """
    Then the result should be, in any order:
      | t   | n |
      | 'R' | 1 |
      | 'S' | 2 |

  Scenario: OPTIONAL MATCH keeps the row and gives null
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:T]->(:B {n: 2}), (:A {n: 3})
      """
    When executing query:
      """
      MATCH (a:A) OPTIONAL MATCH (a)-[:T]->(b) RETURN a.n AS a, b.n AS b ORDER BY a
      """
    Then the result should be, in order:
      | a | b    |
      | 1 | 2    |
      | 3 | null |

  Scenario: WHERE drops what is unknown
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1}), (:A)
      """
    When executing query:
      """
      MATCH (a:A) WHERE a.n > 0 RETURN a
      """
    Then the result should be, in any order:
      | a           |
      | (:A {n: 1}) |

  Scenario: A pattern is a predicate
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:T]->(:B), (:A {n: 2})
      """
    When executing query:
      """
      MATCH (a:A) WHERE NOT (a)-[:T]->(:B) RETURN a.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |

  Scenario: Planes read like properties
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH ()-[r:T]->() RETURN r.observed AS observed, r.recorded AS recorded, keys(r) AS keys
      """
    Then the result should be, in any order:
      | observed | recorded | keys |
      | true     | false    | []   |

  Scenario: Comments are blanks
    Given an empty graph
    When executing query:
      """
      // the first
      RETURN 1 /* and the second */ AS one
      """
    Then the result should be, in order:
      | one |
      | 1   |
