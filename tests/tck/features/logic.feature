Feature: Logic of true, false and null

  Scenario Outline: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples: two operands
      | expression      | value |
      | true AND true   | true  |
      | true AND false  | false |
      | true AND null   | null  |
      | false AND null  | false |
      | null AND null   | null  |
      | null AND false  | false |
      | true OR null    | true  |
      | null OR true    | true  |
      | false OR null   | null  |
      | false OR false  | false |
      | null OR null    | null  |
      | true XOR true   | false |
      | true XOR false  | true  |
      | false XOR false | false |
      | true XOR null   | null  |
      | null XOR null   | null  |
      | NOT true        | false |
      | NOT false       | true  |
      | NOT null        | null  |
      | NOT NOT null    | null  |

    Examples: precedence
      | expression                             | value |
      | true OR true AND false                 | true  |
      | (true OR true) AND false               | false |
      | true OR true XOR true                  | true  |
      | (true OR true) XOR true                | false |
      | true XOR false AND false               | true  |
      | (true XOR false) AND false             | false |
      | NOT true OR true                       | true  |
      | NOT (true OR true)                     | false |
      | NOT false AND false                    | false |
      | NOT 1 = 2                              | true  |
      | NOT null IS NULL                       | false |
      | (NOT null) IS NULL                     | true  |
      | 1 = 2 IN [false]                       | false |
      | (1 = 2) IN [false]                     | true  |
      | [1] + 2 IN [3] + 4                     | false |
      | [1] + 2 IN [[1, 2]]                    | true  |
      | NOT 'a' STARTS WITH 'b'                | true  |
      | null IS NULL AND 1 IS NOT NULL         | true  |
      | true = null IS NULL                    | true  |
      | 2 + 3 * 4                              | 14    |
      | (2 + 3) * 4                            | 20    |
      | 12 / 4 * 3                             | 9     |
      | 12 / (4 * 3)                           | 1     |
      | 12 % 5 * 2                             | 4     |
      | 2 - 3 - 4                              | -5    |
      | 2 ^ 3 ^ 2                              | 64.0  |
      | 4 * 2 ^ 3                              | 32.0  |
      | -3 ^ 2                                 | 9.0   |
      | -(3 ^ 2)                               | -9.0  |
      | 2 ^ -1                                 | 0.5   |
      | - - 3                                  | 3     |
      | [1, 2, 3][1] + 1                       | 3     |
      | {a: [1, 2]}.a[1]                       | 2     |
      | [{a: 1}][0].a                          | 1     |
      | -[1, 2][0]                             | -1    |
      | 'a' + 'b' = 'ab'                       | true  |
      | 1 + 2 < 4                              | true  |
      | 1 < 2 AND 2 < 3                        | true  |
      | [1, 2] + [3] = [1, 2, 3]               | true  |

  Scenario Outline: A literal that is no boolean is refused as an operand of <operator>
    Given any graph
    When executing query:
      """
      RETURN <operand> <operator> true
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | operand      | operator |
      | 1            | AND      |
      | 1.5          | OR       |
      | 'true'       | XOR      |
      | []           | AND      |
      | [true]       | OR       |
      | {}           | XOR      |
      | {a: true}    | AND      |
      | false AND 1  | OR       |

  Scenario Outline: NOT <operand> is refused
    Given any graph
    When executing query:
      """
      RETURN NOT <operand>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | operand |
      | 0       |
      | 'a'     |
      | [false] |
      | {}      |
