#include "storage/value_codec.h"

#include <bit>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace muster::storage {
namespace {

enum Tag : std::uint8_t {
  kTagNull = 0x00,
  kTagFalse = 0x01,
  kTagTrue = 0x02,
  kTagInteger = 0x03,
  kTagFloat = 0x04,
  kTagString = 0x05,
  kTagList = 0x06,
  kTagInstant = 0x07,
  kTagDate = 0x08,
  kTagLocalTime = 0x09,
  kTagTime = 0x0A,
  kTagLocalDateTime = 0x0B,
  kTagOffsetDateTime = 0x0C,
  kTagNamedZoneDateTime = 0x0D,
  kTagDuration = 0x0E,
  kTagPoint = 0x0F,
  kTagBytes = 0x10,
};

void encode_temporal(const Value& value, ByteWriter& writer) {
  switch (value.type()) {
    case ValueType::kDate:
      writer.put_u8(kTagDate);
      writer.put_zigzag(value.as_date().days);
      return;
    case ValueType::kLocalTime:
      writer.put_u8(kTagLocalTime);
      writer.put_varint(static_cast<std::uint64_t>(value.as_local_time().nanoseconds));
      return;
    case ValueType::kTime:
      writer.put_u8(kTagTime);
      writer.put_varint(static_cast<std::uint64_t>(value.as_zoned_time().local.nanoseconds));
      writer.put_zigzag(value.as_zoned_time().offset_seconds);
      return;
    case ValueType::kLocalDateTime:
      writer.put_u8(kTagLocalDateTime);
      writer.put_zigzag(value.as_local_datetime().seconds);
      writer.put_varint(value.as_local_datetime().nanoseconds);
      return;
    case ValueType::kZonedDateTime: {
      const ZonedDateTime time = value.as_zoned_datetime();
      const bool named = is_named_zone(time.zone);
      writer.put_u8(named ? kTagNamedZoneDateTime : kTagOffsetDateTime);
      writer.put_zigzag(time.seconds);
      writer.put_varint(time.nanoseconds);
      if (named) {
        writer.put_text(zone_name(time.zone));
      } else {
        writer.put_zigzag(offset_at(time.zone, time.seconds));
      }
      return;
    }
    default: {
      const Duration& duration = value.as_duration();
      writer.put_u8(kTagDuration);
      writer.put_zigzag(duration.months);
      writer.put_zigzag(duration.days);
      writer.put_zigzag(duration.seconds);
      writer.put_varint(static_cast<std::uint64_t>(duration.nanoseconds));
    }
  }
}

void encode_point(const Point& point, ByteWriter& writer) {
  writer.put_u8(kTagPoint);
  writer.put_varint(static_cast<std::uint64_t>(point.system));
  writer.put_u64(std::bit_cast<std::uint64_t>(point.x));
  writer.put_u64(std::bit_cast<std::uint64_t>(point.y));
  if (has_three_dimensions(point.system)) writer.put_u64(std::bit_cast<std::uint64_t>(point.z));
}

Result<void> encode(const Value& value, int depth, ByteWriter& writer) {
  switch (value.type()) {
    case ValueType::kNull:
      writer.put_u8(kTagNull);
      return ok();
    case ValueType::kBoolean:
      writer.put_u8(value.as_boolean() ? kTagTrue : kTagFalse);
      return ok();
    case ValueType::kInteger:
      writer.put_u8(kTagInteger);
      writer.put_zigzag(value.as_integer());
      return ok();
    case ValueType::kFloat:
      writer.put_u8(kTagFloat);
      writer.put_u64(std::bit_cast<std::uint64_t>(value.as_float()));
      return ok();
    case ValueType::kString:
      writer.put_u8(kTagString);
      writer.put_text(value.as_string());
      return ok();
    case ValueType::kInstant:
      writer.put_u8(kTagInstant);
      writer.put_i64(value.as_instant().nanoseconds);
      return ok();
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kZonedDateTime:
    case ValueType::kDuration:
      encode_temporal(value, writer);
      return ok();
    case ValueType::kPoint:
      encode_point(value.as_point(), writer);
      return ok();
    case ValueType::kBytes:
      writer.put_u8(kTagBytes);
      writer.put_text(value.as_bytes().octets);
      return ok();
    case ValueType::kList:
      if (depth == kListDepthMax) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = fmt::format("A property holds lists nested deeper than {} levels.",
                                            kListDepthMax),
                     .hint = "Flatten the list before it is stored."};
      }
      writer.put_u8(kTagList);
      writer.put_varint(value.as_list().size());
      for (const Value& element : value.as_list()) MUSTER_CHECK(encode(element, depth + 1, writer));
      return ok();
    case ValueType::kMap:
    case ValueType::kNode:
    case ValueType::kEdge:
    case ValueType::kPath:
      break;
  }
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("A value of type {} cannot be stored as a property.",
                                      value_type_name(value.type())),
               .hint = "Store its parts as properties of their own."};
}

constexpr const char* kOutOfRange = "holds a temporal value out of range";

Value decode_local_time(ByteReader& reader) {
  const std::uint64_t nanoseconds = reader.get_varint();
  if (nanoseconds >= static_cast<std::uint64_t>(kNanosecondsPerDay)) reader.fail(kOutOfRange);
  return reader.failed() ? Value() : Value(LocalTime{static_cast<std::int64_t>(nanoseconds)});
}

