Feature: Temporal values: made of maps and of other values

  Scenario Outline: A date is made of its parts
    Given an empty graph
    When executing query:
      """
      RETURN date(<map>) AS d
      """
    Then the result should be, in any order:
      | d        |
      | <result> |
    And no side effects

    Examples:
      | map                                    | result          |
      | {year: 2026, month: 2, day: 28}        | '2026-02-28'    |
      | {year: 2024, month: 2, day: 29}        | '2024-02-29'    |
      | {year: 2026, month: 7}                 | '2026-07-01'    |
      | {year: 2026}                           | '2026-01-01'    |
      | {year: 2026, week: 1}                  | '2025-12-29'    |
      | {year: 2026, week: 53, dayOfWeek: 7}   | '2027-01-03'    |
      | {year: 2024, ordinalDay: 366}          | '2024-12-31'    |
      | {year: 2026, quarter: 2}               | '2026-04-01'    |
      | {year: 2026, quarter: 4, dayOfQuarter: 92} | '2026-12-31' |
      | {year: 0, month: 1, day: 1}            | '0000-01-01'    |
      | {year: -44, month: 3, day: 15}         | '-0044-03-15'   |
      | {year: 10000, month: 1, day: 1}        | '+10000-01-01'  |
      | {year: 999999999, month: 12, day: 31}  | '+999999999-12-31' |
      | {year: -999999999, month: 1, day: 1}   | '-999999999-01-01' |

  Scenario Outline: A part out of its range is refused
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS d
      """
    Then an ArgumentError should be raised at runtime: *

    Examples:
      | expression                                     |
      | date({year: 2026, month: 13, day: 1})          |
      | date({year: 2026, month: 2, day: 29})          |
      | date({year: 2026, ordinalDay: 366})            |
      | date({year: 2025, week: 53})                   |
      | date({year: 1000000000})                       |
      | date({year: 2026, quarter: 5})                 |
      | date({year: 2026, quarter: 1, dayOfQuarter: 91}) |
      | date({year: 2026, week: 1, dayOfWeek: 8})      |
      | localtime({hour: 24})                          |
      | localtime({hour: 1, minute: 60})               |
      | localtime({hour: 1, minute: 1, second: 60})    |
      | localtime({hour: 1, minute: 1, second: 1, nanosecond: 1000000000}) |
      | localtime({hour: 1, minute: 1, second: 1, millisecond: 1, microsecond: 1000}) |
      | time({hour: 1, timezone: '+19:00'})            |
      | datetime({year: 2026, timezone: 'Mars/Olympus'}) |

  Scenario Outline: A part stands with the greater ones only
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS d
      """
    Then an ArgumentError should be raised at runtime: *

    Examples:
      | expression                                   |
      | date({month: 1, day: 1})                     |
      | date({year: 2026, day: 1})                   |
      | date({})                                     |
      | localtime({minute: 1})                       |
      | localtime({hour: 1, second: 1})              |
      | localtime({hour: 1, minute: 1, nanosecond: 1}) |
      | date({year: 2026, dayOfWeek: 1})             |
      | date({year: 2026, dayOfQuarter: 1})          |
      | date({year: 2026, month: 1, week: 1})        |
      | date({year: 2026, era: 1})                   |

  Scenario Outline: A time of day is made of its parts
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then the result should be, in any order:
      | t        |
      | <result> |
    And no side effects

    Examples:
      | expression                                                              | result                |
      | localtime({hour: 23, minute: 59, second: 58})                           | '23:59:58'            |
      | localtime({hour: 0})                                                    | '00:00'               |
      | localtime({hour: 7, minute: 8, second: 9, millisecond: 10})             | '07:08:09.010'        |
      | localtime({hour: 7, minute: 8, second: 9, microsecond: 10})             | '07:08:09.000010'     |
      | localtime({hour: 7, minute: 8, second: 9, nanosecond: 10})              | '07:08:09.000000010'  |
      | localtime({hour: 7, minute: 8, second: 0, millisecond: 1, microsecond: 2, nanosecond: 3}) | '07:08:00.001002003' |
      | time({hour: 7, minute: 8})                                              | '07:08Z'              |
      | time({hour: 7, minute: 8, timezone: '-03:30'})                          | '07:08-03:30'         |
      | time({hour: 7, minute: 8, timezone: '+0545'})                           | '07:08+05:45'         |
      | time({hour: 7, minute: 8, timezone: '-11'})                             | '07:08-11:00'         |
      | time({hour: 7, minute: 8, timezone: 'Z'})                               | '07:08Z'              |
      | time({hour: 7, minute: 8, timezone: '+00:00:01'})                       | '07:08+00:00:01'      |

  Scenario Outline: A date and time is made of its parts
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then the result should be, in any order:
      | t        |
      | <result> |
    And no side effects

    Examples:
      | expression                                                                 | result                                   |
      | localdatetime({year: 2026, month: 6, day: 15, hour: 8, minute: 50})        | '2026-06-15T08:50'                       |
      | localdatetime({year: 2026, week: 25, dayOfWeek: 1, hour: 8})               | '2026-06-15T08:00'                       |
      | localdatetime({year: 2026, ordinalDay: 166, hour: 8, minute: 50, second: 1}) | '2026-06-15T08:50:01'                  |
      | localdatetime({year: 2026, quarter: 2, dayOfQuarter: 76})                  | '2026-06-15T00:00'                       |
      | datetime({year: 2026, month: 6, day: 15, hour: 8})                         | '2026-06-15T08:00Z'                      |
      | datetime({year: 2026, month: 6, day: 15, hour: 8, timezone: '+05:30'})     | '2026-06-15T08:00+05:30'                 |
      | datetime({year: 2026, month: 6, day: 15, hour: 8, timezone: 'America/New_York'}) | '2026-06-15T08:00-04:00[America/New_York]' |
      | datetime({year: 2026, month: 1, day: 15, hour: 8, timezone: 'America/New_York'}) | '2026-01-15T08:00-05:00[America/New_York]' |
      | datetime({epochSeconds: 1, nanosecond: 2})                                 | '1970-01-01T00:00:01.000000002Z'         |
      | datetime({epochSeconds: -1})                                               | '1969-12-31T23:59:59Z'                   |
      | datetime({epochMillis: 1001})                                              | '1970-01-01T00:00:01.001Z'               |
      | datetime({epochMillis: -1})                                                | '1969-12-31T23:59:59.999Z'               |
      | datetime({epochSeconds: 0, timezone: 'Europe/Stockholm'})                  | '1970-01-01T01:00+01:00[Europe/Stockholm]' |
      | datetime.fromEpoch(86400, 5)                                               | '1970-01-02T00:00:00.000000005Z'         |
      | datetime.fromEpochMillis(-86400001)                                        | '1969-12-30T23:59:59.999Z'               |

  Scenario Outline: A local time that a zone skips moves ahead, and of two the earlier is taken
    Given an empty graph
    When executing query:
      """
      RETURN datetime(<map>) AS t
      """
    Then the result should be, in any order:
      | t        |
      | <result> |

    Examples:
      | map                                                                                    | result                                     |
      | {year: 2026, month: 3, day: 29, hour: 2, minute: 30, timezone: 'Europe/Stockholm'}     | '2026-03-29T03:30+02:00[Europe/Stockholm]' |
      | {year: 2026, month: 10, day: 25, hour: 2, minute: 30, timezone: 'Europe/Stockholm'}    | '2026-10-25T02:30+02:00[Europe/Stockholm]' |

  Scenario Outline: One temporal value is read out of another
    Given an empty graph
    When executing query:
      """
      WITH <source> AS s
      RETURN <expression> AS t
      """
    Then the result should be, in any order:
      | t        |
      | <result> |
    And no side effects

    Examples:
      | source                                              | expression                                   | result                                     |
      | datetime('2026-06-15T08:50:01.5+02:00')             | date(s)                                      | '2026-06-15'                               |
      | localdatetime('2026-06-15T08:50')                   | date(s)                                      | '2026-06-15'                               |
      | datetime('2026-06-15T08:50:01.5+02:00')             | localtime(s)                                 | '08:50:01.500'                             |
      | datetime('2026-06-15T08:50:01.5+02:00')             | time(s)                                      | '08:50:01.500+02:00'                       |
      | datetime('2026-06-15T08:50[Europe/Stockholm]')      | time(s)                                      | '08:50+02:00'                              |
      | datetime('2026-06-15T08:50:01.5+02:00')             | localdatetime(s)                             | '2026-06-15T08:50:01.500'                  |
      | localdatetime('2026-06-15T08:50')                   | datetime(s)                                  | '2026-06-15T08:50Z'                        |
      | date('2026-06-15')                                  | localdatetime({date: s, hour: 1})            | '2026-06-15T01:00'                         |
      | date('2026-06-15')                                  | date({date: s, month: 2})                    | '2026-02-15'                               |
      | date('2026-06-15')                                  | date({date: s, year: 2020, day: 1})          | '2020-06-01'                               |
      | date('2026-06-17')                                  | date({date: s, week: 1})                     | '2025-12-31'                               |
      | date('2026-06-15')                                  | date({date: s, ordinalDay: 1})               | '2026-01-01'                               |
      | date('2026-05-20')                                  | date({date: s, quarter: 1})                  | '2026-02-19'                               |
      | localtime('08:50:01')                               | time({time: s, timezone: '+01:00'})          | '08:50:01+01:00'                           |
      | time('08:50:01+02:00')                              | time({time: s, timezone: '+01:00'})          | '07:50:01+01:00'                           |
      | time('08:50:01+02:00')                              | time({time: s, hour: 1})                     | '01:50:01+02:00'                           |
      | time('08:50:01+02:00')                              | localtime({time: s, second: 59})             | '08:50:59'                                 |
      | localtime('08:50')                                  | datetime({year: 2026, month: 6, day: 15, time: s, timezone: 'Europe/Stockholm'}) | '2026-06-15T08:50+02:00[Europe/Stockholm]' |
      | datetime('2026-06-15T08:50+02:00')                  | datetime({datetime: s, timezone: '+05:30'})  | '2026-06-15T12:20+05:30'                   |
      | datetime('2026-06-15T08:50+02:00')                  | datetime({datetime: s, hour: 23})            | '2026-06-15T23:50+02:00'                   |
      | localdatetime('2026-06-15T08:50')                   | datetime({datetime: s, timezone: '+05:30'})  | '2026-06-15T08:50+05:30'                   |
      | datetime('2026-06-15T08:50+02:00')                  | datetime({date: s, hour: 1})                 | '2026-06-15T01:00Z'                        |
      | datetime('2026-06-15T08:50+02:00')                  | datetime({date: date('2000-01-01'), time: s}) | '2000-01-01T08:50+02:00'                  |
      | datetime('2026-06-15T08:50+02:00')                  | localdatetime({datetime: s, day: 1, second: 7}) | '2026-06-01T08:50:07'                   |

  Scenario Outline: What holds no date gives none
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then an ArgumentError should be raised at runtime: *

    Examples:
      | expression                                          |
      | date(localtime('10:00'))                            |
      | date({date: localtime('10:00')})                    |
      | localtime(date('2026-06-15'))                       |
      | localdatetime(localtime('10:00'))                   |
      | localdatetime({datetime: date('2026-06-15')})       |

  Scenario Outline: Null gives null
    Given an empty graph
    When executing query:
      """
      RETURN <function>(null) AS t
      """
    Then the result should be, in any order:
      | t    |
      | null |

    Examples:
      | function      |
      | date          |
      | localtime     |
      | time          |
      | localdatetime |
      | datetime      |
      | duration      |

  Scenario Outline: Now is one instant within a statement
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 3000) AS i
      WITH collect(DISTINCT <call>) AS seen
      RETURN size(seen) AS instants
      """
    Then the result should be, in any order:
      | instants |
      | 1        |

    Examples:
      | call                      |
      | date()                    |
      | localtime()               |
      | time()                    |
      | localdatetime()           |
      | datetime()                |
      | datetime.statement()      |
      | datetime.transaction()    |
      | date.statement()          |
      | localtime.transaction()   |
      | time.statement('+02:00')  |

  Scenario: Now is read in the zone that is asked for
    Given an empty graph
    When executing query:
      """
      WITH datetime.statement('Asia/Kolkata') AS there, datetime() AS here
      RETURN there.timezone AS zone, there.offset AS offset,
             duration.inSeconds(there, here) AS apart, here.timezone AS home,
             time.transaction('+02:00').offset AS two, date.realtime('Pacific/Auckland') >= date() AS ahead
      """
    Then the result should be, in any order:
      | zone           | offset   | apart  | home | two      | ahead |
      | 'Asia/Kolkata' | '+05:30' | 'PT0S' | 'Z'  | '+02:00' | true  |

  Scenario Outline: A duration is made of its parts
    Given an empty graph
    When executing query:
      """
      RETURN duration(<map>) AS d
      """
    Then the result should be, in any order:
      | d        |
      | <result> |

    Examples:
      | map                                          | result              |
      | {}                                           | 'PT0S'              |
      | {years: 1, months: 14}                       | 'P2Y2M'             |
      | {quarters: 3}                                | 'P9M'               |
      | {weeks: 2, days: 1}                          | 'P15D'              |
      | {hours: 25, minutes: 61, seconds: 61}        | 'PT26H2M1S'         |
      | {milliseconds: 1500}                         | 'PT1.5S'            |
      | {microseconds: -1}                           | 'PT-0.000001S'      |
      | {nanoseconds: 1000000001}                    | 'PT1.000000001S'    |
      | {days: 0.5}                                  | 'PT12H'             |
      | {weeks: 0.5}                                 | 'P3DT12H'           |
      | {hours: 1.5, minutes: 0.5}                   | 'PT1H30M30S'        |
      | {days: -1, hours: 1}                         | 'P-1DT1H'           |
      | {years: 0.5}                                 | 'P6M'               |

  Scenario Outline: A duration has no other parts
    Given an empty graph
    When executing query:
      """
      RETURN duration(<map>) AS d
      """
    Then an ArgumentError should be raised at runtime: *

    Examples:
      | map                    |
      | {fortnights: 1}        |
      | {day: 1}               |
