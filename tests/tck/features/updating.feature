Feature: CREATE, MERGE, SET, REMOVE and DELETE

  Scenario Outline: <query> has its side effects
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 1, v: 'x'})-[:T {w: 1}]->(:B {k: 2})
      """
    When executing query:
      """
      <query>
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | <n>  |
      | +relationships | <r>  |
      | +labels        | <l>  |
      | +properties    | <p>  |
      | -nodes         | <dn> |
      | -relationships | <dr> |
      | -labels        | <dl> |
      | -properties    | <dp> |

    Examples: CREATE
      | query                                          | n | r | l | p | dn | dr | dl | dp |
      | CREATE ()                                      | 1 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | CREATE (), ()                                  | 2 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | CREATE (:X:Y {a: 1, b: null})                  | 1 | 0 | 2 | 1 | 0  | 0  | 0  | 0  |
      | CREATE (:A)                                    | 1 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | CREATE (a)-[:R]->(a)                           | 1 | 1 | 0 | 0 | 0  | 0  | 0  | 0  |
      | CREATE (a)<-[:R {x: 1}]-()-[:R]->(a)           | 2 | 2 | 0 | 1 | 0  | 0  | 0  | 0  |
      | MATCH (a:A), (b:B) CREATE (b)-[:R]->(a)        | 0 | 1 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (n) CREATE (n)-[:R]->(:C)                | 2 | 2 | 1 | 0 | 0  | 0  | 0  | 0  |
      | MATCH () CREATE ()                             | 2 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | UNWIND range(1, 3) AS i CREATE ({i: i})        | 3 | 0 | 0 | 3 | 0  | 0  | 0  | 0  |
      | UNWIND [] AS i CREATE ({i: i})                 | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | CREATE (a:A) WITH a CREATE (a)-[:R]->(:C)      | 2 | 1 | 1 | 0 | 0  | 0  | 0  | 0  |

    Examples: MERGE
      | query                                          | n | r | l | p | dn | dr | dl | dp |
      | MERGE (:A)                                     | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MERGE (:A {k: 1})                              | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MERGE (:A {k: 9})                              | 1 | 0 | 0 | 1 | 0  | 0  | 0  | 0  |
      | MERGE (:A:C)                                   | 1 | 0 | 1 | 0 | 0  | 0  | 0  | 0  |
      | MERGE (a:A {k: 1}) ON CREATE SET a.z = 1       | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MERGE (a:A {k: 9}) ON CREATE SET a.z = 1       | 1 | 0 | 0 | 2 | 0  | 0  | 0  | 0  |
      | MERGE (a:A {k: 1}) ON MATCH SET a.z = 1        | 0 | 0 | 0 | 1 | 0  | 0  | 0  | 0  |
      | MERGE (a:A {k: 1}) ON MATCH SET a.k = 5        | 0 | 0 | 0 | 1 | 0  | 0  | 0  | 1  |
      | UNWIND [1, 1, 7, 7] AS k MERGE (:A {k: k})     | 1 | 0 | 0 | 1 | 0  | 0  | 0  | 0  |
      | MATCH (a:A), (b:B) MERGE (a)-[:T]->(b)         | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (a:A), (b:B) MERGE (b)-[:T]->(a)         | 0 | 1 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (a:A), (b:B) MERGE (b)-[:T]-(a)          | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (a:A), (b:B) MERGE (a)-[:U]-(b)          | 0 | 1 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (a:A), (b:B) MERGE (a)-[:T {w: 2}]->(b)  | 0 | 1 | 0 | 1 | 0  | 0  | 0  | 0  |
      | MATCH (a:A) MERGE (a)-[:T]->(:B {k: 3})        | 1 | 1 | 0 | 1 | 0  | 0  | 0  | 0  |
      | MATCH (a:A) MERGE (a)-[:T]->()-[:U]->(:C)      | 2 | 2 | 1 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (n) MERGE (:P {of: n.k})                 | 2 | 0 | 1 | 2 | 0  | 0  | 0  | 0  |
      | MATCH (n) MERGE (n)-[:SELF]->(n)               | 0 | 2 | 0 | 0 | 0  | 0  | 0  | 0  |

    Examples: SET
      | query                                          | n | r | l | p | dn | dr | dl | dp |
      | MATCH (a:A) SET a.k = 1                        | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (a:A) SET a.k = 2                        | 0 | 0 | 0 | 1 | 0  | 0  | 0  | 1  |
      | MATCH (a:A) SET a.k = 1.0                      | 0 | 0 | 0 | 1 | 0  | 0  | 0  | 1  |
      | MATCH (a:A) SET a.k = null                     | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 1  |
      | MATCH (a:A) SET a.absent = null                | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (a:A) SET (a).z = [1, 2]                 | 0 | 0 | 0 | 1 | 0  | 0  | 0  | 0  |
      | MATCH (a:A) SET a = {k: 1}                     | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 1  |
      | MATCH (a:A) SET a = {}                         | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 2  |
      | MATCH (a:A) SET a += {k: null, z: 1}           | 0 | 0 | 0 | 1 | 0  | 0  | 0  | 1  |
      | MATCH (a:A) SET a += {}                        | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (a:A)-[r]->(b) SET b = a                 | 0 | 0 | 0 | 2 | 0  | 0  | 0  | 1  |
      | MATCH (a:A)-[r]->(b) SET b += r                | 0 | 0 | 0 | 1 | 0  | 0  | 0  | 0  |
      | MATCH (a:A) SET a:A                            | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (a:A) SET a:X:Y                          | 0 | 0 | 2 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (a:A) SET a :X :Y                        | 0 | 0 | 2 | 0 | 0  | 0  | 0  | 0  |
      | MATCH ()-[r]->() SET r.w = r.w + 1, r.u = r.w  | 0 | 0 | 0 | 2 | 0  | 0  | 0  | 1  |
      | OPTIONAL MATCH (a:Absent) SET a.x = 1          | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | OPTIONAL MATCH (a:Absent) SET a:X              | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | OPTIONAL MATCH (a:Absent) SET a = {x: 1}       | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | OPTIONAL MATCH (a:Absent) SET a += {x: 1}      | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |

    Examples: REMOVE
      | query                                          | n | r | l | p | dn | dr | dl | dp |
      | MATCH (a:A) REMOVE a.k                         | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 1  |
      | MATCH (a:A) REMOVE a.k, a.v                    | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 2  |
      | MATCH (a:A) REMOVE a.absent                    | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (a:A) REMOVE a:A                         | 0 | 0 | 0 | 0 | 0  | 0  | 1  | 0  |
      | MATCH (a:A) REMOVE a:Absent                    | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH ()-[r]->() REMOVE r.w                    | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 1  |
      | OPTIONAL MATCH (a:Absent) REMOVE a.x           | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | OPTIONAL MATCH (a:Absent) REMOVE a:X           | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |

    Examples: DELETE
      | query                                          | n | r | l | p | dn | dr | dl | dp |
      | MATCH ()-[r]->() DELETE r                      | 0 | 0 | 0 | 0 | 0  | 1  | 0  | 1  |
      | MATCH (a)-[r]->(b) DELETE r, a, b              | 0 | 0 | 0 | 0 | 2  | 1  | 2  | 4  |
      | MATCH (a)-[r]->(b) DELETE a, b, r              | 0 | 0 | 0 | 0 | 2  | 1  | 2  | 4  |
      | MATCH (a:A) DETACH DELETE a                    | 0 | 0 | 0 | 0 | 1  | 1  | 1  | 3  |
      | MATCH (n) DETACH DELETE n                      | 0 | 0 | 0 | 0 | 2  | 1  | 2  | 4  |
      | MATCH p = ()-->() DELETE p                     | 0 | 0 | 0 | 0 | 2  | 1  | 2  | 4  |
      | MATCH (n) WITH collect(n) AS l DETACH DELETE l[0], l[1] | 0 | 0 | 0 | 0 | 2 | 1 | 2 | 4 |
      | MATCH (n) WITH {x: n} AS m DETACH DELETE m.x   | 0 | 0 | 0 | 0 | 2  | 1  | 2  | 4  |
      | OPTIONAL MATCH (n:Absent) DELETE n             | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | OPTIONAL MATCH (n:Absent) DETACH DELETE n      | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | MATCH (a)-[r]-(b) DELETE r                     | 0 | 0 | 0 | 0 | 0  | 1  | 0  | 1  |
      | CREATE (n:X) DELETE n                          | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |
      | CREATE (n:X) WITH n DELETE n                   | 0 | 0 | 0 | 0 | 0  | 0  | 0  | 0  |

  Scenario Outline: <query> is refused
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | query                                          | detail                       |
      | MATCH (a) CREATE (a)                           | VariableAlreadyBound         |
      | MATCH (a) CREATE (a {x: 1})                    | VariableAlreadyBound         |
      | MATCH (a) CREATE (a:L)-[:T]->()                | VariableAlreadyBound         |
      | CREATE (a), (a)                                | VariableAlreadyBound         |
      | MATCH ()-[r]->() CREATE ()-[r:T]->()           | VariableAlreadyBound         |
      | CREATE ({x: missing})                          | UndefinedVariable            |
      | CREATE ()-->()                                 | NoSingleRelationshipType     |
      | CREATE ()-[:A\|B]->()                          | NoSingleRelationshipType     |
      | CREATE ()-[:A]-()                              | RequiresDirectedRelationship |
      | CREATE ()<-[:A]->()                            | RequiresDirectedRelationship |
      | CREATE ()-[:A*2]->()                           | CreatingVarLength            |
      | MERGE (a) MERGE (a)                            | VariableAlreadyBound         |
      | MATCH (a) MERGE (a {x: 1})                     | VariableAlreadyBound         |
      | CREATE (a)-[r:T]->(b) MERGE (a)-[r:T]->(b)     | VariableAlreadyBound         |
      | MERGE ()-->()                                  | NoSingleRelationshipType     |
      | MERGE ()-[:A\|B]->()                           | NoSingleRelationshipType     |
      | MERGE ()-[:A*2]->()                            | CreatingVarLength            |
      | MERGE (n $param)                               | InvalidParameterUse          |
      | MERGE (a)-[:T $param]->(b)                     | InvalidParameterUse          |
      | MERGE (n) ON CREATE SET x.y = 1                | UndefinedVariable            |
      | MATCH (a) SET b.x = 1                          | UndefinedVariable            |
      | MATCH (a) SET a.x = b                          | UndefinedVariable            |
      | MATCH (a) DELETE b                             | UndefinedVariable            |
      | MATCH (a) DELETE a:L                           | InvalidDelete                |
      | MATCH ()-[r:T]->() DELETE r:T                  | InvalidDelete                |
      | MATCH () DELETE 1 + 1                          | InvalidArgumentType          |
      | MATCH (a) REMOVE b.x                           | UndefinedVariable            |

  Scenario Outline: <value> is no value for a property
    Given an empty graph
    When executing query:
      """
      CREATE (n) SET n.x = <value>
      """
    Then a TypeError should be raised at runtime: InvalidPropertyType

    Examples:
      | value            |
      | {a: 1}           |
      | [{a: 1}]         |
      | [[1]]            |
      | [1, null]        |
      | n                |

  Scenario: A null in the pattern of MERGE is an error
    Given an empty graph
    When executing query:
      """
      MERGE ({k: null})
      """
    Then a SemanticError should be raised at runtime: MergeReadOwnWrites

  Scenario: A relationship that remains keeps its node
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

  Scenario Outline: What was deleted cannot be read: <expression>
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 1})-[:T {w: 1}]->(:B)
      """
    When executing query:
      """
      MATCH (n:A)-[r]->() DETACH DELETE n RETURN <expression>
      """
    Then a EntityNotFound should be raised at runtime: DeletedEntityAccess

    Examples:
      | expression |
      | n.k        |
      | labels(n)  |
      | r.w        |

  Scenario: The type of a deleted relationship is still known
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T]->()
      """
    When executing query:
      """
      MATCH ()-[r]->() DELETE r RETURN type(r)
      """
    Then the result should be, in any order:
      | type(r) |
      | 'T'     |
    And the side effects should be:
      | -relationships | 1 |

  Scenario: A clause does not see what it writes itself
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A)
      """
    When executing query:
      """
      MATCH (a:A) CREATE (:A) WITH count(*) AS made MATCH (a:A) RETURN made, count(a) AS now
      """
    Then the result should be, in any order:
      | made | now |
      | 2    | 4   |
    And the side effects should be:
      | +nodes | 2 |

  Scenario Outline: <tail> does not reduce what was written
    Given an empty graph
    And having executed:
      """
      UNWIND range(1, 5) AS i CREATE (:N {i: i})
      """
    When executing query:
      """
      MATCH (n:N) SET n.seen = true <tail>
      """
    Then the side effects should be:
      | +properties | 5 |

    Examples:
      | tail                                     |
      | RETURN n.i AS i LIMIT 0                  |
      | RETURN n.i AS i LIMIT 2                  |
      | RETURN n.i AS i SKIP 5                   |
      | WITH n WHERE n.i > 4 RETURN n.i AS i     |
      | RETURN count(*) AS c                     |
      | RETURN n.i AS i ORDER BY i SKIP 1 LIMIT 1 |

  Scenario: MERGE gives a row a match
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 1}), (:A {k: 2})
      """
    When executing query:
      """
      MERGE (a:A) RETURN a.k AS k
      """
    Then the result should be, in any order:
      | k |
      | 1 |
      | 2 |
    And no side effects

  Scenario: MERGE sees what its earlier rows made, and what the statement deleted is gone
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 1})-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r:T]->(b:B) DELETE r WITH a, b UNWIND [1, 2] AS i MERGE (a)-[s:T]->(b) RETURN count(DISTINCT s) AS made
      """
    Then the result should be, in any order:
      | made |
      | 1    |
    And the side effects should be:
      | +relationships | 1 |
      | -relationships | 1 |

  Scenario: MERGE binds a path
    Given an empty graph
    When executing query:
      """
      MERGE p = (:A {k: 1})-[:T]->(:B) RETURN p
      """
    Then the result should be, in any order:
      | p                              |
      | <(:A {k: 1})-[:T]->(:B)>       |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 2 |
      | +properties    | 1 |

  Scenario: SET of a list grows from itself
    Given an empty graph
    And having executed:
      """
      CREATE (:A {l: [1, 2]})
      """
    When executing query:
      """
      MATCH (a:A) SET a.l = a.l + [3, 4] RETURN a.l AS l
      """
    Then the result should be, in any order:
      | l            |
      | [1, 2, 3, 4] |
