Feature: Deleting, and what a statement counts

  Scenario: Relationships may be deleted by a later clause
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1})-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r]->() DELETE a DELETE r
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 1 |
      | -properties    | 1 |
      | -labels        | 1 |

  Scenario: A node without its relationships is not found any more
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r]->() DELETE a WITH r OPTIONAL MATCH (x:A) WITH r, count(x) AS left DELETE r RETURN left
      """
    Then the result should be, in order:
      | left |
      | 0    |

  Scenario: A deleted node that keeps a relationship to the end
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A) DELETE a WITH 1 AS one MATCH (b:B) SET b.x = one
      """
    Then a ConstraintVerificationFailed should be raised at runtime: DeleteConnectedNode
    When executing control query:
      """
      MATCH (a:A)-->(b:B) RETURN b.x AS x
      """
    Then the result should be, in order:
      | x    |
      | null |

  Scenario: A deleted node gets no new relationship
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r]->(b) DELETE a CREATE (b)-[:U]->(a) DELETE r
      """
    Then a EntityNotFound should be raised at runtime: DeletedEntityAccess

  Scenario: A loop goes with its node
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(a)
      """
    When executing query:
      """
      MATCH (a:A) DELETE a WITH 1 AS one MATCH ()-[r:T]->() DELETE r
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 1 |
      | -labels        | 1 |

  Scenario: What CREATE made may be read by the paths behind it
    Given an empty graph
    When executing query:
      """
      CREATE (a:A {id: 7}), (b:B {of: a.id}), (a)-[:T {sum: a.id + b.of}]->(b)
      """
    Then the result should be empty
    When executing control query:
      """
      MATCH (:A)-[t]->(b:B) RETURN b.of AS of, t.sum AS sum
      """
    Then the result should be, in order:
      | of | sum |
      | 7  | 14  |

  Scenario: What CREATE makes later is not there yet
    Given an empty graph
    When executing query:
      """
      CREATE (b:B {of: a.id}), (a:A {id: 7})
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: FILTER keeps the rows that hold
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x FILTER x > 1 LET y = x * 10, z = x + 1 FILTER WHERE z < 4 RETURN x, y, z
      """
    Then the result should be, in order:
      | x | y  | z |
      | 2 | 20 | 3 |

  Scenario: Items of LET do not see each other
    Given an empty graph
    When executing query:
      """
      LET a = 1, b = a RETURN b
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: FINISH ends a query without rows
    Given an empty graph
    When executing query:
      """
      CREATE (n:N) FINISH
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |
