// Values as JSON, the one mapping that every face shares.
//
//   null, booleans, strings, lists, maps   as JSON has them
//   integers        numbers; beyond ±2^53 still digits, exact
//   floats          numbers; NaN and the infinities as "NaN", "Infinity", "-Infinity"
//   date and time   ISO 8601 text: "2026-06-15T08:50:00Z", "2026-06-15", "08:50+02:00",
//                   "2026-06-15T08:50+02:00[Europe/Stockholm]"
//   durations       ISO 8601 text: "P1DT12H"
//   points          {"crs": "wgs-84", "srid": 4326, "x": 18.07, "y": 59.33}, with "z" in space
//   bytes           Base64
//   nodes           {"id": "12", "labels": [...], "properties": {...}}
//   relationships   {"id": "7", "type": "...", "source": "12", "target": "13",
//                   "properties": {...}}
//   paths           {"nodes": [...], "relationships": [...]}
//
// Element ids are strings: 64 bits do not survive a JavaScript number.
#pragma once

#include <string>

#include "core/graph/graph_snapshot.h"

namespace muster::api {

// Elements that `graph` no longer contains give their id alone. Invalid UTF-8 becomes U+FFFD, so
// that the text is always JSON.
void append_json(std::string& out, const GraphSnapshot& graph, const Value& value);
void append_json_string(std::string& out, std::string_view text);

}  // namespace muster::api
