Feature: CASE with tests, and ||

  Scenario Outline: CASE compares its value with tests: <x>
    Given any graph
    When executing query:
      """
      WITH <x> AS x
      RETURN CASE x WHEN IS NULL THEN 'none' WHEN < 0 THEN 'low' WHEN 0, 1, 2 THEN 'few' WHEN > 100 THEN 'lots' ELSE 'many' END AS size
      """
    Then the result should be, in any order:
      | size     |
      | <result> |

    Examples:
      | x    | result |
      | null | 'none' |
      | -1   | 'low'  |
      | 0    | 'few'  |
      | 2    | 'few'  |
      | 50   | 'many' |
      | 101  | 'lots' |

  Scenario: Tests of text
    Given any graph
    When executing query:
      """
      UNWIND ['abc', 'xyz', 'mno', 'q', 'other'] AS s
      RETURN s, CASE s WHEN STARTS WITH 'a' THEN 1 WHEN ENDS WITH 'z' THEN 2 WHEN CONTAINS 'n' THEN 3 WHEN =~ '.' THEN 4 WHEN IN ['other'] THEN 5 END AS n
      """
    Then the result should be, in any order:
      | s       | n |
      | 'abc'   | 1 |
      | 'xyz'   | 2 |
      | 'mno'   | 3 |
      | 'q'     | 4 |
      | 'other' | 5 |

  Scenario: The value is computed once
    Given any graph
    When executing query:
      """
      UNWIND range(1, 200) AS i
      WITH CASE rand() WHEN < 0.5 THEN 'low' WHEN >= 0.5 THEN 'high' END AS half
      RETURN count(*) - count(half) AS neither
      """
    Then the result should be, in any order:
      | neither |
      | 0       |

  Scenario: The value may be an aggregate
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x RETURN CASE count(x) WHEN > 2 THEN 'many' ELSE 'few' END AS n
      """
    Then the result should be, in any order:
      | n      |
      | 'many' |

  Scenario: One CASE in another
    Given any graph
    When executing query:
      """
      UNWIND [1, 5] AS x
      RETURN CASE x WHEN > CASE x WHEN = 1 THEN 0 ELSE 9 END THEN CASE 7 WHEN > 6 THEN 'inner' END ELSE 'outer' END AS n
      """
    Then the result should be, in any order:
      | n       |
      | 'inner' |
      | 'outer' |

  Scenario: A CASE without a value takes whole conditions
    Given any graph
    When executing query:
      """
      RETURN CASE WHEN > 3 THEN 1 END AS n
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario Outline: || joins text and lists: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x        |
      | <result> |

    Examples:
      | expression         | result    |
      | 'a' \|\| 'b'       | 'ab'      |
      | [1] \|\| [2, 3]    | [1, 2, 3] |
      | [1] \|\| []        | [1]       |
      | 'a' \|\| null      | null      |
      | null \|\| [1]      | null      |

  Scenario: || does not join numbers to text
    Given any graph
    When executing query:
      """
      RETURN 'a' || 1 AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: Digits may be parted by underscores
    Given any graph
    When executing query:
      """
      RETURN 1_000_000 AS a, 0x_ff_ff AS b, 0o_17 AS c, 1_0.5_0e1_0 AS d
      """
    Then the result should be, in any order:
      | a       | b     | c  | d              |
      | 1000000 | 65535 | 15 | 105000000000.0 |

  Scenario Outline: + joins text with <other>
    Given any graph
    When executing query:
      """
      RETURN 'is ' + <other> AS after, <other> + ' it is' AS before
      """
    Then the result should be, in any order:
      | after     | before     |
      | <after>   | <before>   |

    Examples:
      | other | after      | before         |
      | 1     | 'is 1'     | '1 it is'      |
      | 1.5   | 'is 1.5'   | '1.5 it is'    |
      | true  | 'is true'  | 'true it is'   |
      | false | 'is false' | 'false it is'  |
      | null  | null       | null           |
