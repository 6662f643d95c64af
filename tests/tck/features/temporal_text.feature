Feature: Temporal values: read from text and written as text

  Scenario Outline: A date is read from every calendar of ISO 8601
    Given an empty graph
    When executing query:
      """
      RETURN date('<text>') AS d
      """
    Then the result should be, in any order:
      | d        |
      | <result> |

    Examples:
      | text              | result             |
      | 2026-06-15        | '2026-06-15'       |
      | 20260615          | '2026-06-15'       |
      | 2026-06           | '2026-06-01'       |
      | 202606            | '2026-06-01'       |
      | 2026              | '2026-01-01'       |
      | 2026-W25-1        | '2026-06-15'       |
      | 2026W251          | '2026-06-15'       |
      | 2026-W25          | '2026-06-15'       |
      | 2026W25           | '2026-06-15'       |
      | 2026-Q2-76        | '2026-06-15'       |
      | 2026Q276          | '2026-06-15'       |
      | 2026-Q2           | '2026-04-01'       |
      | 2026Q2            | '2026-04-01'       |
      | 2026-166          | '2026-06-15'       |
      | 2026166           | '2026-06-15'       |
      | -0044-03-15       | '-0044-03-15'      |
      | +12345-06-07      | '+12345-06-07'     |
      | -999999999-01-01  | '-999999999-01-01' |
      | +999999999-12-31  | '+999999999-12-31' |

  Scenario Outline: A time is read with or without its signs
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then the result should be, in any order:
      | t        |
      | <result> |

    Examples:
      | expression                                                  | result                                          |
      | localtime('08:50:01.123456789')                             | '08:50:01.123456789'                            |
      | localtime('085001.5')                                       | '08:50:01.500'                                  |
      | localtime('0850')                                           | '08:50'                                         |
      | localtime('08')                                             | '08:00'                                         |
      | localtime('T08:50')                                         | '08:50'                                         |
      | time('08:50')                                               | '08:50Z'                                        |
      | time('08:50Z')                                              | '08:50Z'                                        |
      | time('0850+0530')                                           | '08:50+05:30'                                   |
      | time('08:50:01-03:30')                                      | '08:50:01-03:30'                                |
      | time('08-18')                                               | '08:00-18:00'                                   |
      | localdatetime('2026-06-15T08:50:01')                        | '2026-06-15T08:50:01'                           |
      | localdatetime('20260615T085001')                            | '2026-06-15T08:50:01'                           |
      | localdatetime('2026-W25-1T0850')                            | '2026-06-15T08:50'                              |
      | localdatetime('2026-06-15')                                 | '2026-06-15T00:00'                              |
      | datetime('2026-06-15T08:50')                                | '2026-06-15T08:50Z'                             |
      | datetime('2026-06-15T08:50+02:00')                          | '2026-06-15T08:50+02:00'                        |
      | datetime('2026-06-15T08:50[Europe/Stockholm]')              | '2026-06-15T08:50+02:00[Europe/Stockholm]'      |
      | datetime('2026-06-15T08:50+02:00[Europe/Stockholm]')        | '2026-06-15T08:50+02:00[Europe/Stockholm]'      |
      | datetime('1890-06-15T08:50[America/New_York]')              | '1890-06-15T08:50-05:00[America/New_York]'      |
      | datetime('2300-07-01T12:00[Europe/Stockholm]')              | '2300-07-01T12:00+02:00[Europe/Stockholm]'      |
      | datetime('-4713-11-24T12:00Z')                              | '-4713-11-24T12:00Z'                            |
      | datetime('+20000-01-01T00:00:00.000000001+14:00')           | '+20000-01-01T00:00:00.000000001+14:00'         |

  Scenario Outline: A duration is read in both spellings
    Given an empty graph
    When executing query:
      """
      RETURN duration('<text>') AS d
      """
    Then the result should be, in any order:
      | d        |
      | <result> |

    Examples:
      | text                      | result                  |
      | P1Y2M3DT4H5M6S            | 'P1Y2M3DT4H5M6S'        |
      | P3W                       | 'P21D'                  |
      | PT0.25S                   | 'PT0.25S'               |
      | PT1.5H                    | 'PT1H30M'               |
      | P0.5D                     | 'PT12H'                 |
      | P-1Y                      | 'P-1Y'                  |
      | PT-1.5S                   | 'PT-1.5S'               |
      | P1M-1D                    | 'P1M-1D'                |
      | P2026-06-15T08:50:01.5    | 'P2026Y6M15DT8H50M1.5S' |

  Scenario Outline: Text that is no such value is refused
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then an ArgumentError should be raised at runtime: *

    Examples:
      | expression                                             |
      | date('')                                               |
      | date('today')                                          |
      | date('2026-13-01')                                     |
      | date('2026-02-30')                                     |
      | date('2026-06-15T08:50')                               |
      | date('10000-01-01')                                    |
      | localtime('24:00')                                     |
      | localtime('08:60')                                     |
      | localtime('08:50Z')                                    |
      | time('08:50+19:00')                                    |
      | localdatetime('2026-06-15T08:50Z')                     |
      | datetime('2026-06-15T08:50[Mars/Olympus]')             |
      | datetime('2026-06-15T08:50+05:00[Europe/Stockholm]')   |
      | duration('1Y')                                         |
      | duration('P')                                          |
      | duration('PT')                                         |
      | duration('P1S')                                        |

  Scenario Outline: What is written is read back
    Given an empty graph
    When executing query:
      """
      WITH <value> AS v
      RETURN toString(v) AS text, <function>(toString(v)) = v AS same
      """
    Then the result should be, in any order:
      | text   | same |
      | <text> | true |

    Examples:
      | function      | value                                                              | text                                             |
      | date          | date({year: 2026, month: 6, day: 15})                              | '2026-06-15'                                     |
      | localtime     | localtime({hour: 8, minute: 5, second: 0, nanosecond: 1})          | '08:05:00.000000001'                             |
      | time          | time({hour: 8, minute: 5, timezone: '-00:30'})                     | '08:05-00:30'                                    |
      | localdatetime | localdatetime({year: 2026, month: 6, day: 15, hour: 8, millisecond: 20, minute: 0, second: 0}) | '2026-06-15T08:00:00.020' |
      | datetime      | datetime({year: 2026, month: 6, day: 15})                          | '2026-06-15T00:00Z'                              |
      | datetime      | datetime({year: 2026, month: 6, day: 15, timezone: '+01:02:03'})   | '2026-06-15T00:00+01:02:03'                      |
      | datetime      | datetime({year: 1818, timezone: 'Europe/Stockholm'})               | '1818-01-01T00:00+00:53:28[Europe/Stockholm]'    |
      | datetime      | datetime({year: -5000, month: 2, day: 3})                          | '-5000-02-03T00:00Z'                             |
      | duration      | duration({months: 13, days: -1, seconds: -61, nanoseconds: 1})     | 'P1Y1M-1DT-1M-0.999999999S'                      |
      | duration      | duration({})                                                       | 'PT0S'                                           |

  Scenario: Text and a temporal value are joined by toString
    Given an empty graph
    When executing query:
      """
      RETURN 'on ' + toString(date('2026-06-15')) AS text
      """
    Then the result should be, in any order:
      | text            |
      | 'on 2026-06-15' |
