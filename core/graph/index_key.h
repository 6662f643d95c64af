// Index keys: values as bytes whose order is Cypher's.
//
// The law: values that are equal by Cypher's `=` have equal keys, and where `a < b` is true the key
// of a is not greater than the key of b. Keys may agree where values differ (long strings are cut,
// zoned times keep their instant alone), so whoever finds a key asks the value again.
//
// One value is a tag, its bytes, and for text an end mark; keys of several values stand one after
// another, and the first differing value decides.
//
//   tag   value     bytes
//   0x10  Boolean   0 or 1
//   0x20  Number    8: the greatest double not above it, sign turned so that bytes sort as numbers
//                   2: how far an integer is above that double, big-endian (below 1,024)
//   0x21  NaN       none
//   0x30  String    its UTF-8, 0x00 as 0x00 0xFF; ends with 0x00 0x00
//   0x31  ByteArray as a string
//   0x40  DateTime  8: seconds, sign turned; 4: nanoseconds; 1: 0 west of UTC, 1 at UTC, 2 else
//   0x41  LocalDateTime  8: seconds, sign turned; 4: nanoseconds
//   0x42  Date      8: days, sign turned
//   0x43  Time      8: nanoseconds since midnight UTC, sign turned; 4: offset, sign turned
//   0x44  LocalTime 8: nanoseconds since midnight
//   0x45  Duration  8 each: months, days, seconds, signs turned; 4: nanoseconds
//   0x46  Point     2: SRID; 8 each: x, y, z as the doubles of numbers
//   0x60  List      its elements; ends with 0x00
//   0x70+ others    none: type alone
#pragma once

#include <string>
#include <string_view>

#include "core/base/value.h"

namespace muster::internal {

// Strings are cut behind so many bytes: a key stays small beside the leaf it stands in.
inline constexpr std::size_t kIndexTextMax = 512;

// Appends the key of a value that is not null. False: values that differ may have this key too.
bool append_index_key(const Value& value, std::string& key);

// Whether `value` can be equal to anything: null and NaN are not, nor lists with them.
bool equals_something(const Value& value);

// Appends the beginning that the keys of all strings with this prefix share.
void append_prefix_key(std::string_view prefix, std::string& key);

// The first byte of the keys of all values that can be compared with `value`.
char comparable_tag(const Value& value);

}  // namespace muster::internal