std::int32_t decode_offset(ByteReader& reader) {
  const std::int64_t seconds = reader.get_zigzag();
  if (seconds < -kOffsetSecondsMax || seconds > kOffsetSecondsMax) reader.fail(kOutOfRange);
  return reader.failed() ? 0 : static_cast<std::int32_t>(seconds);
}

std::uint32_t decode_nanoseconds(ByteReader& reader) {
  const std::uint32_t nanoseconds = reader.get_varint32();
  if (nanoseconds >= kNanosecondsPerSecond) reader.fail(kOutOfRange);
  return nanoseconds;
}

Value decode_date(ByteReader& reader) {
  const Date date{reader.get_zigzag()};
  if (date < kDateMin || date > kDateMax) reader.fail(kOutOfRange);
  return date;
}

// `seconds` on a clock that is at most a day away from the calendar's ends.
std::int64_t decode_seconds(ByteReader& reader) {
  const std::int64_t seconds = reader.get_zigzag();
  if (seconds < (kDateMin.days - 1) * kSecondsPerDay ||
      seconds >= (kDateMax.days + 2) * kSecondsPerDay)
    reader.fail(kOutOfRange);
  return seconds;
}

Value decode_local_datetime(ByteReader& reader) {
  const std::int64_t seconds = decode_seconds(reader);
  const LocalDateTime time{.seconds = seconds, .nanoseconds = decode_nanoseconds(reader)};
  if (seconds < kDateMin.days * kSecondsPerDay || seconds >= (kDateMax.days + 1) * kSecondsPerDay)
    reader.fail(kOutOfRange);
  return time;
}

Value decode_zoned_datetime(ByteReader& reader, bool named) {
  ZonedDateTime time;
  time.seconds = decode_seconds(reader);
  time.nanoseconds = decode_nanoseconds(reader);
  if (named) {
    const auto zone = find_zone(reader.get_text());
    if (!zone) reader.fail("names a time zone that this Muster does not know");
    time.zone = zone.value_or(utc_zone());
  } else {
    time.zone = fixed_zone(decode_offset(reader));
  }
  if (reader.failed()) return {};
  Value value(time);
  if (value.is_instant()) reader.fail("spells an instant in a second way");
  return value;
}

Value decode_duration(ByteReader& reader) {
  Duration duration;
  duration.months = reader.get_zigzag();
  duration.days = reader.get_zigzag();
  duration.seconds = reader.get_zigzag();
  duration.nanoseconds = static_cast<std::int32_t>(decode_nanoseconds(reader));
  return duration;
}

Value decode_point(ByteReader& reader) {
  const auto system = coordinate_system_of_srid(reader.get_varint32());
  if (!system) {
    reader.fail("holds a point of an unknown system");
    return {};
  }
  const auto coordinate = [&reader] {
    const double value = std::bit_cast<double>(reader.get_u64());
    if (!std::isfinite(value) || (value == 0 && std::signbit(value)))
      reader.fail("holds a point that no writer would write");
    return value;
  };
  Point point{.system = *system};
  point.x = coordinate();
  point.y = coordinate();
  if (has_three_dimensions(*system)) point.z = coordinate();
  return reader.failed() ? Value() : Value(point);
}

Value decode(ByteReader& reader, int depth) {
  switch (reader.get_u8()) {
    case kTagNull:
      return {};
    case kTagFalse:
      return false;
    case kTagTrue:
      return true;
    case kTagInteger:
      return reader.get_zigzag();
    case kTagFloat:
      return std::bit_cast<double>(reader.get_u64());
    case kTagString:
      return reader.get_text();
    case kTagInstant:
      return Instant{reader.get_i64()};
    case kTagDate:
      return decode_date(reader);
    case kTagLocalTime:
      return decode_local_time(reader);
    case kTagTime: {
      const Value local = decode_local_time(reader);
      const std::int32_t offset = decode_offset(reader);
      if (reader.failed()) return {};
      return ZonedTime{.local = local.as_local_time(), .offset_seconds = offset};
    }
    case kTagLocalDateTime:
      return decode_local_datetime(reader);
    case kTagOffsetDateTime:
      return decode_zoned_datetime(reader, /*named=*/false);
    case kTagNamedZoneDateTime:
      return decode_zoned_datetime(reader, /*named=*/true);
    case kTagDuration:
      return decode_duration(reader);
    case kTagPoint:
      return decode_point(reader);
    case kTagBytes:
      return Bytes{std::string(reader.get_text())};
    case kTagList: {
      if (depth == kListDepthMax) {
        reader.fail("nests lists too deeply");
        return {};
      }
      ValueList list;
      // Not reserved: a damaged count may claim as many elements as there are bytes left.
      for (std::size_t left = reader.get_count(); left > 0 && !reader.failed(); --left) {
        list.push_back(decode(reader, depth + 1));
      }
      return list;
    }
    default:
      reader.fail("holds a value of an unknown type");
      return {};
  }
}

}  // namespace

Result<void> encode_value(const Value& value, ByteWriter& writer) {
  return encode(value, 0, writer);
}

Value decode_value(ByteReader& reader) { return decode(reader, 0); }

}  // namespace muster::storage
