Feature: Literals

  Scenario Outline: <text> is a literal
    Given any graph
    When executing query:
      """
      RETURN <text> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples: integers
      | text                 | value                |
      | 0                    | 0                    |
      | -0                   | 0                    |
      | 007                  | 7                    |
      | 9223372036854775807  | 9223372036854775807  |
      | -9223372036854775808 | -9223372036854775808 |
      | 0x0                  | 0                    |
      | 0xFf                 | 255                  |
      | 0x7FFFFFFFFFFFFFFF   | 9223372036854775807  |
      | -0x8000000000000000  | -9223372036854775808 |
      | -0xff                | -255                 |
      | 0o17                 | 15                   |
      | -0o20                | -16                  |
      | 0o777777777777777777777  | 9223372036854775807  |
      | -0o1000000000000000000000 | -9223372036854775808 |

    Examples: floats
      | text                  | value                 |
      | 1.0                   | 1.0                   |
      | .5                    | 0.5                   |
      | -.5                   | -0.5                  |
      | 1e9                   | 1000000000.0          |
      | 1E-5                  | 0.00001               |
      | .1e-5                 | 0.000001              |
      | -1e3                  | -1000.0               |
      | 123456789.987654321   | 123456789.98765433    |
      | 1.7976931348623157e308 | 1.7976931348623157e308 |
      | 0.000000000000000000000000000000001 | 1e-33   |
      | 1e-400                | 0.0                   |

    Examples: others
      | text            | value     |
      | true            | true      |
      | TRUE            | true      |
      | FaLsE           | false     |
      | nUll            | null      |
      | []              | []        |
      | [[], [[]]]      | [[], [[]]] |
      | [1, 'a', null]  | [1, 'a', null] |
      | {}              | {}        |
      | {a: {b: []}}    | {a: {b: []}} |
      | { a : 1 , B:2 } | {a: 1, B: 2} |
      | {a: 1, a: 2}    | {a: 2}    |
      | {match: 1, null: 2} | {match: 1, null: 2} |
      | 'it\'s'         | 'it\'s'   |
      | "it's"          | 'it\'s'   |
      | 'a"b'           | 'a"b'     |
      | ''              | ''        |
      | '🧐🍌'           | '🧐🍌'     |

  Scenario: Escapes within strings
    Given any graph
    When executing query:
      """
      RETURN '\\' AS backslash, '\u0041\U0001F600' AS unicode, size('\b\f\n\r\t') AS controls, "\"" AS quote
      """
    Then the result should be, in any order:
      | backslash | unicode | controls | quote |
      | '\\\\'    | 'A😀'   | 5        | '"'   |

  Scenario Outline: <text> is refused
    Given any graph
    When executing query:
      """
      RETURN <text> AS value
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | text                 | detail                |
      | 9223372036854775808  | IntegerOverflow       |
      | -9223372036854775809 | IntegerOverflow       |
      | 0x8000000000000000   | IntegerOverflow       |
      | -0x8000000000000001  | IntegerOverflow       |
      | 0o1000000000000000000000 | IntegerOverflow   |
      | 1e309                | FloatingPointOverflow |
      | -1e999               | FloatingPointOverflow |
      | 0x                   | InvalidNumberLiteral  |
      | 0x1G                 | InvalidNumberLiteral  |
      | 0xZ                  | InvalidNumberLiteral  |
      | 12a3                 | InvalidNumberLiteral  |
      | '\\uH'               | InvalidUnicodeLiteral |
      | '\\u00'              | InvalidUnicodeLiteral |
      | 9223372#54775808     | UnexpectedSyntax      |
      | [1, 2                | UnexpectedSyntax      |
      | [1,, 2]              | UnexpectedSyntax      |
      | [, 1]                | UnexpectedSyntax      |
      | [1}                  | UnexpectedSyntax      |
      | {a: 1                | UnexpectedSyntax      |
      | {a:}                 | UnexpectedSyntax      |
      | {a: 1,}              | UnexpectedSyntax      |
      | {, a: 1}             | UnexpectedSyntax      |
      | {1: 2}               | UnexpectedSyntax      |
      | {a}                  | UnexpectedSyntax      |
      | 1 – 2                | InvalidUnicodeCharacter |
