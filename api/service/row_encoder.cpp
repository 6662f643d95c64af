#include "api/service/row_encoder.h"

#include <algorithm>

#include <fmt/format.h>

#include "api/service/base64.h"
#include "api/service/value_json.h"
#include "core/base/escape.h"

namespace muster::api {
namespace {

class CsvEncoder final : public RowEncoder {
 public:
  explicit CsvEncoder(ByteSink sink) : sink_(std::move(sink)) {}

  void start(std::span<const std::string> columns) override {
    line_.clear();
    for (const std::string& column : columns) add_cell(column);
    end_line(columns.size());
  }
  void row(const GraphSnapshot& graph, std::span<const Value> values) override {
    line_.clear();
    for (const Value& value : values) add_cell(cell(graph, value));
    end_line(values.size());
  }
  void finish(const RowsFooter&) override {}
  void fail(const RowsFailure& failure) override {
    line_.clear();
    add_cell("error: " + failure.text);
    end_line(1);
  }

 private:
  static std::string cell(const GraphSnapshot& graph, const Value& value) {
    if (value.is_null()) return "";
    if (value.is_string()) return value.as_string();
    if (value.is_temporal_instant() || value.is_duration()) return temporal_text(value);
    if (value.is_bytes()) return to_base64(value.as_bytes().octets);
    std::string json;
    append_json(json, graph, value);
    return json;
  }
  void add_cell(std::string_view text) {
    // A negative number is no formula: only text is guarded.
    const bool number =
        !text.empty() && text.find_first_not_of("-0123456789.e+") == std::string_view::npos;
    line_ += number ? std::string(text) : escape_csv_cell(text);
    line_ += ',';
  }
  void end_line(std::size_t cells) {
    if (cells != 0) line_.pop_back();
    line_ += "\n";
    sink_(line_);
  }

  ByteSink sink_;
  std::string line_;
};

class NdjsonEncoder final : public RowEncoder {
 public:
  explicit NdjsonEncoder(ByteSink sink) : sink_(std::move(sink)) {}

  void start(std::span<const std::string> columns) override {
    columns_.assign(columns.begin(), columns.end());
  }
  void row(const GraphSnapshot& graph, std::span<const Value> values) override {
    std::string line = "{";
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i != 0) line += ',';
      append_json_string(line, columns_[i]);
      line += ':';
      append_json(line, graph, values[i]);
    }
    line += "}\n";
    sink_(line);
  }
  void finish(const RowsFooter&) override {}
  void fail(const RowsFailure& failure) override {
    sink_("{\"error\":" + failure.problem_json + "}\n");
  }

 private:
  ByteSink sink_;
  std::vector<std::string> columns_;
};

class JsonEncoder final : public RowEncoder {
 public:
  explicit JsonEncoder(ByteSink sink) : sink_(std::move(sink)) {}

  void start(std::span<const std::string> columns) override {
    std::string head = "{\"columns\":[";
    const char* separator = "";
    for (const std::string& column : columns) {
      head += separator;
      append_json_string(head, column);
      separator = ",";
    }
    sink_(head + "],\"rows\":[");
    started_ = true;
  }
  void row(const GraphSnapshot& graph, std::span<const Value> values) override {
    std::string line = first_ ? "\n[" : ",\n[";
    first_ = false;
    const char* separator = "";
    for (const Value& value : values) {
      line += separator;
      append_json(line, graph, value);
      separator = ",";
    }
    sink_(line + "]");
  }
  void finish(const RowsFooter& footer) override {
    sink_((first_ ? "]" : "\n]") + footer.summary_json + "}\n");
  }
  void fail(const RowsFailure& failure) override {
    if (!started_) start({});
    sink_((first_ ? "],\"error\":" : "\n],\"error\":") + failure.problem_json + "}\n");
  }

 private:
  ByteSink sink_;
  bool started_ = false;
  bool first_ = true;
};

class TableEncoder final : public RowEncoder {
 public:
  explicit TableEncoder(ByteSink sink) : sink_(std::move(sink)) {}

