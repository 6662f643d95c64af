Feature: FOREACH

  Scenario: FOREACH runs its updates for each item
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN [1, 2, 3] | CREATE (:N {x: x}))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 3 |
      | +properties | 3 |
      | +labels     | 1 |

  Scenario: FOREACH passes its rows on unchanged
    Given an empty graph
    When executing query:
      """
      UNWIND [10, 20] AS a FOREACH (x IN [1, 2] | CREATE (:N {x: a + x})) RETURN a
      """
    Then the result should be, in order:
      | a  |
      | 10 |
      | 20 |
    And the side effects should be:
      | +nodes      | 4 |
      | +properties | 4 |
      | +labels     | 1 |

  Scenario: FOREACH along a path
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:T]->(:A {n: 2})-[:T]->(:A {n: 3})
      """
    When executing query:
      """
      MATCH p = (:A {n: 1})-[:T*]->(:A {n: 3}) FOREACH (n IN nodes(p) | SET n.seen = true, n:Seen)
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 3 |
      | +labels     | 1 |

  Scenario: A later item sees what an earlier one did
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN ['a', 'b', 'a'] | MERGE (n:N {name: x}) ON CREATE SET n.times = 1 ON MATCH SET n.times = n.times + 1)
      """
    Then the result should be empty
    When executing control query:
      """
      MATCH (n:N) RETURN n.name AS name, n.times AS times
      """
    Then the result should be, in any order:
      | name | times |
      | 'a'  | 2     |
      | 'b'  | 1     |

  Scenario: The updates of one FOREACH run in order for each item
    Given an empty graph
    When executing query:
      """
      CREATE (root:Root {sum: 0})
      FOREACH (x IN range(1, 4) |
        CREATE (root)-[:HAS {x: x}]->(leaf:Leaf)
        SET leaf.before = root.sum
        SET root.sum = root.sum + x
        REMOVE leaf:Leaf)
      RETURN root.sum AS sum
      """
    Then the result should be, in order:
      | sum |
      | 10  |
    When executing control query:
      """
      MATCH (:Root)-[r]->(leaf) RETURN r.x AS x, leaf.before AS before, labels(leaf) AS labels ORDER BY x
      """
    Then the result should be, in order:
      | x | before | labels |
      | 1 | 0      | []     |
      | 2 | 1      | []     |
      | 3 | 3      | []     |
      | 4 | 6      | []     |

  Scenario: FOREACH in FOREACH
    Given an empty graph
    When executing query:
      """
      FOREACH (row IN [[1, 2], [], [3]] | CREATE (r:Row) FOREACH (x IN row | CREATE (r)-[:HAS]->(:Cell {x: x})))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 6 |
      | +relationships | 3 |
      | +properties    | 3 |
      | +labels        | 2 |

  Scenario: FOREACH as a conditional update
    Given an empty graph
    And having executed:
      """
      CREATE (:P {kind: 'admin'}), (:P {kind: 'user'}), (:P:Old {kind: 'old'}), (:P)
      """
    When executing query:
      """
      MATCH (p:P)
      FOREACH (_ IN CASE WHEN p.kind = 'admin' THEN [1] ELSE [] END | SET p:Admin)
      FOREACH (_ IN CASE WHEN p.kind = 'old' THEN [1] ELSE [] END | REMOVE p:Old)
      RETURN p.kind AS kind, labels(p) AS labels
      """
    Then the result should be (ignoring element order for lists):
      | kind    | labels         |
      | 'admin' | ['P', 'Admin'] |
      | 'user'  | ['P']          |
      | 'old'   | ['P']          |
      | null    | ['P']          |
    And the side effects should be:
      | +labels | 1 |
      | -labels | 1 |

  Scenario: FOREACH sees what SET did before it
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 1})
      """
    When executing query:
      """
      MATCH (p:P) SET p.n = 2
      FOREACH (_ IN CASE WHEN p.n = 2 THEN [1] ELSE [] END | SET p.m = p.n)
      RETURN p.m AS m
      """
    Then the result should be, in order:
      | m |
      | 2 |

  Scenario: FOREACH deletes
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B), (:A)
      """
    When executing query:
      """
      MATCH (a:A) WITH collect(a) AS all FOREACH (a IN all | DETACH DELETE a)
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 2 |
      | -relationships | 1 |
      | -labels        | 1 |

  Scenario: FOREACH of null does nothing
    Given an empty graph
    When executing query:
      """
      WITH null AS list FOREACH (x IN list | CREATE (:N)) RETURN 1 AS one
      """
    Then the result should be, in order:
      | one |
      | 1   |
    And no side effects

  Scenario: FOREACH counts with a subquery of its own
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN [1, 2, 3] | CREATE (:N {before: COUNT { MATCH (m:N) }}))
      """
    Then the result should be empty
    When executing control query:
      """
      MATCH (n:N) RETURN n.before AS before ORDER BY before
      """
    Then the result should be, in order:
      | before |
      | 0      |
      | 1      |
      | 2      |

  Scenario: The variable of FOREACH ends with it
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN [1] | CREATE (n:N)) RETURN n
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: The variable of FOREACH needs a name of its own
    Given an empty graph
    When executing query:
      """
      WITH 1 AS x FOREACH (x IN [1] | CREATE (n:N))
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: FOREACH of something else than a list
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN 'abc' | CREATE (:N))
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
