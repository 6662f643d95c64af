Feature: Label and type expressions

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:User:Admin {n: 'a'}), (b:User {n: 'b'}), (c:Computer {n: 'c'}), (d {n: 'd'}),
             (a)-[:MEMBER {w: 1}]->(b), (b)-[:OWNS {w: 2}]->(c), (c)-[:RUNS {w: 3}]->(d)
      """

  Scenario Outline: (n:<labels>) matches <names>
    When executing query:
      """
      MATCH (n:<labels>) WITH n.n AS name ORDER BY name RETURN collect(name) AS names
      """
    Then the result should be, in any order:
      | names   |
      | <names> |

    Examples:
      | labels                      | names                |
      | User                        | ['a', 'b']           |
      | User:Admin                  | ['a']                |
      | User&Admin                  | ['a']                |
      | User&!Admin                 | ['b']                |
      | User\|Computer              | ['a', 'b', 'c']      |
      | !User                       | ['c', 'd']           |
      | %                           | ['a', 'b', 'c']      |
      | !%                          | ['d']                |
      | (User&Admin)\|Computer      | ['a', 'c']           |
      | !(User\|Computer)           | ['d']                |
      | User&(Admin\|Computer)      | ['a']                |
      | %&!Admin                    | ['b', 'c']           |
      | Absent\|Admin               | ['a']                |
      | !Absent                     | ['a', 'b', 'c', 'd'] |
      | $('User')                   | ['a', 'b']           |
      | $(['User', 'Admin'])        | ['a']                |
      | $any(['Admin', 'Computer']) | ['a', 'c']           |
      | $all(['User', 'Admin'])     | ['a']                |
      | !$('User')                  | ['c', 'd']           |

  Scenario Outline: n:<labels> as a condition keeps <names>
    When executing query:
      """
      MATCH (n) WHERE n:<labels> WITH n.n AS name ORDER BY name RETURN collect(name) AS names
      """
    Then the result should be, in any order:
      | names   |
      | <names> |

    Examples:
      | labels            | names           |
      | User\|Computer    | ['a', 'b', 'c'] |
      | User&!Admin       | ['b']           |
      | %                 | ['a', 'b', 'c'] |
      | $('Ad' + 'min')   | ['a']           |

  Scenario Outline: -[r:<types>]-> matches <weights>
    When executing query:
      """
      MATCH ()-[r:<types>]->() WITH r.w AS w ORDER BY w RETURN collect(w) AS weights
      """
    Then the result should be, in any order:
      | weights   |
      | <weights> |

    Examples:
      | types                  | weights   |
      | MEMBER\|OWNS           | [1, 2]    |
      | MEMBER\|:OWNS          | [1, 2]    |
      | !OWNS                  | [1, 3]    |
      | %                      | [1, 2, 3] |
      | !%                     | []        |
      | !(OWNS\|RUNS)          | [1]       |
      | (MEMBER\|OWNS)&!MEMBER | [2]       |
      | MEMBER&OWNS            | []        |
      | $('OWNS')              | [2]       |
      | $any(['OWNS', 'RUNS']) | [2, 3]    |
      | Absent                 | []        |

  Scenario Outline: -[:<types>*]-> reaches <names> from a
    When executing query:
      """
      MATCH ({n: 'a'})-[:<types>*]->(m) WITH m.n AS name ORDER BY name RETURN collect(name) AS names
      """
    Then the result should be, in any order:
      | names   |
      | <names> |

    Examples:
      | types            | names           |
      | MEMBER\|OWNS     | ['b', 'c']      |
      | !RUNS            | ['b', 'c']      |
      | !OWNS            | ['b']           |
      | %                | ['b', 'c', 'd'] |
      | (MEMBER\|RUNS)&% | ['b']           |

  Scenario: A relationship's type is tested like a label
    When executing query:
      """
      MATCH ()-[r]->() WHERE r:MEMBER|RUNS WITH r.w AS w ORDER BY w RETURN collect(w) AS weights
      """
    Then the result should be, in any order:
      | weights |
      | [1, 3]  |

  Scenario: A label test of null is null
    When executing query:
      """
      OPTIONAL MATCH (n:Absent) RETURN n:User|Admin AS one, n:% AS any, n:!User AS none
      """
    Then the result should be, in any order:
      | one  | any  | none |
      | null | null | null |

  Scenario: A computed label reads a property of another node
    Given having executed:
      """
      CREATE (:Wish {kind: 'Computer'})
      """
    When executing query:
      """
      MATCH (w:Wish) MATCH (n:$(w.kind)) RETURN n.n AS name
      """
    Then the result should be, in any order:
      | name |
      | 'c'  |

  Scenario: A label expression in a pattern predicate
    When executing query:
      """
      MATCH (n) WHERE (n)-[:!MEMBER]->(:Computer|Absent) RETURN n.n AS name
      """
    Then the result should be, in any order:
      | name |
      | 'b'  |

  Scenario: A computed label must be a text
    When executing query:
      """
      MATCH (n:$(1)) RETURN n
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: CREATE takes no choice of labels
    When executing query:
      """
      CREATE (n:A|B)
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: Labels that a row computes are created, set and removed
    Given an empty graph
    When executing query:
      """
      UNWIND ['A', 'B'] AS kind
      CREATE (n:Thing:$(kind) {kind: kind}) SET n:$(['Seen', 'Set' + kind])
      RETURN kind, n:Thing AS thing, n:$(kind) AS own, n:Seen AS seen, n:SetA AS a
      """
    Then the result should be, in any order:
      | kind | thing | own  | seen | a     |
      | 'A'  | true  | true | true | true  |
      | 'B'  | true  | true | true | false |
    When executing query:
      """
      MATCH (n:Thing) REMOVE n:$(n.kind) RETURN n.kind AS kind, n:A OR n:B AS own
      """
    Then the result should be, in any order:
      | kind | own   |
      | 'A'  | false |
      | 'B'  | false |

  Scenario: A label that a row computes must be a text
    When executing query:
      """
      WITH {kind: 1} AS row CREATE (n:$(row.kind))
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

  Scenario: A label that is known to be no text is refused before it runs
    When executing query:
      """
      UNWIND [1] AS kind CREATE (n:$(kind))
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: A relationship type that a row computes is created
    Given an empty graph
    When executing query:
      """
      UNWIND [['OWNS', 1], ['USES', 2]] AS row
      CREATE (a:A {n: row[1]})-[r:$(row[0]) {n: row[1]}]->(b:B)
      RETURN type(r) AS type, r.n AS n
      """
    Then the result should be, in any order:
      | type   | n |
      | 'OWNS' | 1 |
      | 'USES' | 2 |
    And the side effects should be:
      | +nodes         | 4 |
      | +relationships | 2 |
      | +labels        | 2 |
      | +properties    | 4 |

  Scenario: MERGE looks for the labels and the type that a row computes before it makes them
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:OWNS]->(:B {n: 2}), (:C {n: 1}), (:B {n: 3})
      """
    When executing query:
      """
      UNWIND [['A', 'OWNS', 'B', 1], ['A', 'USES', 'B', 1], ['C', 'USES', 'D', 1]] AS row
      MERGE (a:$(row[0]) {n: row[3]})
      MERGE (a)-[r:$(row[1])]->(b:$(row[2]))
      RETURN labels(a) AS a, type(r) AS r, b.n AS b
      """
    Then the result should be, in any order:
      | a     | r      | b    |
      | ['A'] | 'OWNS' | 2    |
      | ['A'] | 'USES' | null |
      | ['C'] | 'USES' | null |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 2 |
      | +labels        | 1 |

  Scenario: A list of one text is a relationship type
    Given an empty graph
    When executing query:
      """
      WITH ['OWNS'] AS types CREATE ()-[r:$(types)]->() RETURN type(r) AS type
      """
    Then the result should be, in any order:
      | type   |
      | 'OWNS' |

  Scenario Outline: A relationship type that a row computes is one text, not <value>
    Given an empty graph
    When executing query:
      """
      WITH {value: <value>} AS row CREATE ()-[:$(row.value)]->()
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

    Examples:
      | value      |
      | 1          |
      | ''         |
      | []         |
      | ['A', 'B'] |
      | [1]        |
      | null       |

  Scenario: A relationship type that is known to be no text is refused before it runs
    When executing query:
      """
      CREATE ()-[:$(1)]->()
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: A choice of types is nothing that CREATE could make
    When executing query:
      """
      CREATE ()-[:$any(['A', 'B'])]->()
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
