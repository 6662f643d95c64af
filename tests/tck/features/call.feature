Feature: Calling procedures

  Background:
    Given an empty graph

  Scenario: Alone, with all that it yields
    And there exists a procedure test.double(x :: INTEGER?) :: (y :: INTEGER?, z :: STRING?):
      | x | y | z     |
      | 1 | 2 | 'two' |
      | 2 | 4 | 'four' |
    When executing query:
      """
      CALL test.double(2)
      """
    Then the result should be, in order:
      | y | z      |
      | 4 | 'four' |

  Scenario: Alone, with its arguments from the parameters
    And there exists a procedure test.double(x :: INTEGER?) :: (y :: INTEGER?):
      | x | y |
      | 1 | 2 |
    And parameters are:
      | x | 1 |
    When executing query:
      """
      CALL test.double
      """
    Then the result should be, in order:
      | y |
      | 2 |

  Scenario: Within a query, a row at a time
    And there exists a procedure test.double(x :: INTEGER?) :: (y :: INTEGER?):
      | x | y |
      | 1 | 2 |
      | 2 | 4 |
      | 2 | 5 |
    When executing query:
      """
      UNWIND [2, 1, 3] AS n CALL test.double(n) YIELD y AS twice RETURN n, twice
      """
    Then the result should be, in any order:
      | n | twice |
      | 2 | 4     |
      | 2 | 5     |
      | 1 | 2     |

  Scenario: WHERE behind YIELD
    And there exists a procedure test.all() :: (y :: INTEGER?):
      | y |
      | 1 |
      | 2 |
    When executing query:
      """
      CALL test.all() YIELD y WHERE y > 1 RETURN y
      """
    Then the result should be, in any order:
      | y |
      | 2 |

  Scenario: A procedure without outputs passes its rows on
    And there exists a procedure test.nothing() :: ():
      |
    When executing query:
      """
      UNWIND [1, 2] AS x CALL test.nothing() RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |

  Scenario: OPTIONAL CALL keeps the row that a procedure has nothing for
    And there exists a procedure test.double(x :: INTEGER?) :: (y :: INTEGER?):
      | x | y |
      | 1 | 2 |
      | 3 | 6 |
    When executing query:
      """
      UNWIND [1, 2, 3] AS x OPTIONAL CALL test.double(x) YIELD y RETURN x, y
      """
    Then the result should be, in any order:
      | x | y    |
      | 1 | 2    |
      | 2 | null |
      | 3 | 6    |

  Scenario: OPTIONAL CALL whose WHERE keeps nothing
    And there exists a procedure test.double(x :: INTEGER?) :: (y :: INTEGER?):
      | x | y |
      | 1 | 2 |
    When executing query:
      """
      OPTIONAL CALL test.double(1) YIELD y AS twice WHERE twice > 2 RETURN twice
      """
    Then the result should be, in any order:
      | twice |
      | null  |

  Scenario: OPTIONAL CALL alone has one row of nulls at least
    And there exists a procedure test.double(x :: INTEGER?) :: (y :: INTEGER?):
      | x | y |
      | 1 | 2 |
    When executing query:
      """
      OPTIONAL CALL test.double(7)
      """
    Then the result should be, in any order:
      | y    |
      | null |

  Scenario: OPTIONAL CALL of a procedure without outputs
    And there exists a procedure test.nothing() :: ():
      |
    When executing query:
      """
      UNWIND [1, 2] AS x OPTIONAL CALL test.nothing() RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |

  Scenario: An integer is taken where a float is due
    And there exists a procedure test.float(x :: FLOAT?) :: (y :: STRING?):
      | x   | y     |
      | 1.0 | 'one' |
    When executing query:
      """
      CALL test.float(1) YIELD y RETURN y
      """
    Then the result should be, in any order:
      | y     |
      | 'one' |

  Scenario: A null argument matches a null cell
    And there exists a procedure test.null(x :: STRING?) :: (y :: INTEGER?):
      | x    | y |
      | null | 1 |
      | 'a'  | 2 |
    When executing query:
      """
      CALL test.null(null)
      """
    Then the result should be, in order:
      | y |
      | 1 |

  Scenario Outline: <query> is refused
    And there exists a procedure test.double(x :: INTEGER?) :: (y :: INTEGER?):
      | x | y |
    When executing query:
      """
      <query>
      """
    Then a <type> should be raised at compile time: <detail>

    Examples:
      | query                                                  | type             | detail                     |
      | CALL test.absent()                                     | ProcedureError   | ProcedureNotFound          |
      | CALL test.absent() YIELD y RETURN y                    | ProcedureError   | ProcedureNotFound          |
      | CALL test.double()                                     | SyntaxError      | InvalidNumberOfArguments   |
      | CALL test.double(1, 2)                                 | SyntaxError      | InvalidNumberOfArguments   |
      | CALL test.double('a')                                  | SyntaxError      | InvalidArgumentType        |
      | CALL test.double(true) YIELD y RETURN y                | SyntaxError      | InvalidArgumentType        |
      | CALL test.double YIELD y RETURN y                      | SyntaxError      | InvalidArgumentPassingMode |
      | MATCH (n) CALL test.double(count(n)) YIELD y RETURN y  | SyntaxError      | InvalidAggregation         |
      | WITH 1 AS y CALL test.double(1) YIELD y RETURN y       | SyntaxError      | VariableAlreadyBound       |
      | MATCH (n) CALL test.double(1) YIELD * RETURN y         | SyntaxError      | UnexpectedSyntax           |
      | CALL test.double                                       | ParameterMissing | MissingParameter           |
