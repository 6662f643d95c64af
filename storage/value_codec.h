// Value codec: one stored property value as bytes.
//
//   tag   then            value
//   0x00  -               null (only inside a list)
//   0x01  -               false
//   0x02  -               true
//   0x03  zigzag          integer
//   0x04  u64             float, its IEEE 754 bits, NaN payload included
//   0x05  text            string
//   0x06  varint n, then  list of n values, each with its tag
//   0x07  u64             instant, nanoseconds since 1970-01-01T00:00:00Z, two's complement
//   0x08  zigzag          date, days since 1970-01-01
//   0x09  varint          local time, nanoseconds since midnight
//   0x0A  varint, zigzag  time: the same, then its offset in seconds
//   0x0B  zigzag, varint  local date and time: seconds since 1970-01-01T00:00, nanoseconds
//   0x0C  zigzag, varint, zoned date and time: seconds since 1970-01-01T00:00:00Z, nanoseconds,
//         zigzag          offset in seconds
//   0x0D  zigzag, varint, the same in a named zone
//         text
//   0x0E  three zigzag,   duration: months, days, seconds, nanoseconds
//         varint
//   0x0F  varint, u64 x,  point: SRID, then each coordinate's IEEE 754 bits, z in three dimensions
//         u64 y, [u64 z]
//   0x10  text            bytes
//
// The law: what a snapshot cannot hold (maps, nodes, relationships, paths) has no tag. A zoned date
// and time that is an instant (offset 0, in range) is spelled as one, a place without -0.0.
#pragma once

#include "core/base/result.h"
#include "core/base/value.h"
#include "storage/bytes.h"

namespace muster::storage {

// How deep lists may lie in lists; bounds the stack that decoding needs.
inline constexpr int kListDepthMax = 64;

// Errors: kInvalidArgument: a map, a node, a relationship or a path, or lists nested deeper than
// kListDepthMax.
Result<void> encode_value(const Value& value, ByteWriter& writer);

// Reads one value; what is wrong is remembered by the reader.
Value decode_value(ByteReader& reader);

}  // namespace muster::storage
