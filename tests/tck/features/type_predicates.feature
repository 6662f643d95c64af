Feature: Types, normal forms and trimming, asked in words

  Scenario Outline: The type of a value: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                    | value |
      | 1 IS :: INTEGER               | true  |
      | 1 IS :: INT                   | true  |
      | 1 IS :: FLOAT                 | false |
      | 1.0 IS :: FLOAT               | true  |
      | 'a' IS :: STRING              | true  |
      | 'a' IS TYPED STRING           | true  |
      | 'a' :: STRING                 | true  |
      | true IS :: BOOLEAN            | true  |
      | {} IS :: MAP                  | true  |
      | [1] IS :: MAP                 | false |
      | 1 IS NOT :: INTEGER           | false |
      | 1 IS NOT :: STRING            | true  |
      | 1 IS :: ANY                   | true  |
      | 1 IS :: NOTHING               | false |
      | 1 IS :: NULL                  | false |
      | 1 IS :: INTEGER \| FLOAT      | true  |
      | 1.5 IS :: INTEGER \| FLOAT    | true  |
      | '1' IS :: INTEGER \| FLOAT    | false |
      | 1 IS :: PROPERTY VALUE        | true  |
      | [1, 2] IS :: PROPERTY VALUE   | true  |
      | [1, 'a'] IS :: PROPERTY VALUE | false |
      | {} IS :: PROPERTY VALUE       | false |

  Scenario Outline: Null is of every type that is not NOT NULL: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                            | value |
      | null IS :: INTEGER                    | true  |
      | null IS :: INTEGER NOT NULL           | false |
      | null IS NOT :: INTEGER                | false |
      | null IS NOT :: INTEGER NOT NULL       | true  |
      | null IS :: ANY                        | true  |
      | null IS :: ANY NOT NULL               | false |
      | null IS :: NULL                       | true  |
      | null IS :: NOTHING                    | false |
      | null IS :: LIST<INTEGER>              | true  |
      | null IS :: INTEGER \| STRING NOT NULL | true  |
      | 1 IS :: INTEGER NOT NULL              | true  |
      | 1 IS :: INTEGER!                      | true  |

  Scenario Outline: Lists by what they hold: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                             | value |
      | [1, 2] IS :: LIST<INTEGER>             | true  |
      | [1, null] IS :: LIST<INTEGER>          | true  |
      | [1, null] IS :: LIST<INTEGER NOT NULL> | false |
      | [1, 'a'] IS :: LIST<INTEGER>           | false |
      | [1, 'a'] IS :: LIST<INTEGER \| STRING> | true  |
      | [1, 'a'] IS :: LIST<ANY>               | true  |
      | [[1], []] IS :: LIST<LIST<INTEGER>>    | true  |
      | [['a']] IS :: LIST<LIST<INTEGER>>      | false |
      | [] IS :: LIST<INTEGER NOT NULL>        | true  |
      | [] IS :: LIST<NOTHING>                 | true  |
      | [1] IS :: LIST<NOTHING>                | false |
      | 1 IS :: LIST<INTEGER>                  | false |
      | [1] IS :: LIST<INTEGER> NOT NULL       | true  |

  Scenario Outline: The name of a type: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                     | value                                                                                      |
      | valueType(1)                   | 'INTEGER NOT NULL'                                                                         |
      | valueType(1.5)                 | 'FLOAT NOT NULL'                                                                           |
      | valueType('a')                 | 'STRING NOT NULL'                                                                          |
      | valueType(true)                | 'BOOLEAN NOT NULL'                                                                         |
      | valueType(null)                | 'NULL'                                                                                     |
      | valueType({})                  | 'MAP NOT NULL'                                                                             |
      | valueType([])                  | 'LIST<NOTHING> NOT NULL'                                                                   |
      | valueType([null])              | 'LIST<NULL> NOT NULL'                                                                      |
      | valueType([1, 2])              | 'LIST<INTEGER NOT NULL> NOT NULL'                                                          |
      | valueType([1, null])           | 'LIST<INTEGER> NOT NULL'                                                                   |
      | valueType([2.5, 'a', true, 1]) | 'LIST<BOOLEAN NOT NULL \| STRING NOT NULL \| INTEGER NOT NULL \| FLOAT NOT NULL> NOT NULL' |
      | valueType(['a', null, 1])      | 'LIST<STRING \| INTEGER> NOT NULL'                                                         |
      | valueType([[1], ['a']])        | 'LIST<LIST<STRING NOT NULL> NOT NULL \| LIST<INTEGER NOT NULL> NOT NULL> NOT NULL'         |

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
      | expression                             | value |
      | 'abc' IS NORMALIZED                    | true  |
      | 'e\u0301' IS NORMALIZED                | false |
      | 'e\u0301' IS NOT NORMALIZED            | true  |
      | 'e\u0301' IS NFD NORMALIZED            | true  |
      | '\u00E9' IS NFC NORMALIZED             | true  |
      | '\u00E9' IS NFD NORMALIZED             | false |
      | '\uFB01' IS NFC NORMALIZED             | true  |
      | '\uFB01' IS NFKC NORMALIZED            | false |
      | '\uFB01' IS NOT NFKD NORMALIZED        | true  |
      | normalize('e\u0301') IS NFC NORMALIZED | true  |
      | size(normalize('\u00E9', NFD))         | 2     |
      | normalize('\uFB01', NFKC)              | 'fi'  |
      | null IS NORMALIZED                     | null  |
      | [1][0] IS NORMALIZED                   | null  |
      | 1 IS NOT NORMALIZED                    | null  |

  Scenario Outline: Trimming with words: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                               | value |
      | trim(BOTH 'x' FROM 'xaxbx')              | 'axb' |
      | trim(LEADING 'x' FROM 'xax')             | 'ax'  |
      | trim(TRAILING 'x' FROM 'xax')            | 'xa'  |
      | trim('x' FROM 'xax')                     | 'a'   |
      | trim(both FROM '  a ')                   | 'a'   |
      | trim(LEADING FROM ' a ')                 | 'a '  |
      | trim(TRAILING FROM ' a ')                | ' a'  |
      | trim(FROM ' a ')                         | 'a'   |
      | trim(BOTH null FROM 'a')                 | null  |
      | trim(BOTH 'x' FROM null)                 | null  |
      | head([c IN ['x'] \| trim(c FROM 'xax')]) | 'a'   |

  Scenario: Elements have types of their own
    Given an empty graph
    And having executed:
      """
      CREATE (:User)-[:OWNS]->(:Repo)
      """
    When executing query:
      """
      MATCH p = (a:User)-[r]->(b)
      RETURN a IS :: NODE AS node, r IS :: RELATIONSHIP AS edge, p IS :: PATH AS path, r IS :: NODE AS other,
        valueType(a) AS a, valueType(r) AS r, valueType(p) AS p, valueType([a, r]) AS list
      """
    Then the result should be, in any order:
      | node | edge | path | other | a               | r                       | p               | list                                                     |
      | true | true | true | false | 'NODE NOT NULL' | 'RELATIONSHIP NOT NULL' | 'PATH NOT NULL' | 'LIST<NODE NOT NULL \| RELATIONSHIP NOT NULL> NOT NULL' |
