Feature: Temporal values: equal, less, sorted, stored

  Scenario Outline: Values of one kind are compared
    Given an empty graph
    When executing query:
      """
      WITH <left> AS l, <right> AS r
      RETURN l < r AS less, l <= r AS lessEqual, l = r AS equal, l <> r AS different, l > r AS greater
      """
    Then the result should be, in any order:
      | less   | lessEqual   | equal   | different   | greater   |
      | <less> | <lessEqual> | <equal> | <different> | <greater> |

    Examples:
      | left                               | right                              | less  | lessEqual | equal | different | greater |
      | date('2026-06-15')                 | date('2026-06-16')                 | true  | true      | false | true      | false   |
      | date('-0001-01-01')                | date('0001-01-01')                 | true  | true      | false | true      | false   |
      | localtime('08:50')                 | localtime('08:50')                 | false | true      | true  | false     | false   |
      | time('08:50+02:00')                | time('07:50Z')                     | true  | true      | false | true      | false   |
      | localdatetime('2026-06-15T08:50')  | localdatetime('2026-06-15')        | false | false     | false | true      | true    |
      | datetime('2026-06-15T08:50+02:00') | datetime('2026-06-15T07:00Z')      | true  | true      | false | true      | false   |
      | datetime('2026-06-15T08:50Z')      | datetime('2026-06-15T08:50Z')      | false | true      | true  | false     | false   |
      | datetime('1500-01-01T00:00Z')      | datetime('2026-01-01T00:00Z')      | true  | true      | false | true      | false   |
      | date('2026-06-15')                 | localdatetime('2026-06-15')        | null  | null      | false | true      | null    |
      | time('08:50Z')                     | localtime('08:50')                 | null  | null      | false | true      | null    |
      | date('2026-06-15')                 | '2026-06-15'                       | null  | null      | false | true      | null    |
      | duration('P1D')                    | duration('PT24H')                  | null  | null      | false | true      | null    |
      | duration('P1D')                    | duration('P1D')                    | null  | null      | true  | false     | null    |
      | duration('PT60S')                  | duration('PT1M')                   | null  | null      | true  | false     | null    |

  Scenario: Kinds sort in a fixed order
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 'text', true, duration('P1D'), localtime('08:50'), time('08:50Z'), date('2026-06-15'),
              localdatetime('2026-06-15'), datetime('2026-06-15T00:00Z'), [1], {a: 1}] AS v
      WITH v ORDER BY v
      RETURN collect(v) AS sorted
      """
    Then the result should be, in any order:
      | sorted |
      | [{a: 1}, [1], '2026-06-15T00:00Z', '2026-06-15T00:00', '2026-06-15', '08:50Z', '08:50', 'P1D', 'text', true, 1] |

  Scenario: Zoned values sort by instant, then by offset, then by the zone's name
    Given an empty graph
    When executing query:
      """
      UNWIND [datetime('2026-01-15T09:50+01:00[Europe/Stockholm]'), datetime('2026-01-15T09:50+01:00'), datetime('2026-01-15T08:50Z'),
              datetime('2026-01-15T09:50+01:00[Europe/Berlin]'), datetime('2026-01-15T03:50-05:00'), datetime('2026-01-15T08:49Z')] AS t
      WITH t ORDER BY t
      RETURN collect(toString(t)) AS sorted
      """
    Then the result should be, in any order:
      | sorted |
      | ['2026-01-15T08:49Z', '2026-01-15T03:50-05:00', '2026-01-15T08:50Z', '2026-01-15T09:50+01:00', '2026-01-15T09:50+01:00[Europe/Berlin]', '2026-01-15T09:50+01:00[Europe/Stockholm]'] |

  Scenario: Durations sort by their average length
    Given an empty graph
    When executing query:
      """
      UNWIND ['P1M', 'P30D', 'P31D', 'PT1S', 'P-1D', 'P1Y'] AS text
      WITH duration(text) AS d ORDER BY d
      RETURN collect(toString(d)) AS sorted
      """
    Then the result should be, in any order:
      | sorted                                          |
      | ['P-1D', 'PT1S', 'P30D', 'P1M', 'P31D', 'P1Y']  |

  Scenario: Equal values are one group
    Given an empty graph
    When executing query:
      """
      UNWIND [datetime('2026-06-15T08:50Z'), datetime({epochSeconds: 1781513400}), datetime('2026-06-15T10:50+02:00'),
              duration('PT60S'), duration('PT1M'), date('2026-06-15'), date('2026-W25-1')] AS v
      WITH DISTINCT v
      RETURN count(*) AS groups
      """
    Then the result should be, in any order:
      | groups |
      | 4      |

  Scenario Outline: Every temporal value is a property, alone or in a list
    Given an empty graph
    And having executed:
      """
      CREATE (:Holder {one: <value>, many: [<value>, <value>]})
      """
    When executing query:
      """
      MATCH (h:Holder {one: <value>})
      RETURN h.one AS one, h.many AS many, h.one = h.many[1] AS same
      """
    Then the result should be, in any order:
      | one    | many             | same |
      | <text> | [<text>, <text>] | true |

    Examples:
      | value                                                | text                                                  |
      | date('2026-06-15')                                   | '2026-06-15'                                          |
      | date('-999999999-01-01')                             | '-999999999-01-01'                                    |
      | localtime('08:50:01.000000001')                      | '08:50:01.000000001'                                  |
      | time('08:50-03:30')                                  | '08:50-03:30'                                         |
      | localdatetime('2026-06-15T08:50')                    | '2026-06-15T08:50'                                    |
      | datetime('2026-06-15T08:50Z')                        | '2026-06-15T08:50Z'                                   |
      | datetime('9999-06-15T08:50:00.000000001Z')           | '9999-06-15T08:50:00.000000001Z'                      |
      | datetime('2026-06-15T08:50+02:00')                   | '2026-06-15T08:50+02:00'                              |
      | datetime('2026-06-15T08:50[Europe/Stockholm]')       | '2026-06-15T08:50+02:00[Europe/Stockholm]'            |
      | duration('P1Y2M3DT4.000000005S')                     | 'P1Y2M3DT4.000000005S'                                |

  Scenario Outline: A list of different kinds is no property
    Given an empty graph
    When executing query:
      """
      CREATE (:Holder {many: <list>})
      """
    Then a TypeError should be raised at runtime: InvalidPropertyType

    Examples:
      | list                                              |
      | [date('2026-06-15'), localtime('08:50')]          |
      | [date('2026-06-15'), '2026-06-15']                |
      | [date('2026-06-15'), null]                        |
      | [1, 'one']                                        |
      | [true, 1]                                         |
      | [[date('2026-06-15')]]                            |
      | [{a: 1}]                                          |

  Scenario: UTC instants of every notation are one kind of list
    Given an empty graph
    When executing query:
      """
      CREATE (h:Holder {many: [datetime('2026-06-15T08:50Z'), datetime('2026-06-15T08:50+02:00')]})
      RETURN size(h.many) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
