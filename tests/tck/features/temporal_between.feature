Feature: Temporal values: the duration between two

  Scenario Outline: Months, days and the rest
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(<from>, <to>) AS d
      """
    Then the result should be, in any order:
      | d        |
      | <result> |

    Examples:
      | from                                  | to                                        | result           |
      | date('2026-01-31')                    | date('2026-03-01')                        | 'P1M1D'          |
      | date('2026-03-01')                    | date('2026-01-31')                        | 'P-1M-1D'        |
      | date('2026-06-15')                    | date('2026-06-15')                        | 'PT0S'           |
      | date('2026-06-15')                    | localdatetime('2026-06-16T01:00')         | 'P1DT1H'         |
      | localdatetime('2026-06-15T23:00')     | localdatetime('2026-07-16T01:00')         | 'P1MT2H'         |
      | localtime('08:00')                    | localtime('07:59:59.5')                   | 'PT-0.5S'        |
      | localtime('08:00')                    | date('2026-06-15')                        | 'PT-8H'          |
      | time('08:00+02:00')                   | time('08:00Z')                            | 'PT2H'           |
      | datetime('2026-06-15T08:00+02:00')    | datetime('2026-06-15T08:00Z')             | 'PT2H'           |
      | datetime('2026-06-15T08:00+02:00')    | localdatetime('2026-06-15T09:00')         | 'PT1H'           |
      | datetime('2026-03-28T12:00[Europe/Stockholm]') | datetime('2026-03-29T12:00[Europe/Stockholm]') | 'P1D' |

  Scenario Outline: One unit alone
    Given an empty graph
    When executing query:
      """
      RETURN duration.inMonths(<from>, <to>) AS months, duration.inDays(<from>, <to>) AS days,
             duration.inSeconds(<from>, <to>) AS seconds
      """
    Then the result should be, in any order:
      | months   | days   | seconds   |
      | <months> | <days> | <seconds> |

    Examples:
      | from                                           | to                                             | months | days    | seconds     |
      | date('2026-01-31')                             | date('2026-03-01')                             | 'P1M'  | 'P29D'  | 'PT696H'    |
      | localdatetime('2026-06-15T23:00')              | localdatetime('2026-06-17T01:00')              | 'PT0S' | 'P1D'   | 'PT26H'     |
      | localtime('08:00')                             | localtime('09:30')                             | 'PT0S' | 'PT0S'  | 'PT1H30M'   |
      | datetime('2026-03-28T12:00[Europe/Stockholm]') | datetime('2026-03-29T12:00[Europe/Stockholm]') | 'PT0S' | 'P1D'   | 'PT23H'     |
      | date('-0001-01-01')                            | date('0001-01-01')                             | 'P2Y'  | 'P731D' | 'PT17544H'  |

  Scenario: Between null and anything is null
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(null, date('2026-06-15')) AS a, duration.inDays(date('2026-06-15'), null) AS b
      """
    Then the result should be, in any order:
      | a    | b    |
      | null | null |

  Scenario: Between a number and a date is nothing
    Given an empty graph
    And parameters are:
      | one | 1 |
    When executing query:
      """
      RETURN duration.between($one, date('2026-06-15')) AS d
      """
    Then a TypeError should be raised at runtime: *
