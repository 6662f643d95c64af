Feature: Errors

  Scenario Outline: What cannot mean anything is refused before it runs
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then an error should be raised: <detail>

    Examples:
      | query                                   | detail                   |
      | RETURN missing                          | UndefinedVariable        |
      | MATCH (a) MATCH ()-[a]->() RETURN a     | VariableTypeConflict     |
      | RETURN 1 AS x, 2 AS x                   | ColumnNameConflict       |
      | MATCH (n) WHERE count(n) > 1 RETURN n   | InvalidAggregation       |
      | CREATE (a)-[:A*2]->(b)                  | CreatingVarLength        |
      | CREATE (a)-[]->(b)                      | NoSingleRelationshipType |
      | RETURN nosuchfunction(1)                | UnknownFunction          |
      | CALL no.such.procedure()                | ProcedureNotFound        |
      | RETURN 1 LIMIT -1                       | NegativeIntegerArgument  |
      | RETURN $absent                          | MissingParameter         |
