// Record codec: the bytes of this layer's records. A record is a version byte, then its fields in
// order.
//
//   number   LEB128, at most 10 bytes; signed ones zigzag
//   text     length as number, bytes
//   list     count as number, elements
//   value    one byte ValueType, then: boolean and integer as number, float as 8 bytes
//            little-endian, text, list, map (sorted); temporal values part by part, a zone by its
//            name; a point as its SRID and three floats; bytes as text
//
// The law: equal values give equal bytes. A reader never trusts a length: what does not fit is
// kCorruption.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/base/value.h"

namespace muster {

class RecordWriter {
 public:
  explicit RecordWriter(std::uint8_t version) { bytes_.push_back(static_cast<char>(version)); }

  RecordWriter& number(std::uint64_t value);
  RecordWriter& integer(std::int64_t value);
  RecordWriter& boolean(bool value) { return number(value ? 1 : 0); }
  RecordWriter& instant(Instant value) { return integer(value.nanoseconds); }
  RecordWriter& real(double value);
  RecordWriter& text(std::string_view value);
  RecordWriter& texts(const std::vector<std::string>& values);
  // REQUIRES: a value that can be stored (no node, edge or path).
  RecordWriter& value(const Value& value);

  std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads fields in the order they were written. After a field that does not fit every further one is
// empty; finish() then says so.
class RecordFields {
 public:
  // `what` names the record in the error ("run", "assertion"). `version_max`: the newest version
  // this reader knows.
  RecordFields(std::string_view bytes, std::string_view what, std::uint8_t version_max);

  std::uint8_t version() const { return version_; }
  std::uint64_t number();
  std::int64_t integer();
  bool boolean() { return number() != 0; }
  Instant instant() { return {integer()}; }
  std::string text();
  std::vector<std::string> texts();
  Value value() { return value(0); }
  // For a count of elements that follow: never more than the bytes left.
  std::size_t count();

  // Errors: kCorruption: a field did not fit, bytes are left over, or the version is newer than
  // known.
  Result<void> finish() const;

 private:
  Value value(int depth);
  Value temporal(ValueType type);
  Value point();
  double real();
  std::int64_t integer_within(std::int64_t least, std::int64_t most);
  std::string_view take(std::size_t length);

  std::string_view rest_;
  std::string_view what_;
  std::uint8_t version_ = 0;
  bool broken_ = false;
};

}  // namespace muster
