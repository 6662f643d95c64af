// Bytes: the primitives every codec of this folder is built from.
//
// The law: one value, one encoding. Integers in keys are big-endian, so that byte order is number
// order; counts and lengths in values are canonical varints. A reader refuses every other spelling,
// so whatever decodes encodes back to the same bytes.
//
//   name    size  bytes
//   u8         1  the byte
//   u32        4  big-endian
//   u64        8  big-endian
//   varint  1-10  LEB128: seven bits a byte, lowest first, high bit set on all but the last,
//                 which is 0 only where it is the first
//   zigzag  1-10  varint of (n << 1) ^ (n >> 63): small magnitudes of either sign are short
//   text     1+n  varint length, then the bytes
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/ids.h"
#include "core/base/result.h"

namespace muster::storage {

// Appends to a string it does not own.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}

  void put_u8(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void put_u32(std::uint32_t value);
  void put_u64(std::uint64_t value);
  void put_i64(std::int64_t value) { put_u64(static_cast<std::uint64_t>(value)); }
  void put_varint(std::uint64_t value);
  void put_zigzag(std::int64_t value);
  void put_text(std::string_view text);
  void put_bytes(std::string_view bytes) { out_.append(bytes); }

  // An element id as keys and values hold it: slot, then generation. Sorting by these bytes is
  // sorting by slot.
  template <typename Id>
  void put_id(Id id) {
    put_u32(slot_of(id));
    put_u32(generation_of(id));
  }

 private:
  std::string& out_;
};

// Reads front to back. The first thing that does not fit is remembered and everything after it
// reads as zero, so a codec reads straight down and asks once, at the end. What it returns points
// into the bytes it was given.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t get_u8();
  std::uint32_t get_u32();
  std::uint64_t get_u64();
  std::int64_t get_i64() { return static_cast<std::int64_t>(get_u64()); }
  std::uint64_t get_varint();
  std::uint32_t get_varint32();  // Fails above 2^32 - 1.
  std::int64_t get_zigzag();
  std::string_view get_text();
  // A varint that counts things of at least one byte each: fails if the rest cannot hold that many.
  std::size_t get_count();

  template <typename Id>
  Id get_id() {
    const std::uint32_t slot = get_u32();
    return make_id<Id>(slot, get_u32());
  }

  bool failed() const { return reason_ != nullptr; }
  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  // Says what is wrong, unless something already was. `reason` is a literal that completes "the
  // bytes …".
  void fail(const char* reason);

  // Ends a decoding. Errors: kCorruption, "<what> <reason>": something did not fit, or bytes are
  // left over.
  Result<void> finish(std::string_view what);

 private:
  std::string_view take(std::size_t count);

  std::string_view rest_;
  const char* reason_ = nullptr;
};

}  // namespace muster::storage
