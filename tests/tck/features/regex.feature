Feature: Regular expressions

  # A table cell halves backslashes and so does the query's string: four of them are one in the pattern.

  Scenario Outline: The whole text has to match: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                                  | value |
      | 'abc' =~ 'abc'                              | true  |
      | 'abc' =~ 'b'                                | false |
      | 'abc' =~ '.b.'                              | true  |
      | 'abc' =~ 'a\|abc'                           | true  |
      | 'abc' =~ 'ab\|bc'                           | false |
      | '' =~ ''                                    | true  |
      | 'a' =~ ''                                   | false |
      | 'aaa' =~ 'a{3}'                             | true  |
      | 'S-1-5-21-512' =~ '.*-(512\|516\|519)$'     | true  |
      | 'ADMIN\\\\CORP.LOCAL' =~ '^ADMIN\\\\\\\\.*' | true  |
      | 'a.b' =~ 'a\\\\.b'                          | true  |
      | 'axb' =~ 'a\\\\.b'                          | false |

  Scenario Outline: Flags: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                  | value |
      | 'ABC' =~ '(?i)abc'          | true  |
      | 'ABC' =~ 'abc'              | false |
      | 'aBC' =~ 'a(?i)bc'          | true  |
      | 'ABC' =~ 'a(?i)bc'          | false |
      | 'aBc' =~ 'a(?i:b)c'         | true  |
      | 'aBC' =~ 'a(?i:b)c'         | false |
      | 'ÄÖÜ' =~ '(?i)äöü'          | true  |
      | 'ÄÖÜ' =~ '(?iu)äöü'         | true  |
      | 'a\nb' =~ 'a.b'             | false |
      | 'a\rb' =~ 'a.b'             | false |
      | 'a\nb' =~ '(?s)a.b'         | true  |
      | 'a\nb' =~ '(?si)A.B'        | true  |
      | 'a\nb' =~ '(?s:a.)b'        | true  |
      | 'a\nb' =~ '(?m)^a$\\\\n^b$' | true  |
      | 'ab' =~ '(?x) a  b # both'  | true  |
      | 'a\rb' =~ '(?d)a.b'         | true  |
      | 'aB' =~ '(?i)a(?-i)b'       | false |

  Scenario Outline: Classes: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                         | value |
      | 'abc' =~ '\\\\p{Lower}+'           | true  |
      | 'abC' =~ '\\\\p{Lower}+'           | false |
      | 'ABC' =~ '\\\\p{Upper}{3}'         | true  |
      | 'a1' =~ '\\\\p{Alpha}\\\\p{Digit}' | true  |
      | 'a_1' =~ '\\\\p{Alnum}+'           | false |
      | '!?' =~ '\\\\p{Punct}+'            | true  |
      | 'fF0' =~ '\\\\p{XDigit}+'          | true  |
      | 'é' =~ '\\\\p{L}'                  | true  |
      | 'é' =~ '\\\\p{Alpha}'              | false |
      | 'é' =~ '\\\\p{IsAlphabetic}'       | true  |
      | 'λ' =~ '\\\\p{IsGreek}'            | true  |
      | 'λ' =~ '\\\\p{script=Greek}'       | true  |
      | 'a' =~ '\\\\P{Lu}'                 | true  |
      | 'ab1' =~ '[\\\\p{Alpha}0-9]+'      | true  |
      | 'a-b' =~ '[\\\\w-]+'               | true  |
      | 'abc' =~ '[a[bc]]+'                | true  |
      | 'x[y' =~ 'x\\\\[y'                 | true  |
      | 'x' =~ '[^abc]'                    | true  |
      | '12' =~ '\\\\d{2}'                 | true  |
      | 'a b' =~ '\\\\w\\\\s\\\\w'         | true  |
      | 'a\u00A0b' =~ 'a\\\\hb'            | true  |
      | 'a\u00A0b' =~ 'a\\\\sb'            | false |
      | 'a\r\nb' =~ 'a\\\\Rb'              | true  |
      | 'é' =~ '\\\\w'                     | false |
      | 'é' =~ '(?U)\\\\w'                 | true  |

  Scenario Outline: Escapes: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                         | value |
      | 'A' =~ '\\\\u0041'                 | true  |
      | 'A' =~ '\\\\x41'                   | true  |
      | '😀' =~ '\\\\x{1F600}'              | true  |
      | '😀' =~ '\\\\uD83D\\\\uDE00'        | true  |
      | 'a.*b' =~ '\\\\Qa.*\\\\Eb'         | true  |
      | 'aXXb' =~ '\\\\Qa.*\\\\Eb'         | false |
      | 'a-b/c"d' =~ 'a\\\\-b\\\\/c\\\\"d' | true  |
      | 'a_b' =~ 'a\\\\_b'                 | true  |
      | 'abab' =~ '(?<pair>ab)+'           | true  |
      | 'abc\n' =~ 'abc\\\\Z'           | false |
      | 'abc' =~ '\\\\Aabc\\\\z'           | true  |

  Scenario Outline: What is not text is unknown: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression    | value |
      | null =~ 'a'   | null  |
      | 'a' =~ null   | null  |
      | null =~ null  | null  |
      | [1][0] =~ 'a' | null  |
      | 'a' =~ [1][0] | null  |

  Scenario Outline: A pattern may be computed: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                                  | value               |
      | [x IN ['a', 'b'] \| 'a' =~ x]               | [true, false]       |
      | [x IN ['a', 'b', 'A'] \| x =~ '(?i)' + 'a'] | [true, false, true] |
      | any(x IN ['^a.*', 'b'] WHERE 'abc' =~ x)    | true                |

  Scenario Outline: A pattern that cannot be read is an error where it is met: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then a <type> should be raised at runtime: <detail>

    Examples:
      | expression               | type        | detail               |
      | 'a' =~ '('               | TypeError   | InvalidArgumentValue |
      | 'a' =~ '[a'              | TypeError   | InvalidArgumentValue |
      | 'a' =~ '*a'              | TypeError   | InvalidArgumentValue |
      | 'a' =~ '(?=a)a'          | TypeError   | InvalidArgumentValue |
      | 'a' =~ '(?!b)a'          | TypeError   | InvalidArgumentValue |
      | 'a' =~ '(?<=b)a'         | TypeError   | InvalidArgumentValue |
      | 'a' =~ '(?<!b)a'         | TypeError   | InvalidArgumentValue |
      | 'a' =~ '(?>a)'           | TypeError   | InvalidArgumentValue |
      | 'a' =~ 'a*+'             | TypeError   | InvalidArgumentValue |
      | 'a' =~ 'a?+'             | TypeError   | InvalidArgumentValue |
      | 'a' =~ 'a++'             | TypeError   | InvalidArgumentValue |
      | 'a' =~ 'a{2}+'           | TypeError   | InvalidArgumentValue |
      | 'a' =~ '(a)\\\\1'        | TypeError   | InvalidArgumentValue |
      | 'a' =~ '(?<x>a)\\\\k<x>' | TypeError   | InvalidArgumentValue |
      | 'a' =~ '[a-z&&[^b]]'     | TypeError   | InvalidArgumentValue |
      | 'a' =~ '(?q)a'           | TypeError   | InvalidArgumentValue |
      | 'a' =~ '\\\\p{Nonsense}' | TypeError   | InvalidArgumentValue |
      | 'a' =~ 'a\\\\'          | TypeError   | InvalidArgumentValue |
      | 'a' =~ '(' + ''              | TypeError | InvalidArgumentValue |
      | [x IN ['(?=a)'] \| 'a' =~ x] | TypeError | InvalidArgumentValue |
