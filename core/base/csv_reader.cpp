#include "core/base/csv_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/assert.h"
#include "core/base/escape.h"

namespace muster {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

}  // namespace

CsvReader::CsvReader(ByteSource source, std::string name, CsvDialect dialect)
    : source_(std::move(source)),
      name_(std::move(name)),
      dialect_(std::move(dialect)),
      buffer_(kBufferBytes) {
  MUSTER_ASSERT(!dialect_.field_terminator.empty());
}

Error CsvReader::broken(std::string what, std::uint64_t line) const {
  return Error{.code = ErrorCode::kInvalidInput,
               .message = fmt::format("'{}', line {}: {}", name_, line, what),
               .detail = "InvalidCsv"};
}

Result<int> CsvReader::peek(std::size_t ahead) {
  while (begin_ + ahead >= end_ && !drained_) {
    // Terminators are short: what is left over fits at the beginning.
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
    MUSTER_TRY(const std::size_t count, source_(std::span(buffer_).subspan(end_)));
    drained_ = count == 0;
    end_ += count;
  }
  if (begin_ + ahead >= end_) return kEnd;
  return static_cast<int>(static_cast<unsigned char>(buffer_[begin_ + ahead]));
}

void CsvReader::take(std::size_t count) { begin_ += count; }

Result<bool> CsvReader::at_terminator() {
  for (std::size_t i = 0; i < dialect_.field_terminator.size(); ++i) {
    MUSTER_TRY(const int byte, peek(i));
    if (byte != static_cast<int>(static_cast<unsigned char>(dialect_.field_terminator[i])))
      return false;
  }
  return true;
}

Result<void> CsvReader::grow(std::string& field, std::string_view bytes) {
  record_bytes_ += bytes.size();
  if (record_bytes_ > dialect_.record_bytes_max)
    return broken(fmt::format("a record is longer than {} bytes", dialect_.record_bytes_max),
                  record_line_);
  field += bytes;
  return ok();
}

Result<void> CsvReader::take_until(std::string_view stops, std::string& field) {
  const std::string_view buffered(buffer_.data() + begin_, end_ - begin_);
  const std::size_t count = std::min(buffered.find_first_of(stops), buffered.size());
  MUSTER_CHECK(grow(field, buffered.substr(0, count)));
  take(count);
  return ok();
}

Result<void> CsvReader::skip_byte_order_mark() {
  started_ = true;
  constexpr int kMark[] = {0xEF, 0xBB, 0xBF};
  for (std::size_t i = 0; i < 3; ++i) {
    MUSTER_TRY(const int byte, peek(i));
    if (byte != kMark[i]) return ok();
  }
  take(3);
  return ok();
}

Result<bool> CsvReader::next(std::vector<CsvField>& fields) {
  fields.clear();
  if (!started_) MUSTER_CHECK(skip_byte_order_mark());
  MUSTER_TRY(const int first, peek());
  if (first == kEnd) return false;
  record_line_ = line_;
  record_bytes_ = 0;
  std::string separators;  // They count as well: a record of nothing but commas has an end.
  bool more = true;
  while (more) {
    std::string text;
    bool quoted = false;
    MUSTER_TRY(const int byte, peek());
    if (byte == '"' && dialect_.field_terminator != "\"") {
      MUSTER_TRY(quoted, read_quoted(text));
    } else {
      MUSTER_CHECK(read_plain(text));
    }
    if (!is_valid_utf8(text)) return broken("a field is not UTF-8", record_line_);
    MUSTER_CHECK(grow(separators, dialect_.field_terminator));
    if (quoted || !text.empty()) {
      fields.emplace_back(std::move(text));
    } else {
      fields.emplace_back(std::nullopt);
    }
    MUSTER_TRY(more, end_field());
  }
  return true;
}

Result<bool> CsvReader::read_quoted(std::string& field) {
  const std::uint64_t opened = line_;
  take();
  while (true) {
    MUSTER_CHECK(take_until("\"\\\r\n", field));
    MUSTER_TRY(const int byte, peek());
    if (byte == kEnd) return broken("a quoted field has no closing quote", opened);
    MUSTER_TRY(const int following, peek(1));
    if (byte == '"' && following != '"') {
      take();
      return true;
    }
    const bool escape = byte == '"' || (byte == '\\' && (following == '"' || following == '\\'));
    if (escape) take();
    // \r\n is one line break, \r alone as well.
    if (byte == '\n' || (byte == '\r' && following != '\n')) ++line_;
    const char kept = static_cast<char>(escape ? following : byte);
    MUSTER_CHECK(grow(field, std::string_view(&kept, 1)));
    take();
  }
}

Result<void> CsvReader::read_plain(std::string& field) {
  const std::string stops = std::string("\r\n") + dialect_.field_terminator.front();
  while (true) {
    MUSTER_CHECK(take_until(stops, field));
    MUSTER_TRY(const int byte, peek());
    if (byte == kEnd || byte == '\n' || byte == '\r') return ok();
    MUSTER_TRY(const bool ends, at_terminator());
    if (ends) return ok();
    // Buffered no further, or a character that begins as the terminator does.
    const char kept = static_cast<char>(byte);
    MUSTER_CHECK(grow(field, std::string_view(&kept, 1)));
    take();
  }
}

Result<bool> CsvReader::end_field() {
  MUSTER_TRY(const int byte, peek());
  if (byte == kEnd) return false;
  MUSTER_TRY(const bool separated, at_terminator());
  if (separated) {
    take(dialect_.field_terminator.size());
    return true;
  }
  if (byte != '\n' && byte != '\r')
    return broken("characters stand behind the closing quote of a field", line_);
  MUSTER_TRY(const int following, peek(1));
  take(byte == '\r' && following == '\n' ? 2 : 1);
  ++line_;
  return false;
}

}  // namespace muster
