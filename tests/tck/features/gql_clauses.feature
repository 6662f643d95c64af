Feature: Clauses of GQL and words of Neo4j

  Scenario: FILTER keeps rows and variables
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x WITH x, x * 2 AS y FILTER x > 1 RETURN x, y
      """
    Then the result should be, in any order:
      | x | y |
      | 2 | 4 |
      | 3 | 6 |

  Scenario: FILTER WHERE is FILTER
    Given any graph
    When executing query:
      """
      FOR x IN [1, null, 3] FILTER WHERE x <> 3 RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |

  Scenario: LET adds variables and keeps the others
    Given any graph
    When executing query:
      """
      FOR x IN [1, 2] LET double = x * 2, text = 'n' || toString(x) LET more = double + 1 RETURN x, double, text, more
      """
    Then the result should be, in any order:
      | x | double | text | more |
      | 1 | 2      | 'n1' | 3    |
      | 2 | 4      | 'n2' | 5    |

  Scenario: LET begins a query
    Given any graph
    When executing query:
      """
      LET x = 1 RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |

  Scenario: LET replaces nothing
    Given any graph
    When executing query:
      """
      WITH 1 AS x LET x = 2 RETURN x
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: LET does not aggregate
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x LET n = count(x) RETURN n
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: FINISH ends a query that reads
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A)
      """
    When executing query:
      """
      MATCH (n:A) FINISH
      """
    Then the result should be empty
    And no side effects

  Scenario: FINISH keeps what was written
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS x CREATE (:A {x: x}) FINISH
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 1 |
      | +properties | 2 |

  Scenario: Nothing follows FINISH
    Given any graph
    When executing query:
      """
      MATCH (n) FINISH RETURN n
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: INSERT is CREATE
    Given an empty graph
    When executing query:
      """
      INSERT (a:A&B {k: 1})-[r:T]->(b IS C) RETURN labels(a) AS a, type(r) AS r, labels(b) AS b
      """
    Then the result should be, in any order:
      | a          | r   | b     |
      | ['A', 'B'] | 'T' | ['C'] |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 3 |
      | +properties    | 1 |

  Scenario: OFFSET is SKIP
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x RETURN x ORDER BY x OFFSET 1 LIMIT 1
      """
    Then the result should be, in order:
      | x |
      | 2 |

  Scenario: RETURN ALL keeps equal rows
    Given any graph
    When executing query:
      """
      UNWIND [1, 1] AS x RETURN ALL x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 1 |

  Scenario: USE names the one graph
    Given any graph
    When executing query:
      """
      USE neo4j RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |

  Scenario: Options of Neo4j's planner are read over
    Given any graph
    When executing query:
      """
      CYPHER 5 runtime=pipelined planner=cost RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |

  Scenario: Hints change no result
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 1})-[:T]->(:B {k: 2})
      """
    When executing query:
      """
      MATCH (a:A {k: 1})-[:T]->(b:B) USING INDEX a:A(k) USING SCAN b:B USING JOIN ON a WHERE b.k = 2 RETURN a.k AS a, b.k AS b
      """
    Then the result should be, in any order:
      | a | b |
      | 1 | 2 |

  Scenario: A hint names a variable of the pattern
    Given any graph
    When executing query:
      """
      MATCH (a:A) USING SCAN b:A RETURN a
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable
