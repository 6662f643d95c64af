// Comma-separated values, record by record: RFC 4180 as Neo4j reads it.
//
// The laws. A field in double quotes may hold separators, line breaks, and quotes written twice or
// behind a backslash; elsewhere a backslash is a character like any other. A record ends with \n,
// \r\n or \r. A field without characters and without quotes has no value; "" is the empty text. A
// byte order mark at the beginning is passed over. Memory is bounded by the longest record allowed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace muster {

// Fills the buffer from its beginning; 0 bytes: the end.
using ByteSource = std::function<Result<std::size_t>(std::span<char>)>;

struct CsvDialect {
  std::string field_terminator = ",";  // One character, in UTF-8.
  std::size_t record_bytes_max = std::size_t{4} << 20;
};

using CsvField = std::optional<std::string>;  // Absent: no value.

class CsvReader {
 public:
  // `name`: of the file, for messages. REQUIRES: the terminator is not empty.
  CsvReader(ByteSource source, std::string name, CsvDialect dialect);

  // The next record into `fields`; false: there is none. An empty line is a record of one field
  // without a value. Errors: those of the source; kInvalidInput/InvalidCsv, naming file and line: a
  // quoted field that does not end, characters behind its closing quote, a record that is too long,
  // bytes that are not UTF-8.
  Result<bool> next(std::vector<CsvField>& fields);

  // The line on which the record given last began; the first is 1.
  std::uint64_t line() const { return record_line_; }

 private:
  static constexpr int kEnd = -1;

  Result<int> peek(std::size_t ahead = 0);  // A byte, or kEnd.
  void take(std::size_t count = 1);
  Result<bool> at_terminator();
  Result<bool> read_quoted(std::string& field);  // REQUIRES: at the opening quote.
  Result<void> read_plain(std::string& field);
  Result<bool> end_field();  // Whether another field follows in the record.
  Result<void> skip_byte_order_mark();
  Result<void> grow(std::string& field, std::string_view bytes);
  // Takes what is buffered up to the first of `stops` over to the field.
  Result<void> take_until(std::string_view stops, std::string& field);
  Error broken(std::string what, std::uint64_t line) const;

  ByteSource source_;
  std::string name_;
  CsvDialect dialect_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool drained_ = false;
  bool started_ = false;
  std::uint64_t line_ = 1;
  std::uint64_t record_line_ = 0;
  std::size_t record_bytes_ = 0;
};

}  // namespace muster
