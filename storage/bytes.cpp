#include "storage/bytes.h"

#include <limits>

#include <fmt/format.h>

namespace muster::storage {

void ByteWriter::put_u32(std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) put_u8(static_cast<std::uint8_t>(value >> shift));
}

void ByteWriter::put_u64(std::uint64_t value) {
  put_u32(static_cast<std::uint32_t>(value >> 32));
  put_u32(static_cast<std::uint32_t>(value));
}

void ByteWriter::put_varint(std::uint64_t value) {
  while (value >= 0x80) {
    put_u8(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  put_u8(static_cast<std::uint8_t>(value));
}

void ByteWriter::put_zigzag(std::int64_t value) {
  const auto sign = static_cast<std::uint64_t>(value >> 63);
  put_varint((static_cast<std::uint64_t>(value) << 1) ^ sign);
}

void ByteWriter::put_text(std::string_view text) {
  put_varint(text.size());
  put_bytes(text);
}

void ByteReader::fail(const char* reason) {
  if (reason_ == nullptr) reason_ = reason;
  rest_ = {};
}

std::string_view ByteReader::take(std::size_t count) {
  if (count > rest_.size()) {
    fail("ends too early");
    return {};
  }
  const std::string_view taken = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return taken;
}

std::uint8_t ByteReader::get_u8() {
  const std::string_view taken = take(1);
  return taken.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(taken.front());
}

std::uint32_t ByteReader::get_u32() {
  std::uint32_t value = 0;
  for (const char byte : take(4)) value = (value << 8) | static_cast<std::uint8_t>(byte);
  return value;
}

std::uint64_t ByteReader::get_u64() {
  std::uint64_t value = 0;
  for (const char byte : take(8)) value = (value << 8) | static_cast<std::uint8_t>(byte);
  return value;
}

std::uint64_t ByteReader::get_varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint8_t byte = get_u8();
    if (failed()) return 0;
    const std::uint64_t bits = byte & 0x7FU;
    if (shift == 63 && bits > 1) break;
    value |= bits << shift;
    if ((byte & 0x80U) != 0) continue;
    if (bits == 0 && shift > 0) break;  // A shorter spelling of the same number exists.
    return value;
  }
  fail("holds a number that is not spelled as this version spells it");
  return 0;
}

std::uint32_t ByteReader::get_varint32() {
  const std::uint64_t value = get_varint();
  if (value > std::numeric_limits<std::uint32_t>::max()) {
    fail("holds a number that is out of range");
    return 0;
  }
  return static_cast<std::uint32_t>(value);
}

std::int64_t ByteReader::get_zigzag() {
  const std::uint64_t value = get_varint();
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

std::string_view ByteReader::get_text() { return take(get_count()); }

std::size_t ByteReader::get_count() {
  const std::uint64_t count = get_varint();
  if (count > rest_.size()) {
    fail("ends too early");
    return 0;
  }
  return static_cast<std::size_t>(count);
}

Result<void> ByteReader::finish(std::string_view what) {
  if (!failed() && !at_end()) fail("goes on after its end");
  if (!failed()) return ok();
  return Error{.code = ErrorCode::kCorruption, .message = fmt::format("{} {}", what, reason_)};
}

}  // namespace muster::storage
