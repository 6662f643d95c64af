Feature: Subqueries in expressions

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (ann:User {name: 'ann', floor: 2}), (bob:User {name: 'bob', floor: 1}), (cid:User {name: 'cid'}),
             (adm:Role {name: 'adm', level: 3}), (dev:Role {name: 'dev', level: 1}), (log:Bucket {name: 'log'}),
             (ann)-[:HAS]->(adm), (ann)-[:HAS]->(dev), (bob)-[:HAS]->(dev), (adm)-[:GRANTS]->(log)
      """

  Scenario: EXISTS of a whole query sees the variables around it
    When executing query:
      """
      MATCH (u:User)
      WHERE EXISTS { MATCH (u)-[:HAS]->(r) WHERE r.level > u.floor RETURN r }
      RETURN u.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'ann' |
    And no side effects

  Scenario: NOT EXISTS keeps the rows without an answer
    When executing query:
      """
      MATCH (u:User) WHERE NOT EXISTS { MATCH (u)-[:HAS]->() } AND u.name <> 'zoe' RETURN u.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'cid' |

  Scenario: EXISTS is a value like any other
    When executing query:
      """
      MATCH (u:User) RETURN u.name AS name, EXISTS { (u)-[:HAS]->(:Role {name: 'adm'}) } AS admin
      """
    Then the result should be, in any order:
      | name  | admin |
      | 'ann' | true  |
      | 'bob' | false |
      | 'cid' | false |

  Scenario: Outer variables stay visible behind WITH and aggregation
    When executing query:
      """
      MATCH (u:User)
      WHERE EXISTS { MATCH (u)-[:HAS]->(r) WITH count(r) AS roles WHERE roles = u.floor RETURN roles }
      RETURN u.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'ann' |
      | 'bob' |

  Scenario: EXISTS inside EXISTS
    When executing query:
      """
      MATCH (u:User)
      WHERE EXISTS {
        MATCH (u)-[:HAS]->(r:Role)
        WHERE EXISTS { MATCH (r)-[:GRANTS]->(b) WHERE b.name = 'log' AND u.floor = 2 }
      }
      RETURN u.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'ann' |

  Scenario: UNION inside EXISTS and COUNT
    When executing query:
      """
      MATCH (n) WHERE EXISTS { MATCH (n)-[:HAS]->(m) RETURN m UNION MATCH (n)-[:GRANTS]->(m) RETURN m }
      RETURN n.name AS name,
             COUNT { MATCH (n)-->(m) RETURN m.name AS x UNION ALL MATCH (n)-->(m) RETURN m.name AS x } AS both,
             COUNT { MATCH (n)-->(m) RETURN m.name AS x UNION MATCH (n)-->(m) RETURN m.name AS x } AS one
      """
    Then the result should be, in any order:
      | name  | both | one |
      | 'ann' | 4    | 2   |
      | 'bob' | 2    | 1   |
      | 'adm' | 2    | 1   |

  Scenario: COUNT counts the rows of its query
    When executing query:
      """
      MATCH (u:User)
      RETURN u.name AS name, COUNT { (u)-[:HAS]->() } AS roles, COUNT { MATCH (u)-->(r) RETURN DISTINCT r.kind } AS kinds
      """
    Then the result should be, in any order:
      | name  | roles | kinds |
      | 'ann' | 2     | 1     |
      | 'bob' | 1     | 1     |
      | 'cid' | 0     | 0     |

  Scenario: A count that only asks whether there is a row
    When executing query:
      """
      MATCH (u:User) WHERE COUNT { (u)-[:HAS]->() } > 0
      WITH collect(u.name) AS some
      MATCH (v:User) WHERE COUNT { (v)-[:HAS]->() } = 0
      RETURN size(some) AS some, collect(v.name) AS none
      """
    Then the result should be, in any order:
      | some | none    |
      | 2    | ['cid'] |

  Scenario: COLLECT gives its one column in order
    When executing query:
      """
      MATCH (u:User)
      RETURN u.name AS name, COLLECT { MATCH (u)-[:HAS]->(r) RETURN r.name ORDER BY r.level LIMIT 1 } AS lowest
      """
    Then the result should be, in any order:
      | name  | lowest  |
      | 'ann' | ['dev'] |
      | 'bob' | ['dev'] |
      | 'cid' | []      |

  Scenario: COLLECT keeps nulls
    When executing query:
      """
      RETURN COLLECT { UNWIND [1, null, 3] AS x RETURN x } AS list
      """
    Then the result should be, in any order:
      | list         |
      | [1, null, 3] |

  Scenario: A subquery reads the variable of a comprehension around it
    When executing query:
      """
      RETURN [level IN [1, 2, 3] WHERE EXISTS { MATCH (r:Role) WHERE r.level = level } | level] AS known,
             [level IN [1, 2] | COUNT { MATCH (r:Role) WHERE r.level > level }] AS above
      """
    Then the result should be, in any order:
      | known  | above  |
      | [1, 3] | [1, 1] |

  Scenario: A subquery beside an aggregate reads the grouping keys
    When executing query:
      """
      MATCH (u:User)-[:HAS]->(r) RETURN u, count(r) + COUNT { (u)-[:HAS]->() } AS sum
      """
    Then the result should be, in any order:
      | u                               | sum |
      | (:User {name: 'ann', floor: 2}) | 4   |
      | (:User {name: 'bob', floor: 1}) | 2   |

  Scenario: A subquery inside an aggregate
    When executing query:
      """
      MATCH (u:User) RETURN sum(COUNT { (u)-[:HAS]->() }) AS edges, max(COUNT { (u)-->() }) AS most
      """
    Then the result should be, in any order:
      | edges | most |
      | 3     | 2    |

  Scenario: Subqueries where the graph is changed
    When executing query:
      """
      MATCH (u:User) SET u.roles = COUNT { (u)-[:HAS]->() }
      WITH u WHERE EXISTS { MATCH (other:User) WHERE other.roles > u.roles }
      RETURN u.name AS name, u.roles AS roles
      """
    Then the result should be, in any order:
      | name  | roles |
      | 'bob' | 1     |
      | 'cid' | 0     |
    And the side effects should be:
      | +properties | 3 |

  Scenario: exists() of a pattern is a value
    And parameters are:
      | level | 3 |
    When executing query:
      """
      MATCH (u:User {name: 'bob'}) SET u.admin = exists((u)-[:HAS]->(:Role {level: $level})) RETURN u.admin AS admin
      """
    Then the result should be, in any order:
      | admin |
      | false |
    And the side effects should be:
      | +properties | 1 |

  Scenario: A pattern around null has no match
    When executing query:
      """
      OPTIONAL MATCH (x:Nobody)
      RETURN EXISTS { (x)-->() } AS e, COUNT { (x)--() } AS c, COLLECT { MATCH (x) RETURN 1 } AS l
      """
    Then the result should be, in any order:
      | e     | c | l  |
      | false | 0 | [] |

  Scenario: A subquery may not change the graph
    When executing query:
      """
      MATCH (u) WHERE EXISTS { MATCH (u)-->(r) SET r.seen = true RETURN r } RETURN u
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: COLLECT of two columns
    When executing query:
      """
      RETURN COLLECT { MATCH (u:User) RETURN u.name, u.floor } AS list
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: A subquery may not hide a variable from around it
    When executing query:
      """
      MATCH (u:User) RETURN EXISTS { MATCH (r:Role) WITH r.name AS u RETURN u } AS e
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound
