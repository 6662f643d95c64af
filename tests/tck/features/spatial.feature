Feature: Spatial values

  Scenario Outline: A point is made of a map of coordinates
    Given an empty graph
    When executing query:
      """
      WITH point(<map>) AS p
      RETURN p.x AS x, p.y AS y, p.crs AS crs, p.srid AS srid
      """
    Then the result should be, in any order:
      | x   | y   | crs   | srid   |
      | <x> | <y> | <crs> | <srid> |
    And no side effects

    Examples:
      | map                                            | x      | y     | crs            | srid |
      | {x: 1, y: 2}                                   | 1.0    | 2.0   | 'cartesian'    | 7203 |
      | {x: 1, y: 2, z: 3}                             | 1.0    | 2.0   | 'cartesian-3d' | 9157 |
      | {x: 1, y: 2, crs: 'cartesian'}                 | 1.0    | 2.0   | 'cartesian'    | 7203 |
      | {x: 1.5, y: -2.5, srid: 7203}                  | 1.5    | -2.5  | 'cartesian'    | 7203 |
      | {x: 1, y: 2, z: 3, crs: 'cartesian-3D'}        | 1.0    | 2.0   | 'cartesian-3d' | 9157 |
      | {longitude: 18.07, latitude: 59.33}            | 18.07  | 59.33 | 'wgs-84'       | 4326 |
      | {longitude: 18.07, latitude: 59.33, height: 5} | 18.07  | 59.33 | 'wgs-84-3d'    | 4979 |
      | {x: 18.07, y: 59.33, crs: 'WGS-84'}            | 18.07  | 59.33 | 'wgs-84'       | 4326 |
      | {x: 18.07, y: 59.33, z: 1, srid: 4979}         | 18.07  | 59.33 | 'wgs-84-3d'    | 4979 |
      | {longitude: 190, latitude: 0}                  | -170.0 | 0.0   | 'wgs-84'       | 4326 |
      | {longitude: -540, latitude: 0}                 | -180.0 | 0.0   | 'wgs-84'       | 4326 |

  Scenario: Places on the globe have a longitude, a latitude and a height
    Given an empty graph
    When executing query:
      """
      WITH point({longitude: 18.07, latitude: 59.33, height: 25}) AS p
      RETURN p.longitude, p.latitude, p.height, p.x, p.y, p.z
      """
    Then the result should be, in any order:
      | p.longitude | p.latitude | p.height | p.x   | p.y   | p.z  |
      | 18.07       | 59.33      | 25.0     | 18.07 | 59.33 | 25.0 |

  Scenario Outline: A missing coordinate makes no point
    Given an empty graph
    When executing query:
      """
      RETURN point(<map>) AS p
      """
    Then the result should be, in any order:
      | p    |
      | null |

    Examples:
      | map                             |
      | null                            |
      | {x: null, y: 2}                 |
      | {latitude: 1, longitude: null}  |
      | {x: 1, y: 2, crs: null}         |

  Scenario Outline: Coordinates that make no sense are refused
    Given an empty graph
    When executing query:
      """
      RETURN point(<map>) AS p
      """
    Then an ArgumentError should be raised at runtime: InvalidArgumentValue

    Examples:
      | map                                               |
      | {}                                                |
      | {x: 1}                                            |
      | {x: 'one', y: 2}                                  |
      | {x: 1, y: 2, latitude: 3, longitude: 4}           |
      | {x: 1, y: 2, crs: 'cartesian-3D'}                 |
      | {x: 1, y: 2, z: 3, crs: 'cartesian'}              |
      | {x: 1, y: 2, crs: 'flat'}                         |
      | {x: 1, y: 2, srid: 1}                             |
      | {x: 1, y: 2, crs: 'cartesian', srid: 7203}        |
      | {longitude: 1, latitude: 2, crs: 'cartesian'}     |
      | {longitude: 1, latitude: 90.5}                    |
      | {x: 1.0 / 0, y: 2}                                |

  Scenario: A node with coordinates makes a point
    Given an empty graph
    And having executed:
      """
      CREATE (:Site {latitude: 59.33, longitude: 18.07})
      """
    When executing query:
      """
      MATCH (n:Site) RETURN toString(point(n)) AS text
      """
    Then the result should be, in any order:
      | text                                          |
      | 'point({x: 18.07, y: 59.33, crs: \'wgs-84\'})' |

  Scenario Outline: Distance is straight on the plane and in space
    Given an empty graph
    When executing query:
      """
      RETURN point.distance(point(<from>), point(<to>)) AS d
      """
    Then the result should be, in any order:
      | d   |
      | <d> |

    Examples:
      | from                        | to                          | d    |
      | {x: 0, y: 0}                | {x: 3, y: 4}                | 5.0  |
      | {x: 0, y: 0, z: 0}          | {x: 2, y: 3, z: 6}          | 7.0  |
      | {x: 1, y: 1}                | {x: 1, y: 1}                | 0.0  |
      | {x: 0, y: 0}                | {x: 0, y: 0, z: 0}          | null |
      | {x: 0, y: 0}                | {longitude: 0, latitude: 0} | null |

  Scenario Outline: Distance on the globe follows its surface, in metres
    Given an empty graph
    When executing query:
      """
      RETURN round(point.distance(point(<from>), point(<to>))) AS metres
      """
    Then the result should be, in any order:
      | metres   |
      | <metres> |

    Examples:
      | from                                   | to                                       | metres     |
      | {longitude: 0, latitude: 0}            | {longitude: 90, latitude: 0}             | 10018759.0 |
      | {longitude: 0, latitude: 0}            | {longitude: 0, latitude: 90}             | 10018759.0 |
      | {longitude: 0, latitude: 0}            | {longitude: 180, latitude: 0}            | 20037518.0 |
      | {longitude: 179, latitude: 0}          | {longitude: -179, latitude: 0}           | 222639.0   |
      | {longitude: 0, latitude: 0, height: 0} | {longitude: 0, latitude: 0, height: 100} | 100.0      |

  Scenario Outline: A distance to nothing is null
    Given an empty graph
    When executing query:
      """
      RETURN point.distance(<from>, <to>) AS d
      """
    Then the result should be, in any order:
      | d    |
      | null |

    Examples:
      | from                | to                  |
      | null                | point({x: 1, y: 1}) |
      | point({x: 1, y: 1}) | null                |
      | point({x: 1, y: 1}) | 'there'             |

  Scenario Outline: A box holds what lies between its corners
    Given an empty graph
    When executing query:
      """
      RETURN point.withinBBox(point(<p>), point(<lower>), point(<upper>)) AS within
      """
    Then the result should be, in any order:
      | within   |
      | <within> |

    Examples:
      | p                             | lower                          | upper                          | within |
      | {x: 1, y: 1}                  | {x: 0, y: 0}                   | {x: 2, y: 2}                   | true   |
      | {x: 0, y: 2}                  | {x: 0, y: 0}                   | {x: 2, y: 2}                   | true   |
      | {x: 3, y: 1}                  | {x: 0, y: 0}                   | {x: 2, y: 2}                   | false  |
      | {x: 1, y: 1, z: 5}            | {x: 0, y: 0, z: 0}             | {x: 2, y: 2, z: 2}             | false  |
      | {x: 1, y: 1}                  | {x: 2, y: 2}                   | {x: 0, y: 0}                   | false  |
      | {longitude: 179, latitude: 0} | {longitude: 170, latitude: -5} | {longitude: -170, latitude: 5} | true   |
      | {longitude: 0, latitude: 0}   | {longitude: 170, latitude: -5} | {longitude: -170, latitude: 5} | false  |
      | {x: 1, y: 1}                  | {x: 0, y: 0, z: 0}             | {x: 2, y: 2}                   | null   |

  Scenario: Points are equal in the same place of the same system
    Given an empty graph
    When executing query:
      """
      RETURN point({x: 1, y: 2}) = point({x: 1.0, y: 2.0}) AS same,
             point({x: 1, y: 2}) = point({x: 2, y: 1}) AS elsewhere,
             point({x: 1, y: 2}) = point({longitude: 1, latitude: 2}) AS other,
             point({x: 1, y: 2}) < point({x: 2, y: 3}) AS less,
             point({x: 1, y: 2}) = 'here' AS text
      """
    Then the result should be, in any order:
      | same | elsewhere | other | less | text  |
      | true | false     | false | null | false |

  Scenario: Points sort by system, then by coordinates
    Given an empty graph
    When executing query:
      """
      UNWIND [point({x: 2, y: 1}), point({x: 1, y: 9}), point({longitude: 5, latitude: 5}), point({x: 1, y: 2})] AS p
      WITH p ORDER BY p
      RETURN collect(p.srid) AS systems, collect(p.y) AS ys
      """
    Then the result should be, in any order:
      | systems                  | ys                   |
      | [4326, 7203, 7203, 7203] | [5.0, 2.0, 9.0, 1.0] |

  Scenario: Points and lists of points are properties
    Given an empty graph
    And having executed:
      """
      CREATE (:Site {at: point({x: 1, y: 2}), route: [point({x: 1, y: 2}), point({x: 3, y: 4})]})
      """
    When executing query:
      """
      MATCH (n:Site {at: point({x: 1, y: 2})})
      RETURN n.at.x AS x, size(n.route) AS stops, n.route[1].y AS y
      """
    Then the result should be, in any order:
      | x   | stops | y   |
      | 1.0 | 2     | 4.0 |

  Scenario: A list of points of different systems is no property
    Given an empty graph
    When executing query:
      """
      CREATE (:Site {route: [point({x: 1, y: 2}), point({longitude: 3, latitude: 4})]})
      """
    Then a TypeError should be raised at runtime: InvalidPropertyType

  Scenario: Equal points are one point
    Given an empty graph
    When executing query:
      """
      UNWIND [point({x: 1, y: 2}), point({x: 1.0, y: 2.0}), point({x: 1, y: 3})] AS p
      RETURN count(DISTINCT p) AS places
      """
    Then the result should be, in any order:
      | places |
      | 2      |

  Scenario Outline: A coordinate that a system does not have cannot be read
    Given an empty graph
    When executing query:
      """
      WITH point(<map>) AS p RETURN p.<part>
      """
    Then an ArgumentError should be raised at runtime: InvalidArgumentValue

    Examples:
      | map          | part      |
      | {x: 1, y: 2} | z         |
      | {x: 1, y: 2} | longitude |
      | {x: 1, y: 2} | colour    |
