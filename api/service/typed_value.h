// Typed values: parameters of types that JSON has no notation for.
//
// The law: an object with exactly the members "$type" and "_value" stands for one value of that
// type; every other object is a map. "_value" of Integer and Float may be a string of its digits.
//
//   $type                                         _value
//   Null, Boolean, Integer, Float, String         as JSON has them, numbers also as strings
//   List, Map                                     a list, an object; what is in them may be typed
//   Date, LocalTime, Time, LocalDateTime          ISO 8601 text
//   OffsetDateTime, ZonedDateTime                 "…+02:00", "…+02:00[Europe/Stockholm]"
//   Duration                                      "P1DT12H"
//   Point                                         "SRID=4326;POINT (18.07 59.33)", "… POINT Z (…)"
//   Base64                                        Base64 text: bytes
#pragma once

#include "core/base/result.h"
#include "core/base/value.h"

namespace muster::api {

// `value` with every typed object in it, at any depth, replaced by what it stands for.
// Errors: kInvalidArgument (InvalidTypedValue): no such type, or a text that is none of that type.
Result<Value> resolve_typed_values(const Value& value);
// The same for each parameter; the error names it.
Result<ValueMap> resolve_typed_parameters(const ValueMap& parameters);

}  // namespace muster::api
