Feature: Errors

  Scenario Outline: What cannot mean anything is refused before it runs
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a <type> should be raised at compile time: <detail>

    Examples:
      | query                                 | type             | detail                   |
      | RETURN missing                        | SyntaxError      | UndefinedVariable        |
      | MATCH (a) MATCH ()-[a]->() RETURN a   | SyntaxError      | VariableTypeConflict     |
      | RETURN 1 AS x, 2 AS x                 | SyntaxError      | ColumnNameConflict       |
      | MATCH (n) WHERE count(n) > 1 RETURN n | SyntaxError      | InvalidAggregation       |
      | CREATE (a)-[:A*2]->(b)                | SyntaxError      | CreatingVarLength        |
      | CREATE (a)-[]->(b)                    | SyntaxError      | NoSingleRelationshipType |
      | RETURN nosuchfunction(1)              | SyntaxError      | UnknownFunction          |
      | CALL no.such.procedure()              | ProcedureError   | ProcedureNotFound        |
      | RETURN 1 LIMIT -1                     | SyntaxError      | NegativeIntegerArgument  |
      | RETURN $absent                        | ParameterMissing | MissingParameter         |
