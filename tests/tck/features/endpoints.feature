Feature: Where walks of variable length end

  # What DISTINCT, count(DISTINCT …) and EXISTS ask is answered without enumerating the ways; it must
  # be what enumerating them gives.

  Background:
    Given an empty graph

  Scenario: A longer way within the bound counts where a shorter one ends early
    Given having executed:
      """
      CREATE (a:Start {n: 'a'})-[:T]->(b {n: 'b'})-[:T]->(c {n: 'c'})-[:T]->(d {n: 'd'}), (a)-[:T]->(c)
      """
    When executing query:
      """
      MATCH (:Start)-[:T*1..2]->(x) WITH DISTINCT x.n AS n ORDER BY n RETURN collect(n) AS names
      """
    Then the result should be, in any order:
      | names           |
      | ['b', 'c', 'd'] |

  Scenario Outline: From a, <pattern> ends at <names>
    Given having executed:
      """
      CREATE (a:Start {n: 'a'})-[:T {w: 1}]->(b:B {n: 'b'})-[:T {w: 2}]->(c:C {n: 'c'}),
             (c)-[:T {w: 3}]->(a), (c)-[:U {w: 4}]->(d:B {n: 'd'})
      """
    When executing query:
      """
      MATCH (s:Start)<pattern>(x) WITH DISTINCT x WITH x.n AS n ORDER BY n
      WITH collect(n) AS names
      MATCH (s:Start)<pattern>(x) RETURN names, count(DISTINCT x) AS size
      """
    Then the result should be, in any order:
      | names   | size   |
      | <names> | <size> |

    Examples:
      | pattern                       | names                | size |
      | -[:T*]->                      | ['a', 'b', 'c']      | 3    |
      | -[*]->                        | ['a', 'b', 'c', 'd'] | 4    |
      | -[:T*..2]->                   | ['b', 'c']           | 2    |
      | -[:T*0..2]->                  | ['a', 'b', 'c']      | 3    |
      | -[:T*0..0]->                  | ['a']                | 1    |
      | <-[*]-                        | ['a', 'b', 'c']      | 3    |
      | -[*]-                         | ['a', 'b', 'c', 'd'] | 4    |
      | -[*1..2]-                     | ['b', 'c', 'd']      | 3    |
      | -[* {w: 1}]->                 | ['b']                | 1    |
      | -[r* WHERE r.w <> 2]->        | ['b']                | 1    |
      | -[*2..3]->                    | ['a', 'c', 'd']      | 3    |

  Scenario: Without a direction a relationship is not walked forth and back
    Given having executed:
      """
      CREATE (:Start {n: 'a'})-[:T]->({n: 'b'})-[:T]->({n: 'c'})
      """
    When executing query:
      """
      MATCH (:Start)-[:T*]-(x) WITH DISTINCT x.n AS n ORDER BY n RETURN collect(n) AS names
      """
    Then the result should be, in any order:
      | names      |
      | ['b', 'c'] |

  Scenario Outline: The start ends a walk of its own when <graph>
    Given having executed:
      """
      CREATE <graph>
      """
    When executing query:
      """
      MATCH (s:Start)-[*1..<most>]-(s) RETURN count(DISTINCT s) AS starts
      """
    Then the result should be, in any order:
      | starts   |
      | <starts> |
    When executing query:
      """
      MATCH (s:Start) WHERE EXISTS { (s)-[*1..<most>]-(s) } RETURN count(*) AS starts
      """
    Then the result should be, in any order:
      | starts   |
      | <starts> |
    When executing query:
      """
      MATCH (s:Start)-[*1..<most>]-(x) WITH DISTINCT x WHERE x:Start RETURN count(*) AS starts
      """
    Then the result should be, in any order:
      | starts   |
      | <starts> |

    Examples:
      | graph                                          | most | starts |
      | (s:Start)-[:T]->(s)                            | 1    | 1      |
      | (s:Start)-[:T]->(b)                            | 9    | 0      |
      | (s:Start)-[:T]->(b), (s)-[:T]->(b)             | 2    | 1      |
      | (s:Start)-[:T]->(b), (s)-[:T]->(b)             | 1    | 0      |
      | (s:Start)-[:T]->(b)-[:T]->(c), (s)-[:T]->(c)   | 3    | 1      |
      | (s:Start)-[:T]->(b)-[:T]->(c), (s)-[:T]->(c)   | 2    | 0      |
      | (s:Start)-[:T]->(b)-[:T]->(c), (b)-[:T]->(c)   | 9    | 0      |
      | (s:Start)-[:T]->(b), (b)-[:T]->(b)             | 9    | 0      |

  Scenario: Ends of several starts come once for each start when the start is asked for
    Given having executed:
      """
      CREATE (a:Start {n: 'a'})-[:T]->(x {n: 'x'}), (b:Start {n: 'b'})-[:T]->(x), (b)-[:T]->({n: 'y'})
      """
    When executing query:
      """
      MATCH (s:Start)-[:T*]->(e) RETURN DISTINCT s.n AS s, e.n AS e
      """
    Then the result should be, in any order:
      | s   | e   |
      | 'a' | 'x' |
      | 'b' | 'x' |
      | 'b' | 'y' |
    When executing query:
      """
      MATCH (s:Start)-[:T*]->(e) RETURN s.n AS s, count(DISTINCT e) AS ends, count(e) AS ways
      """
    Then the result should be, in any order:
      | s   | ends | ways |
      | 'a' | 1    | 1    |
      | 'b' | 2    | 2    |
    When executing query:
      """
      MATCH (:Start)-[:T*]->(e) RETURN count(DISTINCT e) AS ends, max(e.n) AS last
      """
    Then the result should be, in any order:
      | ends | last |
      | 2    | 'y'  |

  Scenario: How often an end is reached is still counted
    Given having executed:
      """
      CREATE (a:Start)-[:T]->(b), (a)-[:T]->(b), (b)-[:T]->(c)
      """
    When executing query:
      """
      MATCH (:Start)-[:T*]->(e) RETURN count(e) AS ways, count(DISTINCT e) AS ends
      """
    Then the result should be, in any order:
      | ways | ends |
      | 4    | 2    |

  Scenario: A relationship of the same clause is not walked again
    Given having executed:
      """
      CREATE (a:Start {n: 'a'})-[:T]->(b {n: 'b'})-[:T]->(a)
      """
    When executing query:
      """
      MATCH (s:Start)-[:T]->(m)-[:T*]->(e) RETURN DISTINCT e.n AS e
      """
    Then the result should be, in any order:
      | e   |
      | 'a' |

  Scenario: No start, no ends
    When executing query:
      """
      MATCH (:Start)-[*]->(e) RETURN count(DISTINCT e) AS ends
      """
    Then the result should be, in any order:
      | ends |
      | 0    |

  Scenario: Ends in a subquery that asks whether there is one
    Given having executed:
      """
      CREATE (a:User {n: 'a'})-[:IN]->(g)-[:IN]->(h:Admins), (:User {n: 'b'})-[:IN]->(g2)
      """
    When executing query:
      """
      MATCH (u:User) RETURN u.n AS n, EXISTS { (u)-[:IN*]->(:Admins) } AS admin, COUNT { (u)-[:IN*]->() } AS ways
      """
    Then the result should be, in any order:
      | n   | admin | ways |
      | 'a' | true  | 2    |
      | 'b' | false | 1    |
