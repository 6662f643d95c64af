Feature: Temporal values: arithmetic

  Scenario Outline: A duration is added part by part
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then the result should be, in any order:
      | t        |
      | <result> |

    Examples:
      | expression                                                                  | result                                     |
      | date('2026-01-31') + duration('P1M')                                        | '2026-02-28'                               |
      | date('2024-01-31') + duration('P1M')                                        | '2024-02-29'                               |
      | date('2024-02-29') + duration('P1Y')                                        | '2025-02-28'                               |
      | date('2026-03-31') - duration('P1M')                                        | '2026-02-28'                               |
      | date('2026-01-30') + duration('P1M1D')                                      | '2026-03-01'                               |
      | date('2026-06-15') + duration('PT47H')                                      | '2026-06-16'                               |
      | date('2026-06-15') + duration('PT-1H')                                      | '2026-06-15'                               |
      | duration('P1D') + date('2026-06-15')                                        | '2026-06-16'                               |
      | localtime('23:00') + duration('PT2H')                                       | '01:00'                                    |
      | localtime('01:00') - duration('PT2H')                                       | '23:00'                                    |
      | localtime('01:00') + duration('P1Y2M3D')                                    | '01:00'                                    |
      | time('23:00+02:00') + duration('PT2H0.5S')                                  | '01:00:00.500+02:00'                       |
      | localdatetime('2026-06-15T23:00') + duration('PT2H')                        | '2026-06-16T01:00'                         |
      | datetime('2026-06-15T23:00+02:00') - duration('P1M')                        | '2026-05-15T23:00+02:00'                   |
      | datetime('2026-03-28T12:00[Europe/Stockholm]') + duration('P1D')            | '2026-03-29T12:00+02:00[Europe/Stockholm]' |
      | datetime('2026-03-28T12:00[Europe/Stockholm]') + duration('PT24H')          | '2026-03-29T13:00+02:00[Europe/Stockholm]' |
      | datetime('2026-10-25T00:30[Europe/Stockholm]') + duration('PT2H')           | '2026-10-25T02:30+02:00[Europe/Stockholm]' |
      | datetime('2026-10-25T00:30[Europe/Stockholm]') + duration('PT3H')           | '2026-10-25T02:30+01:00[Europe/Stockholm]' |

  Scenario Outline: Durations are added and scaled group by group
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS d
      """
    Then the result should be, in any order:
      | d        |
      | <result> |

    Examples:
      | expression                                         | result           |
      | duration('P1M') + duration('P31D')                 | 'P1M31D'         |
      | duration('PT1S') - duration('PT1.5S')              | 'PT-0.5S'        |
      | duration('P1DT12H') * 2                            | 'P2DT24H'        |
      | 2 * duration('P1DT12H')                            | 'P2DT24H'        |
      | duration('P1D') / 2                                | 'PT12H'          |
      | duration('P1M') * 0.5                              | 'P15DT5H14M33S'  |
      | duration('PT1S') / 4                               | 'PT0.25S'        |
      | duration('P1Y') / 12                               | 'P1M'            |
      | - duration('P1M2DT3S')                             | 'P-1M-2DT-3S'    |

  Scenario Outline: Null makes null
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then the result should be, in any order:
      | t    |
      | null |

    Examples:
      | expression                   |
      | date('2026-06-15') + null    |
      | null + duration('P1D')       |
      | duration('P1D') * null       |
      | duration('P1D') / null       |

  Scenario Outline: What cannot be added is refused
    Given an empty graph
    And parameters are:
      | one | 1 |
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

    Examples:
      | expression                                    |
      | date('2026-06-15') + $one                     |
      | date('2026-06-15') - localtime('08:50')       |
      | duration('P1D') - date('2026-06-15')          |
      | duration('P1D') * duration('P1D')             |
      | $one / duration('P1D')                        |

  Scenario Outline: The end of the calendar is an error, never a wrap
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then an ArithmeticError should be raised at runtime: IntegerOverflow

    Examples:
      | expression                                                   |
      | date('+999999999-12-31') + duration('P1D')                   |
      | date('-999999999-01-01') - duration('P1M')                   |
      | localdatetime('+999999999-12-31T23:59:59') + duration('PT1S') |
      | duration({months: 9223372036854775807}) + duration('P1M')    |
      | duration({days: 9223372036854775807}) * 2                    |

  Scenario: Durations are summed and averaged
    Given an empty graph
    When executing query:
      """
      UNWIND ['P1D', 'PT12H', null, 'P1M'] AS text
      WITH duration(text) AS d
      RETURN sum(d) AS total, avg(d) AS mean, count(d) AS n
      """
    Then the result should be, in any order:
      | total       | mean             | n |
      | 'P1M1DT12H' | 'P10DT15H29M42S' | 3 |

  Scenario: Temporal values have a least and a greatest
    Given an empty graph
    When executing query:
      """
      UNWIND [date('2026-06-15'), date('1999-12-31'), date('2026-06-16')] AS d
      RETURN min(d) AS first, max(d) AS last
      """
    Then the result should be, in any order:
      | first        | last         |
      | '1999-12-31' | '2026-06-16' |

  Scenario: Durations and numbers are not summed together
    Given an empty graph
    When executing query:
      """
      UNWIND [duration('P1D'), 1] AS x
      RETURN sum(x) AS total
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType
