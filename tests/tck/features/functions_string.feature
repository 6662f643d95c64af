Feature: Functions of text

  Scenario Outline: Parts of a text: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                   | value           |
      | left('muster', 3)            | 'mus'           |
      | left('muster', 0)            | ''              |
      | left('muster', 99)           | 'muster'        |
      | left('', 3)                  | ''              |
      | right('muster', 3)           | 'ter'           |
      | right('muster', 0)           | ''              |
      | right('muster', 99)          | 'muster'        |
      | substring('muster', 2)       | 'ster'          |
      | substring('muster', 2, 3)    | 'ste'           |
      | substring('muster', 2, 0)    | ''              |
      | substring('muster', 0, 99)   | 'muster'        |
      | substring('muster', 6)       | ''              |
      | substring('muster', 99)      | ''              |
      | substring('muster', 99, 2)   | ''              |
      | split('a,b,c', ',')          | ['a', 'b', 'c'] |
      | split('abc', ',')            | ['abc']         |
      | split('', ',')               | ['']            |
      | split(',a,', ',')            | ['', 'a', '']   |
      | split('a--b-c', '--')        | ['a', 'b-c']    |
      | split('abc', '')             | ['a', 'b', 'c'] |
      | split('a,b;c', [',', ';'])   | ['a', 'b', 'c'] |
      | split('a->b-c', ['-', '->']) | ['a', 'b', 'c'] |
      | split('abc', [])             | ['abc']         |
      | replace('hello', 'l', 'w')   | 'hewwo'         |
      | replace('hello', 'l', '')    | 'heo'           |
      | replace('hello', 'x', 'y')   | 'hello'         |
      | replace('aaa', 'aa', 'b')    | 'ba'            |
      | replace('hello', '', 'x')    | 'hello'         |
      | reverse('anagram')           | 'margana'       |
      | reverse('')                  | ''              |

  Scenario Outline: A character is a code point: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                | value      |
      | size('größe')             | 5          |
      | size('a😀b')               | 3          |
      | char_length('a😀b')        | 3          |
      | character_length('größe') | 5          |
      | char_length('')           | 0          |
      | left('größe', 3)          | 'grö'      |
      | right('größe', 2)         | 'ße'       |
      | substring('a😀bc', 1, 2)   | '😀b'       |
      | reverse('a😀b')            | 'b😀a'      |
      | split('ä😀', '')           | ['ä', '😀'] |

  Scenario Outline: Case: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression            | value        |
      | toLower('MUSTER')     | 'muster'     |
      | toUpper('muster')     | 'MUSTER'     |
      | lower('MuSTer1_')     | 'muster1_'   |
      | upper('MuSTer1_')     | 'MUSTER1_'   |
      | toLower('ÄÖÜ ΑΒΓ ДЖ') | 'äöü αβγ дж' |
      | toUpper('äöü αβγ дж') | 'ÄÖÜ ΑΒΓ ДЖ' |
      | toUpper('straße')     | 'STRASSE'    |
      | toUpper('ﬁn')         | 'FIN'        |
      | toLower('ΟΔΟΣ')       | 'οδος'       |
      | toUpper('ÿ')          | 'Ÿ'          |
      | toLower('Ⅷ Ａ')        | 'ⅷ ａ'        |
      | toLower('')           | ''           |

  Scenario Outline: Trimming: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression             | value   |
      | trim('  a b  ')        | 'a b'   |
      | lTrim('  a ')          | 'a '    |
      | rTrim('  a ')          | '  a'   |
      | btrim('  a ')          | 'a'     |
      | trim('\t\n a \r\f')    | 'a'     |
      | trim('\u2003a\u3000')  | 'a'     |
      | size(trim('\u00A0a'))  | 2       |
      | trim('   ')            | ''      |
      | trim('')               | ''      |
      | btrim('xxabcxx', 'x')  | 'abc'   |
      | btrim('xyabcyx', 'xy') | 'abc'   |
      | ltrim('xxabcxx', 'x')  | 'abcxx' |
      | rtrim('xxabcxx', 'x')  | 'xxabc' |
      | rtrim('abc///', '/')   | 'abc'   |
      | trim('xxabcxx', 'x')   | 'abc'   |
      | btrim('😀a😀', '😀')      | 'a'     |
      | btrim('xx', 'x')       | ''      |
      | btrim(' a ', '')       | ' a '   |

  Scenario Outline: Normal forms: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                     | value   |
      | normalize('\u212B') = '\u00C5' | true    |
      | normalize('e\u0301')           | 'é'     |
      | size(normalize('é', 'NFD'))    | 2       |
      | normalize('\uFE64', 'NFKC')    | '<'     |
      | normalize('ﬁ', 'NFC')          | 'ﬁ'     |
      | normalize('ﬁ', 'NFKD')         | 'fi'    |
      | normalize('e\u0301', 'nfc')    | 'é'     |
      | normalize('plain')             | 'plain' |

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
      | expression              | value |
      | left(null, 1)           | null  |
      | left('a', null)         | null  |
      | right(null, 1)          | null  |
      | substring(null, 1)      | null  |
      | substring('a', null)    | null  |
      | substring('a', 0, null) | null  |
      | split(null, ',')        | null  |
      | split('a', null)        | null  |
      | replace(null, 'a', 'b') | null  |
      | replace('a', null, 'b') | null  |
      | replace('a', 'a', null) | null  |
      | reverse(null)           | null  |
      | toLower(null)           | null  |
      | toUpper(null)           | null  |
      | lower(null)             | null  |
      | upper(null)             | null  |
      | trim(null)              | null  |
      | btrim(null)             | null  |
      | btrim('a', null)        | null  |
      | lTrim(null)             | null  |
      | lTrim(null, 'a')        | null  |
      | rTrim(null)             | null  |
      | normalize(null)         | null  |
      | normalize('a', null)    | null  |
      | char_length(null)       | null  |
      | size(null)              | null  |

  Scenario Outline: A literal of the wrong type is refused before anything runs: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then a <type> should be raised at compile time: <detail>

    Examples:
      | expression              | type        | detail                   |
      | left(1, 2)              | SyntaxError | InvalidArgumentType      |
      | left('a', 'b')          | SyntaxError | InvalidArgumentType      |
      | right(true, 1)          | SyntaxError | InvalidArgumentType      |
      | substring(['a'], 1)     | SyntaxError | InvalidArgumentType      |
      | substring('a', 1.5)     | SyntaxError | InvalidArgumentType      |
      | split('a', 1)           | SyntaxError | InvalidArgumentType      |
      | replace('a', 1, 'b')    | SyntaxError | InvalidArgumentType      |
      | reverse(1)              | SyntaxError | InvalidArgumentType      |
      | toLower(1)              | SyntaxError | InvalidArgumentType      |
      | upper({})               | SyntaxError | InvalidArgumentType      |
      | trim(1)                 | SyntaxError | InvalidArgumentType      |
      | btrim('a', 1)           | SyntaxError | InvalidArgumentType      |
      | normalize(1)            | SyntaxError | InvalidArgumentType      |
      | char_length([1])        | SyntaxError | InvalidArgumentType      |
      | size(1)                 | SyntaxError | InvalidArgumentType      |
      | toLower()               | SyntaxError | InvalidNumberOfArguments |
      | left('a')               | SyntaxError | InvalidNumberOfArguments |
      | substring('a', 1, 2, 3) | SyntaxError | InvalidNumberOfArguments |
      | replace('a', 'b')       | SyntaxError | InvalidNumberOfArguments |

  Scenario Outline: A value of the wrong type is an error where it is met: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then a <type> should be raised at runtime: <detail>

    Examples:
      | expression               | type      | detail               |
      | toLower([1, 'a'][0])     | TypeError | InvalidArgumentType  |
      | left([1, 'a'][0], 1)     | TypeError | InvalidArgumentType  |
      | split('a', [1])          | TypeError | InvalidArgumentType  |
      | trim([1, 'a'][0])        | TypeError | InvalidArgumentType  |
      | char_length([1, 'a'][0]) | TypeError | InvalidArgumentType  |
      | normalize('a', 'NFX')    | TypeError | InvalidArgumentValue |
