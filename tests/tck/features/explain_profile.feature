Feature: EXPLAIN and PROFILE

  Scenario: EXPLAIN gives the plan with its estimates and runs nothing
    Given an empty graph
    When executing query:
      """
      EXPLAIN CREATE (:User)
      """
    Then the result should be, in order:
      | operator   | details | estimated rows |
      | '+ Create' | '@0:User' | 1            |
      | '+ Unit'   | ''        | 1            |
    And no side effects

  Scenario: EXPLAIN estimates a scan by the number of nodes with the label
    Given an empty graph
    And having executed:
      """
      UNWIND range(1, 20) AS i CREATE (:User)
      CREATE (:Role)
      """
    When executing query:
      """
      EXPLAIN MATCH (r:Role) RETURN r
      """
    Then the result should be, in order:
      | operator    | details  | estimated rows |
      | '+ Project' | 'r'      | 20             |
      | '+ Scan'    | 'r:Role' | 20             |
      | '+ Unit'    | ''       | 1              |
    And no side effects

  Scenario: EXPLAIN says where a count is read off and nothing is looked at
    Given an empty graph
    And having executed:
      """
      CREATE (:User)-[:OWNS]->(:Role), (:User)-[:OWNS]->(:Role)
      """
    When executing query:
      """
      EXPLAIN MATCH (:User)-[r:OWNS]->() RETURN count(r) AS owned
      """
    Then the result should be, in order:
      | operator      | details               | estimated rows |
      | '+ Project'   | '@3 AS owned'         | 1              |
      | '+ KeptCount' | '(:User)-[:OWNS]->()' | 1              |
      | '+ Unit'      | ''                    | 1              |
    And no side effects

  Scenario: EXPLAIN shows one scan for a union of labels
    Given an empty graph
    And having executed:
      """
      UNWIND range(1, 20) AS i CREATE (:User)
      CREATE (:Role), (:Bucket)
      """
    When executing query:
      """
      EXPLAIN MATCH (n:Role|Bucket) RETURN n
      """
    Then the result should be, in order:
      | operator    | details          | estimated rows |
      | '+ Project' | 'n'              | 40             |
      | '+ Scan'    | 'n:Role\|Bucket' | 40             |
      | '+ Unit'    | ''               | 1              |
    And no side effects

  Scenario: PROFILE does what the statement says
    Given an empty graph
    When executing query:
      """
      PROFILE CREATE (:User {n: 1})
      """
    Then the side effects should be:
      | +nodes      | 1 |
      | +labels     | 1 |
      | +properties | 1 |

  Scenario: PROFILE fails as the statement does
    Given any graph
    When executing query:
      """
      PROFILE RETURN 1 / 0 AS x
      """
    Then a ArithmeticError should be raised at runtime: DivisionByZero
