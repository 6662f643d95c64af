#include "core/graph/index_key.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace muster::internal {
namespace {

constexpr char kBooleanTag = 0x10;
constexpr char kNumberTag = 0x20;
constexpr char kNanTag = 0x21;
constexpr char kStringTag = 0x30;
constexpr char kBytesTag = 0x31;
constexpr char kDateTimeTag = 0x40;
constexpr char kLocalDateTimeTag = 0x41;
constexpr char kDateTag = 0x42;
constexpr char kTimeTag = 0x43;
constexpr char kLocalTimeTag = 0x44;
constexpr char kDurationTag = 0x45;
constexpr char kPointTag = 0x46;
constexpr char kListTag = 0x60;
constexpr char kOtherTag = 0x70;
constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;

void append_big_endian(std::uint64_t bits, unsigned bytes, std::string& key) {
  for (unsigned i = bytes; i > 0; --i) key.push_back(static_cast<char>(bits >> (8 * (i - 1))));
}

// Doubles of one sign sort as their bits do, forwards or backwards.
void append_double(double value, std::string& key) {
  const auto bits = std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
  append_big_endian((bits & kSignBit) != 0 ? ~bits : bits | kSignBit, 8, key);
}

// An integer beyond 2^53 lies between two doubles: the lower one and the distance to it keep
// integers apart and leave those that are doubles equal to them.
void append_integer(std::int64_t value, std::string& key) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  auto below = static_cast<double>(value);
  if (below >= kTwoTo63 || static_cast<std::int64_t>(below) > value)
    below = std::nextafter(below, -kTwoTo63);
  append_double(below, key);
  append_big_endian(static_cast<std::uint64_t>(value - static_cast<std::int64_t>(below)), 2, key);
}

// Cut between bytes, not code points: the order of bytes is the order of code points either way.
bool append_text(std::string_view text, std::string& key) {
  const bool whole = text.size() < kIndexTextMax;
  for (const char byte : text.substr(0, kIndexTextMax)) {
    key.push_back(byte);
    if (byte == '\0') key.push_back('\xFF');
  }
  return whole;
}

// A list is read to its first element that others may share a key with: what follows could say
// less where the lists say greater.
bool append_list(const ValueList& list, std::string& key) {
  for (const Value& element : list) {
    if (key.size() > 4 * kIndexTextMax || !append_index_key(element, key)) return false;
  }
  key.push_back('\0');
  return true;
}

void append_signed(std::int64_t value, std::string& key) {
  append_big_endian(static_cast<std::uint64_t>(value) ^ kSignBit, 8, key);
}

// Zones of one instant share a key unless it is plain UTC, which nearly all values are.
bool append_datetime(const ZonedDateTime& time, std::string& key) {
  const bool utc = time.zone == utc_zone();
  key.push_back(kDateTimeTag);
  append_signed(time.seconds, key);
  append_big_endian(time.nanoseconds, 4, key);
  key.push_back(utc ? 1 : offset_of(time) < 0 ? 0 : 2);
  return utc;
}

void append_temporal(const Value& value, std::string& key) {
  constexpr std::uint32_t kSignBitOf32 = std::uint32_t{1} << 31;
  switch (value.type()) {
    case ValueType::kDate:
      key.push_back(kDateTag);
      return append_signed(value.as_date().days, key);
    case ValueType::kLocalTime:
      key.push_back(kLocalTimeTag);
      return append_signed(value.as_local_time().nanoseconds, key);
    case ValueType::kTime: {
      const ZonedTime time = value.as_zoned_time();
      key.push_back(kTimeTag);
      append_signed(time.local.nanoseconds - time.offset_seconds * kNanosecondsPerSecond, key);
      return append_big_endian(static_cast<std::uint32_t>(time.offset_seconds) ^ kSignBitOf32, 4,
                               key);
    }
    case ValueType::kLocalDateTime:
      key.push_back(kLocalDateTimeTag);
      append_signed(value.as_local_datetime().seconds, key);
      return append_big_endian(value.as_local_datetime().nanoseconds, 4, key);
    default: {
      const Duration& duration = value.as_duration();
      key.push_back(kDurationTag);
      for (const std::int64_t part : {duration.months, duration.days, duration.seconds})
        append_signed(part, key);
      append_big_endian(static_cast<std::uint64_t>(duration.nanoseconds), 4, key);
    }
  }
}

}  // namespace

bool append_index_key(const Value& value, std::string& key) {
  switch (value.type()) {
    case ValueType::kBoolean:
      key.push_back(kBooleanTag);
      key.push_back(value.as_boolean() ? 1 : 0);
      return true;
    case ValueType::kInteger:
      key.push_back(kNumberTag);
      append_integer(value.as_integer(), key);
      return true;
    case ValueType::kFloat:
      if (std::isnan(value.as_float())) {
        key.push_back(kNanTag);
        return true;
      }
      key.push_back(kNumberTag);
      append_double(value.as_float(), key);
      append_big_endian(0, 2, key);
      return true;
    case ValueType::kString: {
      key.push_back(kStringTag);
      const bool whole = append_text(value.as_string(), key);
      key.append(2, '\0');
      return whole;
    }
    case ValueType::kBytes: {
      key.push_back(kBytesTag);
      const bool whole = append_text(value.as_bytes().octets, key);
      key.append(2, '\0');
      return whole;
    }
    case ValueType::kInstant:
    case ValueType::kZonedDateTime:
      return append_datetime(value.as_zoned_datetime(), key);
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDuration:
      append_temporal(value, key);
      return true;
    case ValueType::kPoint:
      key.push_back(kPointTag);
      append_big_endian(static_cast<std::uint64_t>(value.as_point().system), 2, key);
      for (const double coordinate : {value.as_point().x, value.as_point().y, value.as_point().z})
        append_double(coordinate, key);
      return true;
    case ValueType::kList:
      key.push_back(kListTag);
      return append_list(value.as_list(), key);
    default:
      key.push_back(static_cast<char>(kOtherTag + static_cast<char>(value.type())));
      return false;
  }
}

bool equals_something(const Value& value) {
  if (value.is_list()) {
    return std::all_of(value.as_list().begin(), value.as_list().end(), equals_something);
  }
  return !value.is_null() && !(value.is_float() && std::isnan(value.as_float()));
}

void append_prefix_key(std::string_view prefix, std::string& key) {
  key.push_back(kStringTag);
  append_text(prefix, key);
}

char comparable_tag(const Value& value) {
  std::string key;
  append_index_key(value, key);
  return key[0];
}

}  // namespace muster::internal
