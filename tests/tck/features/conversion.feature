Feature: Conversion

  Scenario Outline: Numbers: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                       | value  |
      | toInteger('42')                  | 42     |
      | toInteger('-42')                 | -42    |
      | toInteger('2.9')                 | 2      |
      | toInteger(2.9)                   | 2      |
      | toInteger(-2.9)                  | -2     |
      | toInteger(true)                  | 1      |
      | toInteger('x')                   | null   |
      | toInteger('')                    | null   |
      | toInteger(' 7 ')                 | 7      |
      | toInteger('9223372036854775808') | null   |
      | toFloat('1.5')                   | 1.5    |
      | toFloat('1e3')                   | 1000.0 |
      | toFloat(2)                       | 2.0    |
      | toFloat('x')                     | null   |
      | toFloat('NaN') IS NULL           | true   |
      | toInteger(null)                  | null   |
      | toFloat(null)                    | null   |

  Scenario Outline: Booleans and text: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression         | value  |
      | toBoolean('true')  | true   |
      | toBoolean('FALSE') | false  |
      | toBoolean('yes')   | null   |
      | toBoolean(1)       | true   |
      | toBoolean(0)       | false  |
      | toBoolean(null)    | null   |
      | toString(1)        | '1'    |
      | toString(1.0)      | '1.0'  |
      | toString(-0.5)     | '-0.5' |
      | toString(true)     | 'true' |
      | toString('a')      | 'a'    |
      | toString(null)     | null   |

  Scenario Outline: OrNull never fails: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression              | value |
      | toIntegerOrNull('42')   | 42    |
      | toIntegerOrNull([1])    | null  |
      | toIntegerOrNull({})     | null  |
      | toIntegerOrNull(1e300)  | null  |
      | toFloatOrNull('1.5')    | 1.5   |
      | toFloatOrNull(true)     | null  |
      | toFloatOrNull([])       | null  |
      | toBooleanOrNull('true') | true  |
      | toBooleanOrNull('yes')  | null  |
      | toBooleanOrNull(1.5)    | null  |
      | toBooleanOrNull([])     | null  |
      | toStringOrNull(1)       | '1'   |
      | toStringOrNull([1])     | null  |
      | toStringOrNull({})      | null  |
      | toStringOrNull(null)    | null  |

  Scenario Outline: What cannot be converted is an error: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then a <type> should be raised at runtime: <detail>

    Examples:
      | expression     | type      | detail               |
      | toInteger([])  | TypeError | InvalidArgumentValue |
      | toInteger({})  | TypeError | InvalidArgumentValue |
      | toFloat(true)  | TypeError | InvalidArgumentValue |
      | toFloat([])    | TypeError | InvalidArgumentValue |
      | toBoolean(1.5) | TypeError | InvalidArgumentValue |
      | toBoolean([])  | TypeError | InvalidArgumentValue |
      | toString([])   | TypeError | InvalidArgumentValue |
      | toString({})   | TypeError | InvalidArgumentValue |
