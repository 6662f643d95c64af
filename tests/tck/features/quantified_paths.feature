Feature: Parts of a path that repeat

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 'a'})-[:T {w: 1}]->(b:B {n: 'b'})-[:T {w: 2}]->(c:A {n: 'c'})-[:T {w: 3}]->(d:B {n: 'd'}), (d)-[:U]->(a)
      """

  Scenario Outline: <pattern> ends at <ends>
    When executing query:
      """
      MATCH (:A {n: 'a'})<pattern>(e) WITH e.n AS e ORDER BY e RETURN collect(e) AS ends
      """
    Then the result should be, in any order:
      | ends   |
      | <ends> |

    Examples:
      | pattern                                     | ends                      |
      | ((x)-[:T]->(y)){1,2}                        | ['b', 'c']                |
      | ((x)-[:T]->(y)){2}                          | ['c']                     |
      | ((x)-[:T]->(y)){,2}                         | ['a', 'b', 'c']           |
      | ((x)-[:T]->(y))+                            | ['b', 'c', 'd']           |
      | ((x)-[:T]->(y))*                            | ['a', 'b', 'c', 'd']      |
      | ((x:A)-[:T]->(y:B)){1,3}                    | ['b']                     |
      | ((x)-[r:T WHERE r.w < 3]->(y))+             | ['b', 'c']                |
      | ((x)-[r:T]->(y) WHERE r.w <> 2)+            | ['b']                     |
      | ((x)-[:T]->(y)-[:T]->(z)){1,2}              | ['c']                     |
      | ((x)-->(y)){4}                              | ['a']                     |
      | ((x)-->(y)){5}                              | []                        |
      | ((x)<-[:U]-(y)){1}                          | ['d']                     |
      | -[:T]->{1,2}                                | ['b', 'c']                |
      | -[:T]->+                                    | ['b', 'c', 'd']           |
      | -[:T]->*                                    | ['a', 'b', 'c', 'd']      |
      | -[r:T WHERE r.w < 3]->+                     | ['b', 'c']                |
      | -[:T]->{2}                                  | ['c']                     |
      | ((x)-[:T]->(y)){1,2}(m)-[:T]->              | ['c', 'd']                |
      | -[:T]->(m)((x)-[:T]->(y))+                  | ['c', 'd']                |

  Scenario: Its variables are lists outside
    When executing query:
      """
      MATCH (:A {n: 'a'})((x)-[r:T]->(y)){2}(e) RETURN [n IN x | n.n] AS x, [s IN r | s.w] AS r, [n IN y | n.n] AS y, e.n AS e
      """
    Then the result should be, in any order:
      | x          | r      | y          | e   |
      | ['a', 'b'] | [1, 2] | ['b', 'c'] | 'c' |

  Scenario: No repetition leaves empty lists
    When executing query:
      """
      MATCH (s:A {n: 'a'})((x)-[r:U]->(y)){0,1}(e) RETURN x, r, s = e AS same
      """
    Then the result should be, in any order:
      | x  | r  | same |
      | [] | [] | true |

  Scenario: A path through it has all its nodes
    When executing query:
      """
      MATCH p = (:A {n: 'a'})((x)-[:T]->(y)){2}(m)-[:T]->(e) RETURN [n IN nodes(p) | n.n] AS names, length(p) AS hops
      """
    Then the result should be, in any order:
      | names                | hops |
      | ['a', 'b', 'c', 'd'] | 3    |

  Scenario: Both ends may be known
    When executing query:
      """
      MATCH (a:A {n: 'a'}), (d:B {n: 'd'}) MATCH (a)((x)-[:T]->(y))+(d) RETURN size(x) AS n
      """
    Then the result should be, in any order:
      | n |
      | 3 |

  Scenario: No relationship is used twice
    When executing query:
      """
      MATCH (:A {n: 'a'})((x)--(y)){1,9}(:A {n: 'a'}) RETURN size(x) AS n ORDER BY n
      """
    Then the result should be, in order:
      | n |
      | 4 |
      | 4 |

  Scenario Outline: <pattern> is refused
    When executing query:
      """
      MATCH (x:A) MATCH (a)<pattern>(e) RETURN e
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | pattern                          | detail                     |
      | ((y)-[*]->(z)){1,2}              | UnexpectedSyntax           |
      | ((y)-->(z)){0}                   | UnexpectedSyntax           |
      | ((a)-[:T]->(z)){1,2}             | VariableAlreadyBound       |
