Feature: Functions of lists and of any value

  Scenario Outline: Elements: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression              | value          |
      | head([1, 2])            | 1              |
      | head([])                | null           |
      | head([null, 1])         | null           |
      | last([1, 2])            | 2              |
      | last([])                | null           |
      | tail([1, 2, 3])         | [2, 3]         |
      | tail([1])               | []             |
      | tail([])                | []             |
      | reverse([1, null, 'a']) | ['a', null, 1] |
      | reverse([])             | []             |
      | size([1, null])         | 2              |
      | size([])                | 0              |
      | isEmpty([])             | true           |
      | isEmpty([null])         | false          |
      | isEmpty('')             | true           |
      | isEmpty(' ')            | false          |
      | isEmpty({})             | true           |
      | isEmpty({a: null})      | false          |
      | range(0, 10, 3)         | [0, 3, 6, 9]   |
      | range(2, 0)             | []             |
      | range(2, 0, -1)         | [2, 1, 0]      |
      | keys({b: 1, a: null})   | ['a', 'b']     |

  Scenario Outline: Conversion of each element: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression                                   | value                                 |
      | toIntegerList(['1', 2.9, 'x', null, true])   | [1, 2, null, null, 1]                 |
      | toFloatList(['1.5', 2, 'x', null, true])     | [1.5, 2.0, null, null, null]          |
      | toBooleanList(['true', 'no', null, 1, 0])    | [true, null, null, true, false]       |
      | toStringList([1, 2.5, true, 'a', null, [1]]) | ['1', '2.5', 'true', 'a', null, null] |
      | toIntegerList([])                            | []                                    |

  Scenario Outline: Choice: <expression> is <value>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then the result should be, in any order:
      | value   |
      | <value> |

    Examples:
      | expression           | value |
      | coalesce(null, 1, 2) | 1     |
      | coalesce(null, null) | null  |
      | coalesce('a', 1 / 0) | 'a'   |
      | nullIf(1, 1)         | null  |
      | nullIf(1, 1.0)       | null  |
      | nullIf(1, 2)         | 1     |
      | nullIf('a', null)    | 'a'   |
      | nullIf(null, 1)      | null  |

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
      | head(null)          | null  |
      | last(null)          | null  |
      | tail(null)          | null  |
      | reverse(null)       | null  |
      | isEmpty(null)       | null  |
      | keys(null)          | null  |
      | labels(null)        | null  |
      | type(null)          | null  |
      | properties(null)    | null  |
      | id(null)            | null  |
      | elementId(null)     | null  |
      | startNode(null)     | null  |
      | endNode(null)       | null  |
      | nodes(null)         | null  |
      | relationships(null) | null  |
      | length(null)        | null  |
      | toIntegerList(null) | null  |
      | toFloatList(null)   | null  |
      | toBooleanList(null) | null  |
      | toStringList(null)  | null  |

  Scenario Outline: A literal of the wrong type is refused before anything runs: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then a <type> should be raised at compile time: <detail>

    Examples:
      | expression          | type        | detail                   |
      | head(1)             | SyntaxError | InvalidArgumentType      |
      | last('abc')         | SyntaxError | InvalidArgumentType      |
      | tail({})            | SyntaxError | InvalidArgumentType      |
      | isEmpty(1)          | SyntaxError | InvalidArgumentType      |
      | toIntegerList(1)    | SyntaxError | InvalidArgumentType      |
      | toStringList('abc') | SyntaxError | InvalidArgumentType      |
      | labels(1)           | SyntaxError | InvalidArgumentType      |
      | startNode('a')      | SyntaxError | InvalidArgumentType      |
      | elementId(1)        | SyntaxError | InvalidArgumentType      |
      | coalesce()          | SyntaxError | InvalidNumberOfArguments |
      | nullIf(1)           | SyntaxError | InvalidNumberOfArguments |

  Scenario Outline: A value of the wrong type is an error where it is met: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS value
      """
    Then a <type> should be raised at runtime: <detail>

    Examples:
      | expression               | type          | detail               |
      | head([1, 'a'][0])        | TypeError     | InvalidArgumentType  |
      | toFloatList([1, 'a'][0]) | TypeError     | InvalidArgumentValue |
      | isEmpty([1, 'a'][0])     | TypeError     | InvalidArgumentValue |
      | range(1, 5, 0)           | ArgumentError | NumberOutOfRange     |

  Scenario: An element is named by its ids, its ends and its properties
    Given an empty graph
    And having executed:
      """
      CREATE (:User:Admin {name: 'ann', n: 1})-[:OWNS {since: 2020}]->(:Repo {name: 'core'})
      """
    When executing query:
      """
      MATCH (a:User)-[r]->(b)
      RETURN labels(a) AS labels, type(r) AS type, keys(a) AS keys, properties(r) AS properties,
        startNode(r) = a AS start, endNode(r) = b AS end, id(a) = id(startNode(r)) AS id,
        elementId(a) = elementId(b) AS same, exists(a.n) AS has, exists(a.missing) AS misses
      """
    Then the result should be (ignoring element order for lists):
      | labels            | type   | keys          | properties    | start | end  | id   | same  | has  | misses |
      | ['Admin', 'User'] | 'OWNS' | ['n', 'name'] | {since: 2020} | true  | true | true | false | true | false  |
