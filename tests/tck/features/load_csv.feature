Feature: LOAD CSV

  Scenario: Without headers a record is a list of texts
    Given an empty graph
    When executing query:
      """
      LOAD CSV FROM 'file:///people.csv' AS row RETURN row
      """
    Then the result should be, in order:
      | row                             |
      | ['name', 'age', 'city']         |
      | ['ann', '30', 'Oslo']           |
      | ['bob', null, 'New York, NY']   |
      | ['cid', '40', '']               |
      | ['dan']                         |
    And no side effects

  Scenario: With headers a record is a map, and what is missing is null
    Given an empty graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'file:///people.csv' AS row
      RETURN row.name AS name, toInteger(row.age) AS age, row.city AS city, size(keys(row)) AS columns
      """
    Then the result should be, in order:
      | name  | age  | city           | columns |
      | 'ann' | 30   | 'Oslo'         | 3       |
      | 'bob' | null | 'New York, NY' | 3       |
      | 'cid' | 40   | ''             | 3       |
      | 'dan' | null | null           | 3       |

  Scenario: Separators, line breaks and quotes within quotes
    Given an empty graph
    When executing query:
      """
      LOAD CSV FROM 'file:///numbers.csv' AS row FIELDTERMINATOR ';'
      RETURN linenumber() AS line, [field IN row | replace(field, '\r\n', ' / ')] AS row
      """
    Then the result should be, in order:
      | line | row                                        |
      | 1    | ['1', 'one', 'é']                          |
      | 2    | ['2', 'two; / and more', null]             |
      | 4    | [null]                                     |
      | 5    | ['3', 'say "hi" or "ho"', 'x\\y']          |

  Scenario: A byte order mark, another separator, a folder and a name with a space
    Given an empty graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'file:///deep/with%20space.csv' AS row FIELDTERMINATOR '|'
      RETURN row.id AS one, row['id two'] AS two, file() AS file, linenumber() AS line
      """
    Then the result should be, in order:
      | one | two | file                   | line |
      | '1' | '2' | '/deep/with space.csv' | 2    |

  Scenario: Rows become nodes
    Given an empty graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'file:///people.csv' AS row
      MERGE (p:Person {name: row.name}) SET p.age = toInteger(row.age)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 4 |
      | +labels     | 1 |
      | +properties | 6 |

  Scenario: A file for each row
    Given an empty graph
    When executing query:
      """
      UNWIND ['people.csv', 'numbers.csv'] AS name
      LOAD CSV FROM 'file:///' + name AS row
      RETURN name, count(*) AS rows
      """
    Then the result should be, in any order:
      | name          | rows |
      | 'people.csv'  | 5    |
      | 'numbers.csv' | 5    |

  Scenario: An empty file has no rows
    Given an empty graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'file:///empty.csv' AS row RETURN row
      """
    Then the result should be empty

  Scenario: LOAD CSV stops where no more rows are wanted
    Given an empty graph
    When executing query:
      """
      LOAD CSV FROM 'file:///people.csv' AS row RETURN row[0] AS name SKIP 1 LIMIT 2
      """
    Then the result should be, in order:
      | name  |
      | 'ann' |
      | 'bob' |

  Scenario: Outside of LOAD CSV there is no line
    Given an empty graph
    When executing query:
      """
      RETURN linenumber() AS line, file() AS file
      """
    Then the result should be, in order:
      | line | file |
      | null | null |

  Scenario: A quote that does not end
    Given an empty graph
    When executing query:
      """
      LOAD CSV FROM 'file:///open_quote.csv' AS row RETURN row
      """
    Then a InvalidInput should be raised at runtime: InvalidCsv

  Scenario: Characters behind a closing quote
    Given an empty graph
    When executing query:
      """
      LOAD CSV FROM 'file:///behind_quote.csv' AS row RETURN row
      """
    Then a InvalidInput should be raised at runtime: InvalidCsv

  Scenario Outline: Nothing outside of the folder is read
    Given an empty graph
    When executing query:
      """
      LOAD CSV FROM '<url>' AS row RETURN row
      """
    Then a InvalidInput should be raised at runtime: FileNotFound

    Examples:
      | url                              |
      | file:///link.csv                 |
      | file:///../load_csv.feature      |
      | file:///deep/../../reading.feature |
      | file:///%2e%2e/load_csv.feature  |
      | file:///etc/passwd               |
      | file:///deep                     |
      | file:///nothing.csv              |

  Scenario Outline: Only files are read
    Given an empty graph
    When executing query:
      """
      LOAD CSV FROM '<url>' AS row RETURN row
      """
    Then a InvalidInput should be raised at runtime: InvalidUrl

    Examples:
      | url                          |
      | https://example.com/a.csv    |
      | file://example.com/a.csv     |
      | file:///a%2.csv              |

  Scenario: A separator of two characters
    Given an empty graph
    When executing query:
      """
      LOAD CSV FROM 'file:///people.csv' AS row FIELDTERMINATOR '::' RETURN row
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: A URL that is no text
    Given an empty graph
    When executing query:
      """
      LOAD CSV FROM 1 AS row RETURN row
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
