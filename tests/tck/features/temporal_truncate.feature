Feature: Temporal values: truncation

  Scenario Outline: A date is cut at a unit
    Given an empty graph
    When executing query:
      """
      RETURN date.truncate('<unit>', date('2026-06-17')) AS d
      """
    Then the result should be, in any order:
      | d        |
      | <result> |

    Examples:
      | unit       | result       |
      | millennium | '2000-01-01' |
      | century    | '2000-01-01' |
      | decade     | '2020-01-01' |
      | year       | '2026-01-01' |
      | weekYear   | '2025-12-29' |
      | quarter    | '2026-04-01' |
      | month      | '2026-06-01' |
      | week       | '2026-06-15' |
      | day        | '2026-06-17' |

  Scenario Outline: A date and time is cut at a unit
    Given an empty graph
    When executing query:
      """
      RETURN localdatetime.truncate('<unit>', localdatetime('2026-06-17T08:50:01.123456789')) AS t
      """
    Then the result should be, in any order:
      | t        |
      | <result> |

    Examples:
      | unit        | result                          |
      | century     | '2000-01-01T00:00'              |
      | week        | '2026-06-15T00:00'              |
      | day         | '2026-06-17T00:00'              |
      | hour        | '2026-06-17T08:00'              |
      | minute      | '2026-06-17T08:50'              |
      | second      | '2026-06-17T08:50:01'           |
      | millisecond | '2026-06-17T08:50:01.123'       |
      | microsecond | '2026-06-17T08:50:01.123456'    |

  Scenario Outline: The result is of the function's type
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then the result should be, in any order:
      | t        |
      | <result> |

    Examples:
      | expression                                                                          | result                                     |
      | date.truncate('month', datetime('2026-06-17T08:50+02:00'))                          | '2026-06-01'                               |
      | localdatetime.truncate('month', datetime('2026-06-17T08:50+02:00'))                 | '2026-06-01T00:00'                         |
      | datetime.truncate('month', date('2026-06-17'))                                      | '2026-06-01T00:00Z'                        |
      | datetime.truncate('hour', localdatetime('2026-06-17T08:50'))                        | '2026-06-17T08:00Z'                        |
      | datetime.truncate('hour', datetime('2026-06-17T08:50+02:00'))                       | '2026-06-17T08:00+02:00'                   |
      | datetime.truncate('year', datetime('2026-06-17T08:50[Europe/Stockholm]'))           | '2026-01-01T00:00+01:00[Europe/Stockholm]' |
      | localtime.truncate('hour', time('08:50+02:00'))                                     | '08:00'                                    |
      | localtime.truncate('day', localtime('08:50'))                                       | '00:00'                                    |
      | time.truncate('minute', localtime('08:50:01'))                                      | '08:50Z'                                   |
      | time.truncate('hour', datetime('2026-06-17T08:50+02:00'))                           | '08:00+02:00'                              |

  Scenario Outline: Parts below the unit can be given
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then the result should be, in any order:
      | t        |
      | <result> |

    Examples:
      | expression                                                                          | result                                     |
      | date.truncate('month', date('2026-06-17'), {day: 5})                                | '2026-06-05'                               |
      | date.truncate('year', date('2026-06-17'), {month: 3, day: 2})                       | '2026-03-02'                               |
      | date.truncate('week', date('2026-06-17'), {dayOfWeek: 5})                           | '2026-06-19'                               |
      | date.truncate('quarter', date('2026-06-17'), {day: 3})                              | '2026-04-03'                               |
      | datetime.truncate('day', datetime('2026-06-17T08:50+02:00'), {hour: 9})             | '2026-06-17T09:00+02:00'                   |
      | datetime.truncate('day', datetime('2026-06-17T08:50+02:00'), {timezone: 'Europe/Stockholm'}) | '2026-06-17T00:00+02:00[Europe/Stockholm]' |
      | datetime.truncate('day', localdatetime('2026-06-17T08:50'), {timezone: '-05:00'})   | '2026-06-17T00:00-05:00'                   |
      | localtime.truncate('millisecond', localtime('08:50:01.123456789'), {nanosecond: 7}) | '08:50:01.123000007'                       |
      | time.truncate('hour', time('08:50+02:00'), {minute: 15, timezone: '+01:00'})        | '08:15+01:00'                              |

  Scenario Outline: A unit that does not fit is refused
    Given an empty graph
    When executing query:
      """
      RETURN <expression> AS t
      """
    Then an ArgumentError should be raised at runtime: *

    Examples:
      | expression                                               |
      | date.truncate('hour', date('2026-06-17'))                |
      | localtime.truncate('month', localtime('08:50'))          |
      | date.truncate('fortnight', date('2026-06-17'))           |
      | date.truncate('month', localtime('08:50'))               |
      | date.truncate('month', date('2026-06-17'), {month: 5})   |

  Scenario Outline: Without a value now is cut
    Given an empty graph
    When executing query:
      """
      RETURN <function>.truncate('day') = <function>.truncate('day', <function>()) AS same
      """
    Then the result should be, in any order:
      | same |
      | true |

    Examples:
      | function      |
      | date          |
      | localdatetime |
      | datetime      |
      | localtime     |
      | time          |

  Scenario: Null is cut to null
    Given an empty graph
    When executing query:
      """
      RETURN date.truncate('month', null) AS t
      """
    Then the result should be, in any order:
      | t    |
      | null |
