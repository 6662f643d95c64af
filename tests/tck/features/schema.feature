Feature: Indexes, constraints and what SHOW says of them

  Scenario Outline: <command> is accepted
    Given an empty graph
    When executing query:
      """
      <command>
      """
    Then the result should be empty
    And no side effects

    Examples: Indexes
      | command                                                                 |
      | CREATE INDEX FOR (n:L) ON (n.p)                                         |
      | CREATE INDEX FOR (n:L) ON (n.p, n.q)                                    |
      | CREATE INDEX i FOR (n:L) ON (n.p)                                       |
      | CREATE INDEX i IF NOT EXISTS FOR (n:L) ON (n.p);                        |
      | CREATE RANGE INDEX FOR (n:L) ON (n.p)                                   |
      | CREATE TEXT INDEX FOR (n:L) ON (n.p)                                    |
      | CREATE POINT INDEX FOR (n:L) ON (n.p)                                   |
      | CREATE LOOKUP INDEX FOR (n) ON EACH labels(n)                           |
      | CREATE FULLTEXT INDEX FOR (n:L\|M) ON EACH [n.p, n.q]                   |
      | CREATE INDEX FOR ()-[r:T]-() ON (r.p)                                   |
      | CREATE INDEX FOR ()-[r:T]->() ON (r.p, r.q)                             |
      | CREATE INDEX FOR (n:L) ON (n.p) OPTIONS {indexProvider: 'range-1.0'}    |
      | DROP INDEX i IF EXISTS                                                  |

    Examples: Constraints
      | command                                                                 |
      | CREATE CONSTRAINT FOR (n:L) REQUIRE n.p IS UNIQUE                       |
      | CREATE CONSTRAINT c FOR (n:L) REQUIRE (n.p, n.q) IS UNIQUE              |
      | CREATE CONSTRAINT c IF NOT EXISTS FOR (n:L) REQUIRE n.p IS NODE KEY     |
      | CREATE CONSTRAINT FOR (n:L) REQUIRE n.p IS NOT NULL                     |
      | CREATE CONSTRAINT FOR (n:L) REQUIRE n.p IS :: STRING                    |
      | CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r.p IS UNIQUE                 |
      | CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r.p IS NOT NULL               |
      | DROP CONSTRAINT c IF EXISTS                                             |

  Scenario: SHOW INDEXES says what there is
    Given an empty graph
    And having executed:
      """
      CREATE INDEX users FOR (n:User) ON (n.id, n.tenant)
      """
    When executing query:
      """
      SHOW INDEXES YIELD name, state, type, entityType, labelsOrTypes, properties, owningConstraint
      """
    Then the result should be, in any order:
      | name    | state    | type    | entityType | labelsOrTypes | properties       | owningConstraint |
      | 'users' | 'ONLINE' | 'RANGE' | 'NODE'     | ['User']      | ['id', 'tenant'] | null             |

  Scenario: SHOW INDEXES without YIELD has Neo4j's columns
    Given an empty graph
    When executing query:
      """
      SHOW INDEXES
      """
    Then the result should be, in any order:
      | id | name | state | populationPercent | type | entityType | labelsOrTypes | properties | indexProvider | owningConstraint | lastRead | readCount |

  Scenario: YIELD * gives every column
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT once FOR (n:User) REQUIRE n.id IS UNIQUE
      """
    When executing query:
      """
      SHOW CONSTRAINTS YIELD *
      """
    Then the result should be, in any order:
      | id | name   | type         | entityType | labelsOrTypes | properties | ownedIndex | propertyType | options                                       | createStatement                                              |
      | 1  | 'once' | 'UNIQUENESS' | 'NODE'     | ['User']      | ['id']     | 'once'     | null         | {indexConfig: {}, indexProvider: 'range-1.0'} | 'CREATE CONSTRAINT once FOR (n:User) REQUIRE (n.id) IS UNIQUE' |

  Scenario: What follows SHOW works as in a query
    Given an empty graph
    And having executed:
      """
      CREATE INDEX a FOR (n:A) ON (n.x)
      """
    And having executed:
      """
      CREATE INDEX b FOR (n:B) ON (n.x)
      """
    And having executed:
      """
      CREATE INDEX c FOR ()-[r:C]-() ON (r.x)
      """
    When executing query:
      """
      SHOW ALL INDEXES YIELD name AS index, entityType, labelsOrTypes ORDER BY index DESC
      WHERE entityType = 'NODE' RETURN index, labelsOrTypes[0] AS label LIMIT 1
      """
    Then the result should be, in order:
      | index | label |
      | 'b'   | 'B'   |

  Scenario: WHERE alone filters the rows of SHOW
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT a FOR (n:A) REQUIRE n.x IS NOT NULL
      """
    And having executed:
      """
      CREATE CONSTRAINT b FOR (n:A) REQUIRE n.y IS :: INTEGER
      """
    When executing query:
      """
      SHOW CONSTRAINTS WHERE type = 'NODE_PROPERTY_TYPE'
      """
    Then the result should be, in any order:
      | id | name | type                 | entityType | labelsOrTypes | properties | ownedIndex | propertyType |
      | 2  | 'b'  | 'NODE_PROPERTY_TYPE' | 'NODE'     | ['A']         | ['y']      | null       | 'INTEGER'    |

  Scenario Outline: <again> after <first> fails
    Given an empty graph
    And having executed:
      """
      <first>
      """
    When executing query:
      """
      <again>
      """
    Then a <type> should be raised at runtime: <detail>

    Examples:
      | first                                               | again                                               | type               | detail                              |
      | CREATE INDEX FOR (n:L) ON (n.p)                     | CREATE INDEX FOR (n:L) ON (n.p)                     | AlreadyExists      | EquivalentSchemaRuleAlreadyExists   |
      | CREATE INDEX i FOR (n:L) ON (n.p)                   | CREATE INDEX i FOR (n:L) ON (n.p)                   | AlreadyExists      | EquivalentSchemaRuleAlreadyExists   |
      | CREATE INDEX i FOR (n:L) ON (n.p)                   | CREATE INDEX j FOR (n:L) ON (n.p)                   | AlreadyExists      | IndexAlreadyExists                  |
      | CREATE INDEX i FOR (n:L) ON (n.p)                   | CREATE INDEX i FOR (n:L) ON (n.q)                   | AlreadyExists      | IndexWithNameAlreadyExists          |
      | CREATE CONSTRAINT c FOR (n:L) REQUIRE n.p IS UNIQUE | CREATE INDEX i FOR (n:L) ON (n.p)                   | AlreadyExists      | ConstraintAlreadyExists             |
      | CREATE CONSTRAINT c FOR (n:L) REQUIRE n.p IS UNIQUE | CREATE INDEX c FOR (n:L) ON (n.q)                   | AlreadyExists      | ConstraintWithNameAlreadyExists     |
      | CREATE CONSTRAINT c FOR (n:L) REQUIRE n.p IS UNIQUE | CREATE CONSTRAINT FOR (n:L) REQUIRE n.p IS UNIQUE   | AlreadyExists      | EquivalentSchemaRuleAlreadyExists   |
      | CREATE CONSTRAINT c FOR (n:L) REQUIRE n.p IS UNIQUE | CREATE CONSTRAINT d FOR (n:L) REQUIRE n.p IS UNIQUE | AlreadyExists      | ConstraintAlreadyExists             |
      | CREATE CONSTRAINT c FOR (n:L) REQUIRE n.p IS UNIQUE | CREATE CONSTRAINT c FOR (n:L) REQUIRE n.q IS UNIQUE | AlreadyExists      | ConstraintWithNameAlreadyExists     |
      | CREATE INDEX i FOR (n:L) ON (n.p)                   | CREATE CONSTRAINT c FOR (n:L) REQUIRE n.p IS UNIQUE | AlreadyExists      | IndexAlreadyExists                  |
      | CREATE INDEX i FOR (n:L) ON (n.p)                   | CREATE CONSTRAINT i FOR (n:L) REQUIRE n.q IS UNIQUE | AlreadyExists      | IndexWithNameAlreadyExists          |
      | CREATE CONSTRAINT c FOR (n:L) REQUIRE n.p IS UNIQUE | DROP INDEX c                                        | FailedPrecondition | ForbiddenOnConstraintIndex          |
      | CREATE INDEX i FOR (n:L) ON (n.p)                   | DROP INDEX j                                        | NotFound           | IndexNotFound                       |
      | CREATE INDEX i FOR (n:L) ON (n.p)                   | DROP CONSTRAINT i                                   | NotFound           | ConstraintNotFound                  |
      | CREATE (:L {p: 1}), (:L {p: 1})                     | CREATE CONSTRAINT FOR (n:L) REQUIRE n.p IS UNIQUE   | ConstraintValidationFailed | ConstraintValidationFailed  |
      | CREATE (:L)                                         | CREATE CONSTRAINT FOR (n:L) REQUIRE n.p IS NOT NULL | ConstraintValidationFailed | ConstraintValidationFailed  |

  Scenario Outline: <again> after <first> changes nothing
    Given an empty graph
    And having executed:
      """
      <first>
      """
    And having executed:
      """
      <again>
      """
    When executing query:
      """
      SHOW INDEXES YIELD name RETURN count(*) AS indexes
      """
    Then the result should be, in any order:
      | indexes |
      | 1       |

    Examples:
      | first                                               | again                                                             |
      | CREATE INDEX FOR (n:L) ON (n.p)                     | CREATE INDEX IF NOT EXISTS FOR (n:L) ON (n.p)                     |
      | CREATE INDEX i FOR (n:L) ON (n.p)                   | CREATE INDEX j IF NOT EXISTS FOR (n:L) ON (n.p)                   |
      | CREATE INDEX i FOR (n:L) ON (n.p)                   | CREATE INDEX i IF NOT EXISTS FOR (n:L) ON (n.q)                   |
      | CREATE CONSTRAINT c FOR (n:L) REQUIRE n.p IS UNIQUE | CREATE CONSTRAINT IF NOT EXISTS FOR (n:L) REQUIRE n.p IS UNIQUE   |
      | CREATE CONSTRAINT c FOR (n:L) REQUIRE n.p IS UNIQUE | CREATE CONSTRAINT c IF NOT EXISTS FOR (n:M) REQUIRE n.q IS UNIQUE |

  Scenario Outline: <write> breaks the constraint that <property> <rule>
    Given an empty graph
    And having executed:
      """
      CREATE (:L {p: 1, q: 1}), (:L {p: 2, q: 1}), (:M {p: 1})
      """
    And having executed:
      """
      CREATE CONSTRAINT rule FOR (n:L) REQUIRE <property> <rule>
      """
    When executing query:
      """
      <write>
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed

    Examples:
      | property   | rule         | write                                  |
      | n.p        | IS UNIQUE    | CREATE (:L {p: 1})                     |
      | n.p        | IS UNIQUE    | CREATE (:L {p: 1.0})                   |
      | n.p        | IS UNIQUE    | CREATE (:L {p: 7}), (:L {p: 7})        |
      | n.p        | IS UNIQUE    | MATCH (n:L) SET n.p = 2                |
      | n.p        | IS UNIQUE    | MATCH (n:M) SET n:L                    |
      | (n.p, n.q) | IS UNIQUE    | CREATE (:L {p: 1, q: 1})               |
      | n.p        | IS NOT NULL  | CREATE (:L)                            |
      | n.p        | IS NOT NULL  | MATCH (n:L {p: 1}) REMOVE n.p          |
      | n.p        | IS NOT NULL  | MATCH (n:L {p: 1}) SET n = {}          |
      | n.p        | IS NODE KEY  | CREATE (:L {q: 2})                     |
      | n.p        | IS NODE KEY  | CREATE (:L {p: 1})                     |
      | n.p        | IS :: INTEGER | CREATE (:L {p: 'x'})                  |
      | n.p        | IS :: INTEGER \| STRING | CREATE (:L {p: 1.5})        |
      | n.p        | IS :: INTEGER \| LIST<STRING NOT NULL> | CREATE (:L {p: [1]}) |

  Scenario Outline: <write> keeps the constraint that <property> <rule>
    Given an empty graph
    And having executed:
      """
      CREATE (:L {p: 1, q: 1}), (:L {p: 2, q: 1}), (:M {p: 1})
      """
    And having executed:
      """
      CREATE CONSTRAINT rule FOR (n:L) REQUIRE <property> <rule>
      """
    And having executed:
      """
      <write>
      """
    When executing query:
      """
      MATCH (n:L) RETURN count(*) AS nodes
      """
    Then the result should be, in any order:
      | nodes   |
      | <nodes> |

    Examples:
      | property   | rule         | write                                           | nodes |
      | n.p        | IS UNIQUE    | CREATE (:M {p: 1})                              | 2     |
      | n.p        | IS UNIQUE    | CREATE (:L)                                     | 3     |
      | n.p        | IS UNIQUE    | CREATE (:L {p: '1'})                            | 3     |
      | n.p        | IS UNIQUE    | MATCH (n:L) SET n.p = 3 - n.p                   | 2     |
      | n.p        | IS UNIQUE    | MERGE (:L {p: 1})                               | 2     |
      | n.p        | IS UNIQUE    | UNWIND [5, 5, 1, 6] AS p MERGE (:L {p: p})      | 4     |
      | n.p        | IS UNIQUE    | MATCH (n:L {p: 1}) DELETE n CREATE (:L {p: 1})  | 2     |
      | (n.p, n.q) | IS UNIQUE    | CREATE (:L {p: 1, q: 2}), (:L {p: 1})           | 4     |
      | n.p        | IS NODE KEY  | CREATE (:L {p: 3})                              | 3     |
      | n.p        | IS :: INTEGER | CREATE (:L {p: 5}), (:L)                       | 4     |

  Scenario: A relationship's constraint is kept as a node's
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r.id IS UNIQUE
      """
    And having executed:
      """
      CREATE ()-[:T {id: 1}]->(), ()-[:U {id: 1}]->()
      """
    When executing query:
      """
      CREATE ()-[:T {id: 1}]->()
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed

  Scenario: A dropped constraint binds nobody
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT rule FOR (n:L) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      DROP CONSTRAINT rule
      """
    When executing query:
      """
      CREATE (:L {p: 1}), (:L {p: 1})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 1 |
      | +properties | 2 |

  Scenario Outline: With an index, <condition> finds what it finds without
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR (n:L) ON (n.p)
      """
    And having executed:
      """
      CREATE TEXT INDEX FOR (n:L) ON (n.q)
      """
    And having executed:
      """
      CREATE (:L {k: 1, p: 1, q: 'ab'}), (:L {k: 2, p: 1.0, q: 'a'}), (:L {k: 3, p: 'x', q: 5}),
             (:L {k: 4, p: 7, q: 'b'}), (:L {k: 5, p: [1, 2]}), (:L {k: 6, p: 0.0 / 0.0}),
             (:L {k: 7, p: true}), (:L {k: 8}), (:M {k: 9, p: 1, q: 'ab'}), (:L:M {k: 10, p: 3})
      """
    When executing query:
      """
      MATCH (n:L) WHERE <condition> RETURN n.k AS k
      """
    Then the result should be, in order:
      | k   |
      | <a> |
      | <b> |

    Examples:
      | condition                                | a | b  |
      | n.p = 1                                  | 1 | 2  |
      | 1.0 = n.p                                | 1 | 2  |
      | n.p IN [7, 'x', null]                    | 3 | 4  |
      | n.p IN [1, 1.0]                          | 1 | 2  |
      | n.p > 1 AND n.p < 100                    | 4 | 10 |
      | n.p < 3                                  | 1 | 2  |
      | 3 <= n.p                                 | 4 | 10 |
      | n.q STARTS WITH 'a'                      | 1 | 2  |
      | n.q < 'b'                                | 1 | 2  |
      | n.p = 1 AND n.k < 3                      | 1 | 2  |
      | n.p = [1, 2] OR n.p = true               | 5 | 7  |

  Scenario: An index answers for a row's own value
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR (n:L) ON (n.id)
      """
    And having executed:
      """
      UNWIND range(1, 50) AS i CREATE (:L {id: i, name: 'n' + i})
      """
    When executing query:
      """
      UNWIND [{id: 7}, {id: 99}, {id: null}, {id: 3.0}] AS row
      MATCH (n:L {id: row.id})
      RETURN row.id AS id, n.name AS name
      """
    Then the result should be, in order:
      | id  | name |
      | 7   | 'n7' |
      | 3.0 | 'n3' |

  Scenario: MERGE finds by an index what it made a row before
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR (n:L) ON (n.id)
      """
    When executing query:
      """
      UNWIND [1, 2, 1, 3, 2] AS id
      MERGE (n:L {id: id}) ON CREATE SET n.made = 1 ON MATCH SET n.met = 1
      RETURN count(DISTINCT n) AS nodes, sum(n.met) AS met
      """
    Then the result should be, in any order:
      | nodes | met |
      | 3     | 4   |

  Scenario: The database can be named
    Given an empty graph
    When executing query:
      """
      USE neo4j MATCH (n) RETURN count(n) AS nodes
      """
    Then the result should be, in any order:
      | nodes |
      | 0     |

  Scenario: There is one database
    Given an empty graph
    When executing query:
      """
      USE elsewhere MATCH (n) RETURN n
      """
    Then a SyntaxError should be raised at compile time: GraphNotFound

  Scenario: SHOW DATABASES names it
    Given an empty graph
    When executing query:
      """
      SHOW DATABASES YIELD name, currentStatus, default
      """
    Then the result should be, in any order:
      | name     | currentStatus | default |
      | 'muster' | 'online'      | true    |

  Scenario: SHOW PROCEDURES and SHOW FUNCTIONS list what can be called
    Given an empty graph
    When executing query:
      """
      SHOW PROCEDURES YIELD name, mode WHERE name = 'db.labels' RETURN name, mode
      """
    Then the result should be, in any order:
      | name        | mode   |
      | 'db.labels' | 'READ' |

  Scenario: SHOW PROCEDURES does not list what stands behind commands
    Given an empty graph
    When executing query:
      """
      SHOW PROCEDURES YIELD name WHERE name CONTAINS ' ' RETURN name
      """
    Then the result should be, in any order:
      | name |

  Scenario: SHOW FUNCTIONS tells aggregates apart
    Given an empty graph
    When executing query:
      """
      SHOW FUNCTIONS YIELD name, aggregating WHERE name IN ['collect', 'toLower']
      """
    Then the result should be, in order:
      | name      | aggregating |
      | 'collect' | true        |
      | 'toLower' | false       |

  Scenario: A transaction that does not run cannot be terminated
    Given an empty graph
    When executing query:
      """
      TERMINATE TRANSACTIONS 'muster-transaction-0'
      """
    Then the result should be, in any order:
      | transactionId          | username | message                  |
      | 'muster-transaction-0' | null     | 'Transaction not found.' |

  Scenario: An unknown column of SHOW is an error
    Given an empty graph
    When executing query:
      """
      SHOW INDEXES YIELD nam
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable
