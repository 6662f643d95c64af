Feature: CALL subqueries

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (ann:User {name: 'ann', age: 30}), (bob:User {name: 'bob', age: 40}), (cid:User {name: 'cid', age: 50}),
             (ann)-[:KNOWS]->(bob), (ann)-[:KNOWS]->(cid), (bob)-[:KNOWS]->(cid)
      """

  Scenario: A subquery runs once a row and extends it
    When executing query:
      """
      UNWIND [1, 2] AS x CALL { RETURN 'inner' AS y } RETURN x, y
      """
    Then the result should be, in order:
      | x | y       |
      | 1 | 'inner' |
      | 2 | 'inner' |

  Scenario: Its leading WITH imports variables
    When executing query:
      """
      MATCH (u:User)
      CALL { WITH u MATCH (u)-[:KNOWS]->(f) RETURN f.name AS friend ORDER BY f.age DESC LIMIT 1 }
      RETURN u.name AS name, friend
      """
    Then the result should be, in any order:
      | name  | friend |
      | 'ann' | 'cid'  |
      | 'bob' | 'cid'  |

  Scenario: A second WITH may filter and rename what was imported
    When executing query:
      """
      MATCH (u:User)
      CALL { WITH u WITH u AS v WHERE v.age > 30 RETURN v.name AS old }
      RETURN old
      """
    Then the result should be, in any order:
      | old   |
      | 'bob' |
      | 'cid' |

  Scenario: The variables in brackets are imported
    When executing query:
      """
      MATCH (u:User) CALL (u) { MATCH (u)-[:KNOWS]->(f) RETURN count(f) AS friends } RETURN u.name AS name, friends
      """
    Then the result should be, in any order:
      | name  | friends |
      | 'ann' | 2       |
      | 'bob' | 1       |
      | 'cid' | 0       |

  Scenario: Variables in brackets stay visible behind WITH and aggregation
    When executing query:
      """
      MATCH (u:User)
      CALL (u) { MATCH (u)-[:KNOWS]->(f) WITH sum(f.age) AS sum WHERE sum > u.age RETURN sum - u.age AS more }
      RETURN u.name AS name, more
      """
    Then the result should be, in any order:
      | name  | more |
      | 'ann' | 60   |
      | 'bob' | 10   |

  Scenario: An asterisk in brackets imports every variable
    When executing query:
      """
      WITH 2 AS a, 3 AS b CALL (*) { RETURN a * b AS c } RETURN a, b, c
      """
    Then the result should be, in order:
      | a | b | c |
      | 2 | 3 | 6 |

  Scenario: Empty brackets import nothing
    When executing query:
      """
      WITH 2 AS a CALL () { MATCH (u:User) RETURN max(u.age) AS oldest } RETURN a, oldest
      """
    Then the result should be, in order:
      | a | oldest |
      | 2 | 50     |

  Scenario: A name of the query around may be used anew where it is not imported
    When executing query:
      """
      WITH 1 AS a CALL () { WITH 5 AS a RETURN a + 1 AS b } RETURN a, b
      """
    Then the result should be, in order:
      | a | b |
      | 1 | 6 |

  Scenario: A row without rows of the subquery is gone
    When executing query:
      """
      UNWIND [0, 1, 2] AS x CALL (x) { UNWIND range(1, x) AS y RETURN y } RETURN x, y
      """
    Then the result should be, in order:
      | x | y |
      | 1 | 1 |
      | 2 | 1 |
      | 2 | 2 |

  Scenario: OPTIONAL CALL keeps it
    When executing query:
      """
      UNWIND [0, 1, 2, 0] AS x OPTIONAL CALL (x) { UNWIND range(1, x) AS y RETURN y } RETURN x, y
      """
    Then the result should be, in order:
      | x | y    |
      | 0 | null |
      | 1 | 1    |
      | 2 | 1    |
      | 2 | 2    |
      | 0 | null |

  Scenario: OPTIONAL CALL of an aggregation that filters
    When executing query:
      """
      MATCH (u:User) OPTIONAL CALL (u) { MATCH (u)-[:KNOWS]->(f) WITH count(f) AS c WHERE c > 1 RETURN c } RETURN u.name AS name, c
      """
    Then the result should be, in any order:
      | name  | c    |
      | 'ann' | 2    |
      | 'bob' | null |
      | 'cid' | null |

  Scenario: UNION inside
    When executing query:
      """
      MATCH (u:User {name: 'bob'})
      CALL (u) { MATCH (u)-[:KNOWS]->(x) RETURN x.name AS other UNION MATCH (u)<-[:KNOWS]-(y) RETURN y.name AS other }
      RETURN other
      """
    Then the result should be, in any order:
      | other |
      | 'ann' |
      | 'cid' |

  Scenario: Each arm of a UNION imports for itself
    When executing query:
      """
      MATCH (u:User {name: 'bob'})
      CALL { WITH u RETURN u.age AS n UNION ALL WITH u MATCH (u)--(v) RETURN v.age AS n }
      RETURN n
      """
    Then the result should be, in any order:
      | n  |
      | 40 |
      | 30 |
      | 50 |

  Scenario: DISTINCT, ORDER BY, SKIP and LIMIT are of each row's own run
    When executing query:
      """
      UNWIND [1, 2] AS x
      CALL (x) { UNWIND [3, 1, 2, 2] AS y RETURN DISTINCT y * x AS z ORDER BY z DESC SKIP 1 LIMIT 1 }
      RETURN x, z
      """
    Then the result should be, in order:
      | x | z |
      | 1 | 2 |
      | 2 | 4 |

  Scenario: Subqueries in subqueries
    When executing query:
      """
      UNWIND [1, 2] AS x
      CALL (x) { UNWIND [10, 20] AS y CALL (x, y) { RETURN x + y AS z } RETURN sum(z) AS total }
      RETURN x, total
      """
    Then the result should be, in order:
      | x | total |
      | 1 | 32    |
      | 2 | 34    |

  Scenario: An optional match within
    When executing query:
      """
      MATCH (u:User) CALL (u) { OPTIONAL MATCH (u)-[:KNOWS]->(f {name: 'bob'}) RETURN f.name AS f } RETURN u.name AS name, f
      """
    Then the result should be, in any order:
      | name  | f     |
      | 'ann' | 'bob' |
      | 'bob' | null  |
      | 'cid' | null  |

  Scenario: A unit subquery changes the graph and keeps each row once
    When executing query:
      """
      MATCH (u:User) CALL (u) { UNWIND [1, 2] AS x CREATE (u)-[:HAS]->(:Thing {x: x}) } RETURN count(*) AS rows
      """
    Then the result should be, in order:
      | rows |
      | 3    |
    And the side effects should be:
      | +nodes         | 6 |
      | +relationships | 6 |
      | +properties    | 6 |
      | +labels        | 1 |

  Scenario: A unit subquery without rows of its own keeps the row
    When executing query:
      """
      MATCH (u:User) CALL (u) { WITH u WHERE u.age > 100 SET u.old = true } RETURN count(*) AS rows
      """
    Then the result should be, in order:
      | rows |
      | 3    |
    And no side effects

  Scenario: A unit subquery of UNION arms that only write
    When executing query:
      """
      UNWIND [{id: 1, boss: 'ann'}, {id: 2, boss: 'nobody'}] AS item
      MERGE (i:Item {id: item.id})
      WITH i, item
      CALL (i, item) {
        OPTIONAL MATCH (j:User {name: 'cid'})
        WITH i, item, j WHERE j IS NOT NULL
        MERGE (i)<-[r:OWNS]-(j) ON CREATE SET r.first = true SET r.seen = 1
        UNION
        OPTIONAL MATCH (n:User) WHERE n.name = item.boss
        WITH i, item, n WHERE n IS NOT NULL
        MERGE (i)-[r:REPORTS_TO]->(n) SET r.seen = 1
      }
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +labels        | 1 |
      | +relationships | 3 |
      | +properties    | 7 |

  Scenario: Every row's subquery sees all that the clauses before it wrote
    When executing query:
      """
      UNWIND [{id: 1, parent: 3}, {id: 2, parent: 1}, {id: 3, parent: null}] AS item
      MERGE (g:Group {id: item.id})
      WITH g, item
      CALL (g, item) {
        OPTIONAL MATCH (p:Group) WHERE p.id = item.parent
        WITH g, p WHERE p IS NOT NULL
        MERGE (g)-[:MEMBER_OF]->(p)
      }
      """
    Then the result should be empty
    When executing control query:
      """
      MATCH (g:Group)-[:MEMBER_OF]->(p) RETURN g.id AS g, p.id AS p
      """
    Then the result should be, in any order:
      | g | p |
      | 1 | 3 |
      | 2 | 1 |

  Scenario: A later row sees what an earlier row's subquery wrote
    When executing query:
      """
      UNWIND [1, 2, 3] AS x
      CALL (x) { OPTIONAL MATCH (n:N) WITH count(n) AS before CREATE (:N {x: x}) RETURN before }
      RETURN x, before
      """
    Then the result should be, in order:
      | x | before |
      | 1 | 0      |
      | 2 | 1      |
      | 3 | 2      |

  Scenario: A row takes over what its subquery set
    When executing query:
      """
      MATCH (u:User {name: 'ann'}) CALL (u) { SET u.age = u.age + 1 } RETURN u.age AS age
      """
    Then the result should be, in order:
      | age |
      | 31  |

  Scenario: A cascading delete
    When executing query:
      """
      MATCH (n:User {name: 'ann'})
      CALL (n) { OPTIONAL MATCH (n)-[:KNOWS]->(child) WITH child WHERE child IS NOT NULL DETACH DELETE child }
      DETACH DELETE n
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 3 |
      | -relationships | 3 |
      | -properties    | 6 |
      | -labels        | 1 |

  Scenario: A subquery that finishes
    When executing query:
      """
      UNWIND [1, 2] AS x CALL (x) { MATCH (u:User) FINISH } RETURN x
      """
    Then the result should be, in order:
      | x |
      | 1 |
      | 2 |

  Scenario: What a subquery reads does not see what its own clause writes
    When executing query:
      """
      CALL { MATCH (u:User) CREATE (v:User {name: u.name + '2'}) RETURN count(*) AS made }
      MATCH (u:User) RETURN made, count(u) AS users
      """
    Then the result should be, in order:
      | made | users |
      | 3    | 6     |

  Scenario: A variable that was not imported
    When executing query:
      """
      WITH 1 AS a CALL { RETURN a + 1 AS b } RETURN b
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: A variable that is not there to be imported
    When executing query:
      """
      WITH 1 AS a CALL (b) { RETURN b AS c } RETURN c
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: The importing WITH takes no expressions
    When executing query:
      """
      WITH 1 AS a CALL { WITH a + 1 AS b RETURN b } RETURN b
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: The importing WITH takes no WHERE
    When executing query:
      """
      WITH 1 AS a CALL { WITH a WHERE a > 0 RETURN a AS b } RETURN b
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: A column may not have the name of a variable outside
    When executing query:
      """
      WITH 1 AS a CALL { RETURN 2 AS a } RETURN a
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: An imported variable may not be bound anew
    When executing query:
      """
      WITH 1 AS a CALL (a) { WITH 2 AS a RETURN a AS b } RETURN b
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: A subquery that reads and returns nothing
    When executing query:
      """
      CALL { MATCH (n) } RETURN 1 AS one
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: A query does not end with a subquery that returns rows
    When executing query:
      """
      MATCH (n) CALL (n) { RETURN 1 AS one }
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: Arms of a UNION that do not agree
    When executing query:
      """
      CALL { RETURN 1 AS a UNION CREATE (n) } RETURN a
      """
    Then a SyntaxError should be raised at compile time: DifferentColumnsInUnion