  void start(std::span<const std::string> columns) override {
    for (const std::string& column : columns) header_.push_back(escape_terminal(column));
  }
  void row(const GraphSnapshot& graph, std::span<const Value> values) override {
    std::vector<std::string> cells;
    cells.reserve(values.size());
    for (const Value& value : values) cells.push_back(escape_terminal(display_text(graph, value)));
    rows_.push_back(std::move(cells));
  }
  void finish(const RowsFooter& footer) override {
    write_rows();
    sink_(fmt::format("({} row{}{})\n", rows_.size(), rows_.size() == 1 ? "" : "s",
                      footer.summary_text.empty() ? "" : "; " + footer.summary_text));
  }
  void fail(const RowsFailure& failure) override {
    write_rows();
    sink_(fmt::format("error: {}\n", escape_terminal(failure.text)));
  }

 private:
  void write_rows() {
    std::vector<std::size_t> widths;
    for (const std::string& column : header_) widths.push_back(utf8_length(column));
    for (const auto& cells : rows_) {
      for (std::size_t i = 0; i < cells.size(); ++i)
        widths[i] = std::max(widths[i], utf8_length(cells[i]));
    }
    if (!header_.empty()) {
      sink_(line(header_, widths));
      std::string rule;
      for (std::size_t i = 0; i < widths.size(); ++i)
        rule += (i == 0 ? "" : "  ") + std::string(widths[i], '-');
      sink_(rule + "\n");
      for (const auto& cells : rows_) sink_(line(cells, widths));
    }
  }

  static std::string line(const std::vector<std::string>& cells,
                          const std::vector<std::size_t>& widths) {
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      out += cells[i];
      // No blanks at the end of a line.
      if (i + 1 < cells.size()) out.append(widths[i] - utf8_length(cells[i]) + 2, ' ');
    }
    return out + "\n";
  }

  ByteSink sink_;
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

std::string node_text(const GraphSnapshot& graph, NodeId node) {
  if (!graph.contains(node)) return fmt::format("(#{})", raw(node));
  std::string out = "(";
  for (const LabelId label : graph.labels(node)) out += ":" + graph.catalog().labels.name(label);
  for (const std::string_view key : {"display_name", "name", "id"}) {
    const Value name = graph.property(node, key);
    if (name.is_string()) {
      out += " " + name.as_string();
      break;
    }
  }
  return out + ")";
}

}  // namespace

std::string display_text(const GraphSnapshot& graph, const Value& value) {
  switch (value.type()) {
    case ValueType::kString:
      return value.as_string();
    case ValueType::kNode:
      return node_text(graph, value.as_node());
    case ValueType::kEdge: {
      const EdgeId edge = value.as_edge();
      if (!graph.contains(edge)) return fmt::format("[#{}]", raw(edge));
      return fmt::format("[:{}]", graph.catalog().edge_types.name(graph.ends(edge).type));
    }
    case ValueType::kPath: {
      const PathValue& path = value.as_path();
      std::string out = node_text(graph, path.nodes.front());
      for (std::size_t i = 0; i < path.edges.size(); ++i) {
        const bool forward =
            graph.contains(path.edges[i]) && graph.ends(path.edges[i]).source == path.nodes[i];
        out += fmt::format("{}{}{}", forward ? "-" : "<-", display_text(graph, path.edges[i]),
                           forward ? "->" : "-");
        out += node_text(graph, path.nodes[i + 1]);
      }
      return out;
    }
    case ValueType::kList: {
      std::string out = "[";
      const char* separator = "";
      for (const Value& item : value.as_list()) {
        out += separator + display_text(graph, item);
        separator = ", ";
      }
      return out + "]";
    }
    case ValueType::kInstant:
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kZonedDateTime:
    case ValueType::kDuration:
      return temporal_text(value);
    default:
      return to_literal(value);
  }
}

Result<RowFormat> parse_row_format(std::string_view name) {
  if (name == "table") return RowFormat::kTable;
  if (name == "csv") return RowFormat::kCsv;
  if (name == "json") return RowFormat::kJson;
  if (name == "ndjson") return RowFormat::kNdjson;
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("There is no result format '{}'", name.substr(0, 32)),
               .hint = "use table, csv, json or ndjson"};
}

std::unique_ptr<RowEncoder> make_row_encoder(RowFormat format, ByteSink sink) {
  switch (format) {
    case RowFormat::kTable:
      return std::make_unique<TableEncoder>(std::move(sink));
    case RowFormat::kCsv:
      return std::make_unique<CsvEncoder>(std::move(sink));
    case RowFormat::kJson:
      return std::make_unique<JsonEncoder>(std::move(sink));
    case RowFormat::kNdjson:
      return std::make_unique<NdjsonEncoder>(std::move(sink));
  }
  MUSTER_UNREACHABLE();
}

}  // namespace muster::api
