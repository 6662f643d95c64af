Feature: Temporal values: their parts

  Scenario: The parts of a date
    Given an empty graph
    When executing query:
      """
      WITH date('2026-06-17') AS d
      RETURN d.year AS year, d.quarter AS quarter, d.month AS month, d.week AS week, d.weekYear AS weekYear, d.day AS day,
             d.ordinalDay AS ordinalDay, d.weekDay AS weekDay, d.dayOfWeek AS dayOfWeek, d.dayOfQuarter AS dayOfQuarter
      """
    Then the result should be, in any order:
      | year | quarter | month | week | weekYear | day | ordinalDay | weekDay | dayOfWeek | dayOfQuarter |
      | 2026 | 2       | 6     | 25   | 2026     | 17  | 168        | 3       | 3         | 78           |

  Scenario Outline: A week belongs to the year of its Thursday
    Given an empty graph
    When executing query:
      """
      WITH date('<text>') AS d
      RETURN d.week AS week, d.weekYear AS weekYear, d.weekDay AS weekDay
      """
    Then the result should be, in any order:
      | week   | weekYear   | weekDay   |
      | <week> | <weekYear> | <weekDay> |

    Examples:
      | text       | week | weekYear | weekDay |
      | 2027-01-03 | 53   | 2026     | 7       |
      | 2027-01-04 | 1    | 2027     | 1       |
      | 2024-12-30 | 1    | 2025     | 1       |
      | 2026-01-01 | 1    | 2026     | 4       |

  Scenario: The parts of a time of day
    Given an empty graph
    When executing query:
      """
      WITH localtime('08:50:01.123456789') AS t
      RETURN t.hour AS hour, t.minute AS minute, t.second AS second, t.millisecond AS millisecond,
             t.microsecond AS microsecond, t.nanosecond AS nanosecond
      """
    Then the result should be, in any order:
      | hour | minute | second | millisecond | microsecond | nanosecond |
      | 8    | 50     | 1      | 123         | 123456      | 123456789  |

  Scenario: The zone of a time
    Given an empty graph
    When executing query:
      """
      WITH time('08:50:01-03:30') AS t
      RETURN t.hour AS hour, t.timezone AS timezone, t.offset AS offset, t.offsetMinutes AS minutes, t.offsetSeconds AS seconds
      """
    Then the result should be, in any order:
      | hour | timezone | offset   | minutes | seconds |
      | 8    | '-03:30' | '-03:30' | -210    | -12600  |

  Scenario Outline: The zone and the epoch of a date and time
    Given an empty graph
    When executing query:
      """
      WITH datetime('<text>') AS t
      RETURN t.timezone AS timezone, t.offset AS offset, t.offsetMinutes AS minutes, t.offsetSeconds AS seconds,
             t.epochSeconds AS epochSeconds, t.epochMillis AS epochMillis
      """
    Then the result should be, in any order:
      | timezone   | offset   | minutes   | seconds   | epochSeconds   | epochMillis   |
      | <timezone> | <offset> | <minutes> | <seconds> | <epochSeconds> | <epochMillis> |

    Examples:
      | text                                       | timezone           | offset   | minutes | seconds | epochSeconds | epochMillis   |
      | 1970-01-01T00:00:01.5Z                     | 'Z'                | 'Z'      | 0       | 0       | 1            | 1500          |
      | 1969-12-31T23:59:59.999Z                   | 'Z'                | 'Z'      | 0       | 0       | -1           | -1            |
      | 1970-01-01T02:00+02:00                     | '+02:00'           | '+02:00' | 120     | 7200    | 0            | 0             |
      | 2026-06-15T08:50[Europe/Stockholm]         | 'Europe/Stockholm' | '+02:00' | 120     | 7200    | 1781506200   | 1781506200000 |
      | 2026-12-15T08:50[Europe/Stockholm]         | 'Europe/Stockholm' | '+01:00' | 60      | 3600    | 1797321000   | 1797321000000 |

  Scenario: A local date and time has the parts of both
    Given an empty graph
    When executing query:
      """
      WITH localdatetime('2026-06-15T08:50:01.5') AS t
      RETURN t.year AS year, t.week AS week, t.hour AS hour, t.millisecond AS millisecond, t.dayOfQuarter AS dayOfQuarter
      """
    Then the result should be, in any order:
      | year | week | hour | millisecond | dayOfQuarter |
      | 2026 | 25   | 8    | 500         | 76           |

  Scenario: The totals of a duration
    Given an empty graph
    When executing query:
      """
      WITH duration('P1Y5M16DT3H4M5.123456789S') AS d
      RETURN d.years AS years, d.quarters AS quarters, d.months AS months, d.weeks AS weeks, d.days AS days, d.hours AS hours,
             d.minutes AS minutes, d.seconds AS seconds, d.milliseconds AS milliseconds, d.microseconds AS microseconds,
             d.nanoseconds AS nanoseconds
      """
    Then the result should be, in any order:
      | years | quarters | months | weeks | days | hours | minutes | seconds | milliseconds | microseconds | nanoseconds    |
      | 1     | 5        | 17     | 2     | 16   | 3     | 184     | 11045   | 11045123     | 11045123456  | 11045123456789 |

  Scenario: The remainders of a duration
    Given an empty graph
    When executing query:
      """
      WITH duration('P1Y5M16DT3H4M5.123456789S') AS d
      RETURN d.quartersOfYear AS quartersOfYear, d.monthsOfQuarter AS monthsOfQuarter, d.monthsOfYear AS monthsOfYear,
             d.daysOfWeek AS daysOfWeek, d.minutesOfHour AS minutesOfHour, d.secondsOfMinute AS secondsOfMinute,
             d.millisecondsOfSecond AS millisecondsOfSecond, d.microsecondsOfSecond AS microsecondsOfSecond,
             d.nanosecondsOfSecond AS nanosecondsOfSecond
      """
    Then the result should be, in any order:
      | quartersOfYear | monthsOfQuarter | monthsOfYear | daysOfWeek | minutesOfHour | secondsOfMinute | millisecondsOfSecond | microsecondsOfSecond | nanosecondsOfSecond |
      | 1              | 2               | 5            | 2          | 4             | 5               | 123                  | 123456               | 123456789           |

  Scenario: Parts are known in any letter case
    Given an empty graph
    When executing query:
      """
      WITH datetime({epochseconds: 1781513400}) AS t, duration({DAYS: 3}) AS d, point({X: 1, y: 2}) AS p
      RETURN t.epochseconds AS seconds, t.dayofweek AS day, d.Days AS days, p.SRID AS srid
      """
    Then the result should be, in any order:
      | seconds    | day | days | srid |
      | 1781513400 | 1   | 3    | 7203 |

  Scenario: Parts of null are null
    Given an empty graph
    When executing query:
      """
      WITH date(null) AS d RETURN d.year AS year
      """
    Then the result should be, in any order:
      | year |
      | null |

  Scenario Outline: A part that a value does not have cannot be read
    Given an empty graph
    When executing query:
      """
      WITH <value> AS v RETURN v.<part> AS part
      """
    Then an ArgumentError should be raised at runtime: InvalidArgumentValue

    Examples:
      | value                              | part         |
      | date('2026-06-15')                 | hour         |
      | date('2026-06-15')                 | timezone     |
      | localtime('08:50')                 | year         |
      | localtime('08:50')                 | offset       |
      | localdatetime('2026-06-15T08:50')  | epochSeconds |
      | time('08:50Z')                     | epochMillis  |
      | datetime('2026-06-15T08:50Z')      | months       |
      | duration('P1D')                    | day          |

  Scenario: Parts are read of what a property holds
    Given an empty graph
    And having executed:
      """
      CREATE (:Login {at: datetime('2026-06-15T08:50:00Z'), lasted: duration('PT90M')})
      """
    When executing query:
      """
      MATCH (l:Login) WHERE l.at.year = 2026
      RETURN l.at.hour AS hour, l.lasted.minutes AS minutes
      """
    Then the result should be, in any order:
      | hour | minutes |
      | 8    | 90      |
