Feature: Shortest paths

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:N {n: 'a'}), (b:N {n: 'b'}), (c:N {n: 'c'}), (d:N:End {n: 'd'}), (e:N {n: 'e'}), (x:N {n: 'x'}),
             (a)-[:T {w: 1}]->(b), (b)-[:T {w: 1}]->(d), (a)-[:T {w: 2}]->(c), (c)-[:T {w: 1}]->(d),
             (d)-[:T {w: 1}]->(e), (e)-[:U {w: 1}]->(a), (a)-[:U {w: 9}]->(d)
      """

  Scenario Outline: <pattern> finds <paths>
    When executing query:
      """
      MATCH <pattern> RETURN [n IN nodes(p) | n.n] AS names
      """
    Then the result should be, in any order:
      | names   |
      | <paths> |

    Examples:
      | pattern                                                                     | paths                |
      | p = shortestPath((:N {n: 'a'})-[*]->(:N {n: 'd'}))                          | ['a', 'd']           |
      | p = shortestPath((:N {n: 'a'})-[:T*]->(:N {n: 'e'}))                        | ['a', 'b', 'd', 'e'] |
      | p = shortestPath((:N {n: 'e'})<-[:T*]-(:N {n: 'a'}))                        | ['e', 'd', 'b', 'a'] |
      | p = shortestPath((:N {n: 'e'})-[:T*]-(:N {n: 'b'}))                         | ['e', 'd', 'b']      |
      | p = shortestPath((:N {n: 'a'})-[:T*..2]->(:End))                            | ['a', 'b', 'd']      |
      | p = shortestPath((:N {n: 'a'})-[:U]->(:N {n: 'd'}))                         | ['a', 'd']           |
      | p = shortestPath((:N {n: 'a'})-[*0..]->(:N {n: 'a'}))                       | ['a']                |
      | p = shortestPath((:N {n: 'a'})-[:T* {w: 1}]->(:N {n: 'd'}))                 | ['a', 'b', 'd']      |
      | p = SHORTEST 1 (:N {n: 'a'})-[:T]->+(:N {n: 'e'})                           | ['a', 'b', 'd', 'e'] |
      | p = ANY SHORTEST (:N {n: 'a'})-->+(:N {n: 'e'})                             | ['a', 'd', 'e']      |
      | p = ANY (:N {n: 'c'})-[:T]->+(:N {n: 'e'})                                  | ['c', 'd', 'e']      |
      | p = SHORTEST 1 (:N {n: 'a'})-[:T]->{3,}(:N {n: 'e'})                        | ['a', 'b', 'd', 'e'] |
      | p = SHORTEST 1 (:N {n: 'a'})-->+(:N {n: 'a'})                               | ['a', 'd', 'e', 'a'] |

  Scenario: A relationship back to where it began is no path of the function
    When executing query:
      """
      MATCH p = shortestPath((a:N {n: 'a'})-[*]->(b:N {n: 'a'})) RETURN p
      """
    Then the result should be, in any order:
      | p |

  Scenario: All shortest paths
    When executing query:
      """
      MATCH p = allShortestPaths((:N {n: 'a'})-[:T*]->(:N {n: 'e'})) RETURN [n IN nodes(p) | n.n] AS names
      """
    Then the result should be, in any order:
      | names                |
      | ['a', 'b', 'd', 'e'] |
      | ['a', 'c', 'd', 'e'] |

  Scenario: From one node to every other
    When executing query:
      """
      MATCH p = shortestPath((:N {n: 'a'})-[:T*]->(m:N)) RETURN m.n AS m, length(p) AS hops
      """
    Then the result should be, in any order:
      | m   | hops |
      | 'b' | 1    |
      | 'c' | 1    |
      | 'd' | 2    |
      | 'e' | 3    |

  Scenario: A condition on each relationship is asked while searching
    When executing query:
      """
      MATCH p = shortestPath((:N {n: 'a'})-[*]->(:N {n: 'd'})) WHERE all(r IN relationships(p) WHERE r.w < 5)
      RETURN [n IN nodes(p) | n.n] AS names
      """
    Then the result should be, in any order:
      | names           |
      | ['a', 'b', 'd'] |

  Scenario: None of the relationships
    When executing query:
      """
      MATCH p = shortestPath((:N {n: 'a'})-[rs*]->(:N {n: 'd'})) WHERE none(r IN rs WHERE type(r) = 'U')
      RETURN size(rs) AS hops
      """
    Then the result should be, in any order:
      | hops |
      | 2    |

  Scenario: A condition on the whole path passes shorter paths over
    When executing query:
      """
      MATCH p = shortestPath((:N {n: 'a'})-[*]->(:N {n: 'd'})) WHERE any(n IN nodes(p) WHERE n.n = 'c')
      RETURN [n IN nodes(p) | n.n] AS names
      """
    Then the result should be, in any order:
      | names           |
      | ['a', 'c', 'd'] |

  Scenario: A condition on the path may read what the clause binds elsewhere
    When executing query:
      """
      MATCH p = shortestPath((:N {n: 'a'})-[*]->(:N {n: 'd'})), (:N {n: 'b'})-[r]->() WHERE length(p) > r.w
      RETURN length(p) AS hops
      """
    Then the result should be, in any order:
      | hops |
      | 2    |

  Scenario: A condition on the path may read a node that stands alone
    When executing query:
      """
      MATCH p = shortestPath((:N {n: 'a'})-[*]->(:N {n: 'd'})), (x {n: 'x'}) WHERE none(n IN nodes(p)[1..-1] WHERE n = x)
      RETURN length(p) AS hops
      """
    Then the result should be, in any order:
      | hops |
      | 1    |

  Scenario: A condition on the path may read another path of the clause
    When executing query:
      """
      MATCH p = shortestPath((:N {n: 'a'})-[*]->(:N {n: 'd'})), q = (:N {n: 'b'})-[:T]->() WHERE length(p) > length(q)
      RETURN length(p) AS hops
      """
    Then the result should be, in any order:
      | hops |
      | 2    |

  Scenario: Properties of a path's relationships may be those of a node elsewhere in the clause
    When executing query:
      """
      MATCH (:N {n: 'a'})-[rs:T* {w: size(x.n)}]->(:N {n: 'd'}), (x:N {n: 'x'}) RETURN size(rs) AS hops
      """
    Then the result should be, in any order:
      | hops |
      | 2    |

  Scenario: A condition on the clause comes after SHORTEST has chosen
    When executing query:
      """
      MATCH p = SHORTEST 1 (:N {n: 'a'})-[r]->+(:N {n: 'd'}) WHERE size(r) > 1 RETURN p
      """
    Then the result should be, in any order:
      | p |

  Scenario: A condition within the pattern comes before it chooses
    When executing query:
      """
      MATCH p = SHORTEST 1 ((:N {n: 'a'})-[r]->+(:N {n: 'd'}) WHERE size(r) > 1) RETURN size(r) AS hops
      """
    Then the result should be, in any order:
      | hops |
      | 2    |

  Scenario Outline: SHORTEST <count> gives <lengths>
    When executing query:
      """
      MATCH SHORTEST <count> (:N {n: 'a'})-[r]->+(:N {n: 'd'}) WITH size(r) AS hops ORDER BY hops RETURN collect(hops) AS lengths
      """
    Then the result should be, in any order:
      | lengths   |
      | <lengths> |

    Examples:
      | count    | lengths      |
      | 1        | [1]          |
      | 2        | [1, 2]       |
      | 3        | [1, 2, 2]    |
      | 2 GROUPS | [1, 2, 2]    |
      | 1 GROUPS | [1]          |

  Scenario: SHORTEST over a pattern of several parts
    When executing query:
      """
      MATCH p = SHORTEST 1 (:N {n: 'a'})-[:T]->+(m)-[:T]->(:N {n: 'e'}) RETURN m.n AS m, length(p) AS hops
      """
    Then the result should be, in any order:
      | m   | hops |
      | 'd' | 3    |

  Scenario: The functions as values
    When executing query:
      """
      MATCH (a:N {n: 'a'}), (e:N {n: 'e'}), (x:N {n: 'x'})
      RETURN length(shortestPath((a)-[:T*]->(e))) AS one, size(allShortestPaths((a)-[:T*]->(e))) AS all, shortestPath((a)-[*]->(x)) AS none
      """
    Then the result should be, in any order:
      | one | all | none |
      | 3   | 2   | null |

  Scenario: OPTIONAL MATCH of a shortest path that is not there
    When executing query:
      """
      MATCH (a:N {n: 'a'}), (x:N {n: 'x'}) OPTIONAL MATCH p = shortestPath((a)-[*]->(x)) RETURN p
      """
    Then the result should be, in any order:
      | p    |
      | null |

  Scenario Outline: <pattern> is refused
    When executing query:
      """
      MATCH p = <pattern> RETURN p
      """
    Then a SyntaxError should be raised at compile time: InvalidRelationshipPattern

    Examples:
      | pattern                                      |
      | shortestPath((a)-[*2..]->(b))                |
      | allShortestPaths((a)-[*3..4]->(b))           |
      | shortestPath((a)-->(b)-->(c))                |

  Scenario Outline: Only the ends of a chosen path may be named by another path of the clause: <paths>
    Given an empty graph
    When executing query:
      """
      MATCH <paths> RETURN *
      """
    Then a SyntaxError should be raised at compile time: InvalidRelationshipPattern

    Examples:
      | paths                                                     |
      | ANY SHORTEST (a)-->+(b)-->+(c), (b)-->(d)                 |
      | (b)-->(d), ANY SHORTEST (a)-->+(b)-->+(c)                 |

  Scenario: The ends of a chosen path may be named by another path of the clause
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:T]->({n: 2})-[:T]->(:C {n: 3})-[:T]->({n: 4})
      """
    When executing query:
      """
      MATCH ANY SHORTEST (a:A)-->+(c:C), (c)-->(d) RETURN a.n AS a, c.n AS c, d.n AS d
      """
    Then the result should be, in any order:
      | a | c | d |
      | 1 | 3 | 4 |
