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
//   0x40  DateTime  8: nanoseconds, sign turned
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
