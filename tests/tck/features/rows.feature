Feature: Rows

  Scenario: WITH filters aggregates
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 1, 2] AS x WITH x, count(*) AS n WHERE n > 1 RETURN x, n
      """
    Then the result should be, in order:
      | x | n |
      | 1 | 2 |

  Scenario: UNWIND of null and of nothing gives no rows
    Given an empty graph
    When executing query:
      """
      UNWIND null AS x RETURN x
      """
    Then the result should be empty

  Scenario: DISTINCT takes null for equal to null
    Given an empty graph
    When executing query:
      """
      UNWIND [null, 1, null, 1.0] AS x RETURN DISTINCT x
      """
    Then the result should be, in order:
      | x    |
      | null |
      | 1    |

  Scenario Outline: ORDER BY puts null last going up and first going down
    Given an empty graph
    When executing query:
      """
      UNWIND [2, null, 1] AS x RETURN x ORDER BY x <direction>
      """
    Then the result should be, in order:
      | x   |
      | <a> |
      | <b> |
      | <c> |

    Examples:
      | direction | a    | b | c    |
      | ASC       | 1    | 2 | null |
      | DESC      | null | 2 | 1    |

  Scenario: SKIP and LIMIT cut the ordered rows
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 9) AS x RETURN x ORDER BY x DESC SKIP 2 LIMIT 3
      """
    Then the result should be, in order:
      | x |
      | 7 |
      | 6 |
      | 5 |

  Scenario: An aggregate of nothing is one row
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN count(n) AS n, sum(n.x) AS s, collect(n.x) AS xs, max(n.x) AS m
      """
    Then the result should be, in order:
      | n | s | xs | m    |
      | 0 | 0 | [] | null |

  Scenario: Aggregates leave out null
    Given an empty graph
    When executing query:
      """
      UNWIND [1, null, 3] AS x RETURN count(x) AS n, avg(x) AS a, collect(x) AS xs
      """
    Then the result should be, in order:
      | n | a   | xs     |
      | 2 | 2.0 | [1, 3] |

  Scenario: Parameters are values
    Given an empty graph
    And parameters are:
      | names | ['a', 'b'] |
      | least | 2          |
    When executing query:
      """
      UNWIND $names AS name RETURN name, $least + 1 AS n
      """
    Then the result should be, in order:
      | name | n |
      | 'a'  | 3 |
      | 'b'  | 3 |

  Scenario: A procedure yields rows that the query goes on with
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      CALL db.labels() YIELD label WITH label WHERE label IN ['A', 'B'] RETURN label ORDER BY label
      """
    Then the result should be, in order:
      | label |
      | 'A'   |
      | 'B'   |
