// Rows of a query result, written as they come in the format asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/graph_snapshot.h"

namespace muster::api {

enum class RowFormat : std::uint8_t {
  kTable,   // For a terminal: aligned columns, escaped; holds the rows until finish() to know the
            // widths.
  kCsv,     // RFC 4180 with bare line feeds, as pipes want them: one header line, then rows,
            // nothing else.
  kJson,    // One object: columns, rows, and what finish() is given.
  kNdjson,  // One JSON object a row, nothing else.
};

// Errors: kInvalidArgument names the formats.
Result<RowFormat> parse_row_format(std::string_view name);

using ByteSink = std::function<void(std::string_view)>;

// What a result says beside its rows. Empty members are left out.
struct RowsFooter {
  std::string summary_json;  // `,"counters":{…}` members of the JSON object, ready made.
  std::string summary_text;  // A line under the table.
};

// Why an answer that has begun ends early.
struct RowsFailure {
  std::string problem_json;  // One JSON object.
  std::string text;          // One sentence.
};

// start(), any number of row(), then either finish() or fail().
class RowEncoder {
 public:
  virtual ~RowEncoder() = default;
  virtual void start(std::span<const std::string> columns) = 0;
  virtual void row(const GraphSnapshot& graph, std::span<const Value> values) = 0;
  virtual void finish(const RowsFooter& footer) = 0;
  // The failure is the last record: a member or an object `error`, a line that begins with it. The
  // one call that may come without a start() before it.
  virtual void fail(const RowsFailure& failure) = 0;
};

std::unique_ptr<RowEncoder> make_row_encoder(RowFormat format, ByteSink sink);

// A value as a person reads it in a table: text without quotes, a node as (:Label {display name}),
// an edge as [:TYPE].
std::string display_text(const GraphSnapshot& graph, const Value& value);

}  // namespace muster::api
