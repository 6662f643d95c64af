Feature: Patterns as conditions and comprehensions

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 'a'})-[:X {w: 1}]->(b:B {n: 'b'})-[:X {w: 2}]->(c:C {n: 'c'}), (a)-[:Y]->(c)
      """

  Scenario Outline: WHERE <condition> keeps <names>
    When executing query:
      """
      MATCH (n) WHERE <condition> WITH n.n AS name ORDER BY name RETURN collect(name) AS names
      """
    Then the result should be, in any order:
      | names   |
      | <names> |

    Examples:
      | condition                           | names           |
      | (n)-->()                            | ['a', 'b']      |
      | (n)<--()                            | ['b', 'c']      |
      | (n)--()                             | ['a', 'b', 'c'] |
      | (n)-[:Y]->()                        | ['a']           |
      | NOT (n)-->()                        | ['c']           |
      | (n)-->(:C)                          | ['a', 'b']      |
      | (n)-->({n: 'b'})                    | ['a']           |
      | (n)-[:X*2]->()                      | ['a']           |
      | (n)-[:X {w: 2}]->()                 | ['b']           |
      | (n)-[:X*]->(:C)                     | ['a', 'b']      |
      | (n)-->() AND (n)<--()               | ['b']           |
      | (n)-[:Y]->() OR n:C                 | ['a', 'c']      |
      | (n)-[:X]->() XOR (n)-[:Y]->()       | ['b']           |
      | exists((n)-[:Y]->())                | ['a']           |
      | EXISTS { (n)-[:Y]->() }             | ['a']           |
      | EXISTS { (n)-->(m) WHERE m.n = 'c' } | ['a', 'b']     |
      | NOT EXISTS { MATCH (n)-[r]->() WHERE r.w > 1 } | ['a', 'c'] |
      | COUNT { (n)-->() } > 1              | ['a']           |

  Scenario Outline: <comprehension> is <value>
    When executing query:
      """
      MATCH (n:A) RETURN <comprehension> AS value
      """
    Then the result should be (ignoring element order for lists):
      | value   |
      | <value> |

    Examples:
      | comprehension                                     | value        |
      | [(n)-->(m) \| m.n]                                | ['b', 'c']   |
      | [(n)-->(m) WHERE m:C \| m.n]                      | ['c']        |
      | [(n)-[r:X]->() \| r.w]                            | [1]          |
      | [(n)-[:Absent]->(m) \| m]                         | []           |
      | [p = (n)-[*2]->() \| length(p)]                   | [2]          |
      | [(n)-[*]->(m) \| m.n]                             | ['b', 'c', 'c'] |
      | size([(n)-->() \| 1])                             | 2            |
      | [(n)-->(m) \| [(m)-->(k) \| k.n]]                 | [['c'], []]  |
      | [x IN [1, 2] \| [(n)-[:Y]->(m) \| m.n + x]]       | [['c1'], ['c2']] |

  Scenario: Two patterns of one condition may use the same relationship
    When executing query:
      """
      MATCH (n:A) WHERE (n)-[:Y]->() AND (n)-[:Y]->(:C) RETURN n.n AS n
      """
    Then the result should be, in any order:
      | n   |
      | 'a' |

  Scenario: A comprehension is grouped by
    When executing query:
      """
      MATCH (n) RETURN size([(n)-->() | 1]) AS degree, count(*) AS nodes
      """
    Then the result should be, in any order:
      | degree | nodes |
      | 2      | 1     |
      | 1      | 1     |
      | 0      | 1     |

  Scenario: A pattern comprehension within an aggregate
    When executing query:
      """
      MATCH (n) RETURN sum(size([(n)-->() | 1])) AS edges
      """
    Then the result should be, in any order:
      | edges |
      | 3     |

  Scenario: A pattern comprehension over a null is empty
    When executing query:
      """
      OPTIONAL MATCH (n:Absent) RETURN [(n)-->(m) | m] AS l
      """
    Then the result should be, in any order:
      | l  |
      | [] |
