Feature: Functions of numbers

  Scenario Outline: Rounding: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                   | value              |
      | round(3.141592)              | 3.0                |
      | round(2.5)                   | 3.0                |
      | round(-1.5)                  | -1.0               |
      | round(-1.6)                  | -2.0               |
      | round(0.49999999999999994)   | 0.0                |
      | round(4503599627370497.0)    | 4503599627370497.0 |
      | round(7)                     | 7.0                |
      | round(3.141592, 3)           | 3.142              |
      | round(-1.55, 1)              | -1.6               |
      | round(-1.5, 0)               | -1.0               |
      | round(1.005, 2)              | 1.01               |
      | round(1.25, 30)              | 1.25               |
      | round(1234.5, 0)             | 1235.0             |
      | round(0.04, 1)               | 0.0                |
      | round(9.99, 1)               | 10.0               |
      | round(1.249, 1, 'UP')        | 1.3                |
      | round(-1.251, 1, 'UP')       | -1.3               |
      | round(0.001, 1, 'UP')        | 0.1                |
      | round(1.249, 1, 'DOWN')      | 1.2                |
      | round(-1.251, 1, 'DOWN')     | -1.2               |
      | round(1.249, 1, 'CEILING')   | 1.3                |
      | round(-1.251, 1, 'CEILING')  | -1.2               |
      | round(1.249, 1, 'FLOOR')     | 1.2                |
      | round(-1.251, 1, 'FLOOR')    | -1.3               |
      | round(1.25, 1, 'HALF_UP')    | 1.3                |
      | round(-1.35, 1, 'HALF_UP')   | -1.4               |
      | round(1.25, 1, 'HALF_DOWN')  | 1.2                |
      | round(-1.35, 1, 'HALF_DOWN') | -1.3               |
      | round(1.25, 1, 'HALF_EVEN')  | 1.2                |
      | round(-1.35, 1, 'HALF_EVEN') | -1.4               |
      | round(1.251, 1, 'HALF_DOWN') | 1.3                |
      | round(-1.5, 0, 'HALF_UP')    | -2.0               |
      | round(2.5, 0, 'HALF_EVEN')   | 2.0                |
      | round(2.5, 0, 'half_down')   | 2.0                |
      | isNaN(round(0.0 / 0.0, 2))   | true               |
      | ceil(0.1)                    | 1.0                |
      | ceil(-0.9) + 0.0             | 0.0                |
      | ceil(2)                      | 2.0                |
      | floor(0.9)                   | 0.0                |
      | floor(-0.1)                  | -1.0               |
      | abs(-5)                      | 5                  |
      | abs(-1.5)                    | 1.5                |
      | abs(0)                       | 0                  |
      | sign(-3)                     | -1                 |
      | sign(0.0)                    | 0                  |
      | sign(0.1)                    | 1                  |

  Scenario Outline: Powers and logarithms: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                              | value |
      | sqrt(16)                                | 4.0   |
      | isNaN(sqrt(-1))                         | true  |
      | exp(0)                                  | 1.0   |
      | log(1)                                  | 0.0   |
      | log(e())                                | 1.0   |
      | log10(1000)                             | 3.0   |
      | log10(0) < -1e308                       | true  |
      | isNaN(log(-1))                          | true  |
      | e() > 2.718281828 AND e() < 2.718281829 | true  |
      | isNaN(1)                                | false |
      | isNaN(0.0 / 0.0)                        | true  |

  Scenario Outline: Angles: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                                   | value    |
      | sin(0)                                       | 0.0      |
      | cos(0)                                       | 1.0      |
      | tan(0)                                       | 0.0      |
      | round(cot(0.5), 6)                           | 1.830488 |
      | asin(0)                                      | 0.0      |
      | acos(1)                                      | 0.0      |
      | atan(0)                                      | 0.0      |
      | atan2(0, 1)                                  | 0.0      |
      | round(atan2(1, 1) * 4, 10) = round(pi(), 10) | true     |
      | isNaN(asin(2))                               | true     |
      | degrees(pi())                                | 180.0    |
      | radians(180) = pi()                          | true     |
      | round(haversin(0.5), 6)                      | 0.061209 |
      | sinh(0)                                      | 0.0      |
      | cosh(0)                                      | 1.0      |
      | tanh(0)                                      | 0.0      |
      | round(sinh(1), 6)                            | 1.175201 |
      | round(cosh(1), 6)                            | 1.543081 |
      | round(tanh(1), 6)                            | 0.761594 |
      | round(coth(1), 6)                            | 1.313035 |

  Scenario Outline: Random numbers lie from 0 up to 1: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                                                                            | value |
      | all(x IN [i IN range(1, 100) \| rand()] WHERE x >= 0 AND x < 1)                       | true  |
      | size(randomUUID())                                                                    | 36    |
      | randomUUID() = randomUUID()                                                           | false |
      | randomUUID() =~ '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}' | true  |

  Scenario Outline: Null gives null: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression          | value |
      | abs(null)           | null  |
      | ceil(null)          | null  |
      | floor(null)         | null  |
      | round(null)         | null  |
      | sign(null)          | null  |
      | isNaN(null)         | null  |
      | sqrt(null)          | null  |
      | exp(null)           | null  |
      | log(null)           | null  |
      | log10(null)         | null  |
      | sin(null)           | null  |
      | cos(null)           | null  |
      | tan(null)           | null  |
      | cot(null)           | null  |
      | asin(null)          | null  |
      | acos(null)          | null  |
      | atan(null)          | null  |
      | degrees(null)       | null  |
      | radians(null)       | null  |
      | haversin(null)      | null  |
      | sinh(null)          | null  |
      | cosh(null)          | null  |
      | tanh(null)          | null  |
      | coth(null)          | null  |
      | round(1.5, null)    | null  |
      | round(1.5, 1, null) | null  |
      | atan2(null, 1)      | null  |
      | atan2(1, null)      | null  |

  Scenario Outline: A literal of the wrong type is refused before anything runs: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then a <type> should be raised at compile time: <detail>

    Examples:
      | expression       | type        | detail                   |
      | abs('a')         | SyntaxError | InvalidArgumentType      |
      | ceil(true)       | SyntaxError | InvalidArgumentType      |
      | round('1')       | SyntaxError | InvalidArgumentType      |
      | round(1.5, 'a')  | SyntaxError | InvalidArgumentType      |
      | round(1.5, 1, 2) | SyntaxError | InvalidArgumentType      |
      | sqrt([1])        | SyntaxError | InvalidArgumentType      |
      | sin({})          | SyntaxError | InvalidArgumentType      |
      | isNaN('a')       | SyntaxError | InvalidArgumentType      |
      | pi(1)            | SyntaxError | InvalidNumberOfArguments |
      | atan2(1)         | SyntaxError | InvalidNumberOfArguments |

  Scenario Outline: A value of the wrong type or out of range is an error where it is met: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then a <type> should be raised at runtime: <detail>

    Examples:
      | expression                | type          | detail               |
      | abs(['a', 1][0])          | TypeError     | InvalidArgumentType  |
      | sqrt([true, 1][0])        | TypeError     | InvalidArgumentType  |
      | round(1.5, -1)            | ArgumentError | NumberOutOfRange     |
      | round(1.5, 0.5)           | ArgumentError | NumberOutOfRange     |
      | round(1.5, 1, 'SIDEWAYS') | TypeError     | InvalidArgumentValue |
