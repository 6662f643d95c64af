Feature: CALL in transactions

  Scenario: Every batch of rows is a transaction
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 7) AS x
      CALL (x) { CREATE (:N {x: x}) } IN TRANSACTIONS OF 3 ROWS
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 7 |
      | +labels     | 1 |
      | +properties | 7 |

  Scenario: Its rows go on
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x
      CALL (x) { CREATE (n:N {x: x}) RETURN n.x * 2 AS y } IN TRANSACTIONS OF 2 ROWS
      RETURN x, y ORDER BY x DESC
      """
    Then the result should be, in order:
      | x | y |
      | 3 | 6 |
      | 2 | 4 |
      | 1 | 2 |
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario: What follows may aggregate over no rows
    Given an empty graph
    When executing query:
      """
      MATCH (n:Nobody) CALL (n) { SET n.a = 1 } IN TRANSACTIONS RETURN count(*) AS rows
      """
    Then the result should be, in order:
      | rows |
      | 0    |

  Scenario: Without a number of rows, and with concurrency
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 2500) AS x CALL (x) { CREATE (:N) } IN 4 CONCURRENT TRANSACTIONS RETURN count(*) AS rows
      """
    Then the result should be, in order:
      | rows |
      | 2500 |
    And the side effects should be:
      | +nodes  | 2500 |
      | +labels | 1    |

  Scenario: The rows are those of the graph as the statement found it
    Given an empty graph
    And having executed:
      """
      CREATE (:N {x: 1}), (:N {x: 2})
      """
    When executing query:
      """
      MATCH (n:N) CALL (n) { CREATE (:N {x: n.x + 10}) } IN TRANSACTIONS OF 1 ROW RETURN n.x AS x ORDER BY x
      """
    Then the result should be, in order:
      | x |
      | 1 |
      | 2 |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |

  Scenario: A later batch sees what an earlier one committed
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x
      CALL (x) { OPTIONAL MATCH (n:N) WITH count(n) AS before CREATE (:N) RETURN before } IN TRANSACTIONS OF 1 ROWS
      RETURN before
      """
    Then the result should be, in order:
      | before |
      | 0      |
      | 1      |
      | 2      |

  Scenario: Deleting in transactions
    Given an empty graph
    And having executed:
      """
      UNWIND range(1, 5) AS x CREATE (:Old)-[:T]->(:New)
      """
    When executing query:
      """
      MATCH (n:Old) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2 ROWS
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 5 |
      | -relationships | 5 |
      | -labels        | 1 |

  Scenario: ON ERROR CONTINUE goes on with the next batch
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 0, 2, 5] AS x
      CALL (x) { CREATE (n:N {x: 10 / x}) RETURN n.x AS y } IN TRANSACTIONS OF 1 ROW ON ERROR CONTINUE REPORT STATUS AS s
      RETURN x, y, s.started AS started, s.committed AS committed, s.errorMessage IS NOT NULL AS failed
      """
    Then the result should be, in order:
      | x | y    | started | committed | failed |
      | 1 | 10   | true    | true      | false  |
      | 0 | null | true    | false     | true   |
      | 2 | 5    | true    | true      | false  |
      | 5 | 2    | true    | true      | false  |
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario: A failing batch is undone whole
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 0, 4, 5] AS x
      CALL (x) { CREATE (:N {x: 10 / x}) } IN TRANSACTIONS OF 2 ROWS ON ERROR CONTINUE
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario: ON ERROR BREAK runs no further batch
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 0, 2] AS x
      CALL (x) { CREATE (:N {x: 10 / x}) } IN TRANSACTIONS OF 1 ROWS ON ERROR BREAK REPORT STATUS AS s
      RETURN x, s.started AS started, s.committed AS committed
      """
    Then the result should be, in order:
      | x | started | committed |
      | 1 | true    | true      |
      | 0 | true    | false     |
      | 2 | false   | false     |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 1 |
      | +properties | 1 |

  Scenario Outline: Where it may not stand
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

    Examples:
      | query                                                                                                |
      | CREATE (n) WITH n CALL (n) { SET n.a = 1 } IN TRANSACTIONS                                           |
      | CALL { CALL { CREATE (n) } IN TRANSACTIONS }                                                         |
      | CALL { CREATE (n) } IN TRANSACTIONS RETURN 1 AS a UNION RETURN 2 AS a                                |
      | UNWIND [1] AS x CALL (x) { CREATE (n) } IN TRANSACTIONS REPORT STATUS AS s RETURN s                  |

  Scenario: Batches of no rows
    Given an empty graph
    When executing query:
      """
      UNWIND [1] AS x CALL (x) { CREATE (n) } IN TRANSACTIONS OF -1 ROWS
      """
    Then a SyntaxError should be raised at compile time: NegativeIntegerArgument
