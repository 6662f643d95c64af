Feature: Writing

  Scenario: CREATE makes nodes and relationships
    Given an empty graph
    When executing query:
      """
      CREATE (a:A {n: 1})-[r:T {m: 2}]->(b:B) RETURN a, r, b
      """
    Then the result should be, in order:
      | a           | r           | b    |
      | (:A {n: 1}) | [:T {m: 2}] | (:B) |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +properties    | 2 |
      | +labels        | 2 |

  Scenario: CREATE runs once a row
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x CREATE (:A {n: x})
      """
    Then the result should be empty
    When executing control query:
      """
      MATCH (a:A) RETURN sum(a.n) AS s
      """
    Then the result should be, in order:
      | s |
      | 6 |

  Scenario: A clause does not see what it makes itself
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A)
      """
    When executing query:
      """
      MATCH (a:A) CREATE (:A) RETURN count(*) AS n
      """
    Then the result should be, in order:
      | n |
      | 2 |

  Scenario: SET and REMOVE change properties and labels
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1, m: 2})
      """
    When executing query:
      """
      MATCH (a:A) SET a.n = 5, a:B REMOVE a.m, a:A RETURN a
      """
    Then the result should be, in order:
      | a           |
      | (:B {n: 5}) |

  Scenario: SET with a map adds to or replaces the properties
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1, m: 2}), (:B {n: 1, m: 2})
      """
    When executing query:
      """
      MATCH (a:A), (b:B) SET a += {n: 3}, b = {n: 3} RETURN a, b
      """
    Then the result should be, in order:
      | a                 | b           |
      | (:A {n: 3, m: 2}) | (:B {n: 3}) |

  Scenario: DELETE of a connected node is refused and changes nothing
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A) DELETE a
      """
    Then a ConstraintVerificationFailed should be raised at runtime: DeleteConnectedNode
    When executing control query:
      """
      MATCH (n) RETURN count(n) AS n
      """
    Then the result should be, in order:
      | n |
      | 2 |

  Scenario: DETACH DELETE takes the relationships along
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A) DETACH DELETE a
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 1 |
      | -labels        | 1 |
