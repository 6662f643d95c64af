Feature: Matching patterns

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 'a'})-[:X {w: 1}]->(b:B {n: 'b'})-[:X {w: 2}]->(c:C {n: 'c'}),
             (a)-[:Y]->(c), (c)-[:Z]->(c), (:D:A {n: 'd'})
      """

  Scenario Outline: <pattern> has <rows> matches
    When executing query:
      """
      MATCH <pattern> RETURN count(*) AS rows
      """
    Then the result should be, in any order:
      | rows   |
      | <rows> |

    Examples: nodes
      | pattern                  | rows |
      | (n)                      | 4    |
      | (n:A)                    | 2    |
      | (n:A:D)                  | 1    |
      | (n:A&D)                  | 1    |
      | (n:A\|B)                 | 3    |
      | (n:!A)                   | 2    |
      | (n:Absent)               | 0    |
      | (n {n: 'a'})             | 1    |
      | (n {n: null})            | 0    |
      | (n:A {n: 'b'})           | 0    |
      | (n), (m)                 | 16   |
      | (n:A), (n:D)             | 1    |

    Examples: relationships
      | pattern                  | rows |
      | ()-->()                  | 4    |
      | ()<--()                  | 4    |
      | ()--()                   | 7    |
      | ()<-->()                 | 7    |
      | ()-[:X]->()              | 2    |
      | ()-[:X\|Y]->()           | 3    |
      | ()-[:X\|:Y]->()          | 3    |
      | ()-[:Absent]->()         | 0    |
      | ()-[{w: 2}]->()          | 1    |
      | (n)-->(n)                | 1    |
      | (n)--(n)                 | 1    |
      | (a)-->(b)-->(c)          | 3    |
      | (a)-->(b), (b)-->(c)     | 3    |
      | (a)-[r]->(b), (c)-[s]->(d) | 12 |
      | (:A)-->()<--(:B)         | 1    |
      | ()-[:X]->()-[:X]->()     | 1    |
      | (a)-[:X]-(b)-[:X]-(c)    | 2    |

    Examples: variable length
      | pattern                  | rows |
      | (:A)-[*]->()             | 5    |
      | (:A)-[*0]->()            | 2    |
      | (:A)-[*0..1]->()         | 4    |
      | (:A)-[*1..1]->()         | 2    |
      | (:A)-[*2]->()            | 2    |
      | (:A)-[*2..]->()          | 3    |
      | (:A)-[*..2]->()          | 4    |
      | (:A)-[*3..2]->()         | 0    |
      | (:A)-[*..0]->()          | 0    |
      | (:A)-[:X*]->()           | 2    |
      | (:A)-[:X\|Z*]->()        | 3    |
      | (:A)-[*{w: 1}]->()       | 1    |
      | (:C)-[*]->()             | 1    |
      | (:C)-[*0..]->()          | 2    |
      | (:A)-[:X*0..]->(:C)      | 1    |
      | (:A)-[*]->(:B)-[*]->()   | 2    |
      | (:B)-[*]-(:A)            | 3    |

  Scenario: A relationship is used once within a clause, and again in the next
    When executing query:
      """
      MATCH (a:A)-[r]->(b) MATCH (a)-[s]->(c) RETURN r = s AS same, count(*) AS n
      """
    Then the result should be, in any order:
      | same  | n |
      | true  | 2 |
      | false | 2 |

  Scenario: A bound relationship is matched against the pattern again
    When executing query:
      """
      MATCH (a)-[r:X {w: 1}]->() WITH a, r MATCH (a)-[r]->(e) RETURN e.n AS e
      """
    Then the result should be, in any order:
      | e   |
      | 'b' |

  Scenario: A bound relationship against its direction has no match
    When executing query:
      """
      MATCH (a)-[r:X {w: 1}]->() WITH a, r MATCH (a)<-[r]-(e) RETURN e.n AS e
      """
    Then the result should be, in any order:
      | e |

  Scenario: A bound list of relationships is walked as it is
    When executing query:
      """
      MATCH (:A)-[r:X]->()-[s:X]->() WITH [r, s] AS rs MATCH (first)-[rs*]->(second) RETURN first.n AS first, second.n AS second
      """
    Then the result should be, in any order:
      | first | second |
      | 'a'   | 'c'    |

  Scenario: The variable of a variable length is the list of its relationships
    When executing query:
      """
      MATCH (:A)-[r*2]->(e:C) RETURN r, e.n AS e
      """
    Then the result should be, in any order:
      | r                            | e   |
      | [[:X {w: 1}], [:X {w: 2}]]   | 'c' |
      | [[:Y], [:Z]]                 | 'c' |

  Scenario: Named paths hold nodes and relationships in the order of the pattern
    When executing query:
      """
      MATCH p = (:C)<-[:X]-(:B)<-[:X]-(:A) RETURN p, length(p) AS length, [n IN nodes(p) | n.n] AS names
      """
    Then the result should be, in any order:
      | p                                                                           | length | names           |
      | <(:C {n: 'c'})<-[:X {w: 2}]-(:B {n: 'b'})<-[:X {w: 1}]-(:A {n: 'a'})>        | 2      | ['c', 'b', 'a'] |

  Scenario: A path of length zero is its node
    When executing query:
      """
      MATCH p = (:B) RETURN p, relationships(p) AS r
      """
    Then the result should be, in any order:
      | p               | r  |
      | <(:B {n: 'b'})> | [] |

  Scenario: A path with a variable length in an undirected pattern
    When executing query:
      """
      MATCH p = (:B)-[:X*1..2]-(e) RETURN [n IN nodes(p) | n.n] AS names
      """
    Then the result should be, in any order:
      | names           |
      | ['b', 'a']      |
      | ['b', 'c']      |

  Scenario: OPTIONAL MATCH gives nulls where nothing matches
    When executing query:
      """
      MATCH (n) OPTIONAL MATCH (n)-[r:X]->(m) RETURN n.n AS n, r.w AS w, m.n AS m
      """
    Then the result should be, in any order:
      | n   | w    | m    |
      | 'a' | 1    | 'b'  |
      | 'b' | 2    | 'c'  |
      | 'c' | null | null |
      | 'd' | null | null |

  Scenario: The condition of OPTIONAL MATCH belongs to what is optional
    When executing query:
      """
      MATCH (n:A) OPTIONAL MATCH (n)-[r]->(m) WHERE m.n = 'c' OR n.n = 'd' RETURN n.n AS n, m.n AS m
      """
    Then the result should be, in any order:
      | n   | m    |
      | 'a' | 'c'  |
      | 'd' | null |

  Scenario: An optional pattern matches as a whole or not at all
    When executing query:
      """
      MATCH (n:D) OPTIONAL MATCH p = (n)-->(m)-->(k) RETURN n.n AS n, m, k, p
      """
    Then the result should be, in any order:
      | n   | m    | k    | p    |
      | 'd' | null | null | null |

  Scenario: A null that OPTIONAL MATCH left matches nothing afterwards
    When executing query:
      """
      OPTIONAL MATCH (n:Absent) WITH n OPTIONAL MATCH (n)-->(m) RETURN n, m
      """
    Then the result should be, in any order:
      | n    | m    |
      | null | null |

  Scenario: MATCH of a null gives no row
    When executing query:
      """
      OPTIONAL MATCH (n:Absent) WITH n MATCH (n)-->(m) RETURN m
      """
    Then the result should be, in any order:
      | m |

  Scenario: OPTIONAL MATCH with a variable length from null
    When executing query:
      """
      OPTIONAL MATCH (n:Absent) OPTIONAL MATCH (n)-[r*]->(m) RETURN r, m
      """
    Then the result should be, in any order:
      | r    | m    |
      | null | null |

  Scenario: Conditions across two parts of a pattern
    When executing query:
      """
      MATCH (x), (y) WHERE x.n < y.n AND (x)-->(y) RETURN x.n AS x, y.n AS y
      """
    Then the result should be, in any order:
      | x   | y   |
      | 'a' | 'b' |
      | 'a' | 'c' |
      | 'b' | 'c' |

  Scenario Outline: <query> is refused
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | query                                              | detail                          |
      | MATCH (a)-[r]->()-[r]->(b) RETURN r                | RelationshipUniquenessViolation |
      | MATCH (a)-[a]->() RETURN a                         | VariableTypeConflict            |
      | MATCH p = (a)-->(p) RETURN p                       | VariableAlreadyBound            |
      | MATCH (p) MATCH p = (a)-->(b) RETURN p             | VariableAlreadyBound            |
      | MATCH (a)-[r]->() MATCH (r) RETURN r               | VariableTypeConflict            |
      | MATCH (a) MATCH ()-[a]->() RETURN a                | VariableTypeConflict            |
      | MATCH p = (a)-->() MATCH (p) RETURN p              | VariableTypeConflict            |
      | WITH 1 AS n MATCH (n) RETURN n                     | VariableTypeConflict            |
      | WITH 'a' AS r MATCH ()-[r]->() RETURN r            | VariableTypeConflict            |
      | WITH [1] AS n MATCH (n)-->() RETURN n              | VariableTypeConflict            |
      | MATCH ()-[r*]->() MATCH ()-[r]->() RETURN r        | VariableTypeConflict            |
      | MATCH (n $param) RETURN n                          | InvalidParameterUse             |
      | MATCH ()-[r:T $param]->() RETURN r                 | InvalidParameterUse             |
      | MATCH (a)-[:T..]->() RETURN a                      | InvalidRelationshipPattern      |
      | MATCH (a)-[:T*-2]->() RETURN a                     | InvalidRelationshipPattern      |
      | MATCH (n) WHERE n.v = m.v RETURN n                 | UndefinedVariable               |
      | MATCH (n) WHERE (n) RETURN n                       | InvalidArgumentType             |
      | MATCH (n) RETURN (n)-->()                          | UnexpectedSyntax                |
      | MATCH (n) WITH (n)-->() AS x RETURN x              | UnexpectedSyntax                |
      | MATCH (n) SET n.x = (n)-->()                       | UnexpectedSyntax                |
      | MATCH (n) WHERE (n)-[r]->() RETURN n               | UndefinedVariable               |
      | MATCH (n) WHERE (n)-->(m) RETURN n                 | UndefinedVariable               |
      | MATCH (n) RETURN size((n)-->())                    | UnexpectedSyntax                |
