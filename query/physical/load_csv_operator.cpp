// LOAD CSV: a row for each record of a file of the one folder that may be read.
#include <charconv>

#include <fmt/format.h>

#include "core/base/csv_reader.h"
#include "core/base/escape.h"
#include "query/functions/function.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

Error bad_url(std::string_view url, std::string_view why) {
  return Error{.code = ErrorCode::kInvalidInput,
               .message = fmt::format("LOAD CSV cannot read from '{}': {}", url, why),
               .hint = "write 'file:///name.csv', a file of the folder given with --csv-folder",
               .detail = "InvalidUrl"};
}

// %20 and the like.
std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    unsigned byte = 0;
    if (i + 2 >= text.size()) return std::nullopt;
    const char* const end = text.data() + i + 3;
    if (std::from_chars(text.data() + i + 1, end, byte, 16).ptr != end) return std::nullopt;
    out += static_cast<char>(byte);
    i += 2;
  }
  return out;
}

// The file that a URL names, relative to the folder: file:///a/b.csv, file:/a/b.csv, or a/b.csv.
Result<std::string> file_named(std::string_view url) {
  const std::size_t colon = url.find(':');
  if (colon == std::string_view::npos || url.substr(0, colon).find('/') != std::string_view::npos)
    return std::string(url);
  if (url.substr(0, colon) != "file") return bad_url(url, "only files can be read, not addresses");
  std::string_view path = url.substr(colon + 1);
  if (path.starts_with("//")) {
    path.remove_prefix(2);
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view host = path.substr(0, slash);
    if (!host.empty() && host != "localhost") return bad_url(url, "it names another machine");
    path.remove_prefix(slash);
  }
  auto name = decoded(path);
  if (!name) return bad_url(url, "a percent sign needs two hexadecimal digits behind it");
  return std::move(*name);
}

Value field_value(const CsvField& field) { return field ? Value(*field) : Value(); }

// The file of one input row.
class CsvFile {
 public:
  CsvFile(ReadableFile file, const std::string& name, CsvDialect dialect, bool with_headers)
      : file_(std::move(file)),
        name_("/" + name.substr(std::min(name.find_first_not_of('/'), name.size()))),
        reader_([this](std::span<char> buffer) { return file_.read(buffer); }, name_,
                std::move(dialect)),
        with_headers_(with_headers) {}
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;

  // Nullopt: no more.
  Result<std::optional<Value>> next() {
    if (with_headers_ && !headers_) {
      headers_.emplace();
      MUSTER_TRY([[maybe_unused]] const bool found, reader_.next(*headers_));
    }
    MUSTER_TRY(const bool more, reader_.next(fields_));
    if (!more) return std::optional<Value>();
    if (!with_headers_) {
      ValueList list;
      for (const CsvField& field : fields_) list.push_back(field_value(field));
      return std::optional<Value>(std::move(list));
    }
    ValueMap map;
    for (std::size_t i = 0; i < headers_->size(); ++i) {
      const CsvField& header = (*headers_)[i];
      if (header)
        map.insert_or_assign(*header, i < fields_.size() ? field_value(fields_[i]) : Value());
    }
    return std::optional<Value>(std::move(map));
  }
  std::uint64_t line() const { return reader_.line(); }
  const std::string& name() const { return name_; }

 private:
  ReadableFile file_;
  std::string name_;
  CsvReader reader_;
  bool with_headers_;
  std::optional<std::vector<CsvField>> headers_;
  std::vector<CsvField> fields_;
};

class LoadCsvOperator final : public StreamOperator {
 public:
  LoadCsvOperator(const BoundLoadCsv& load, SlotList carried)
      : with_headers_(load.with_headers),
        url_(compile_expression(*load.url)),
        terminator_(compile_optional(load.field_terminator)),
        position_(load.url->position),
        row_(load.row),
        line_(load.line),
        file_(load.file),
        carried_(std::move(carried)) {}

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    Frame frame(context);
    frame.batch = &input;
    RowWriter writer(context, carried_, next);
    for (frame.row = 0; frame.row < input.rows; ++frame.row) {
      MUSTER_TRY(const std::unique_ptr<CsvFile> file, located(open(frame)));
      MUSTER_TRY(const Flow flow, file ? read(*file, input, frame.row, writer) : Flow::kMore);
      if (flow == Flow::kStop) return flow;
    }
    return writer.flush();
  }

 private:
  // Errors of the file stand where its URL does; those of the rows above it keep their own place.
  template <typename T>
  Result<T> located(Result<T> result) const {
    if (result) return result;
    Error error = std::move(result).error();
    if (!error.position) error.position = position_;
    return error;
  }

  Result<Flow> read(CsvFile& file, const Batch& input, std::size_t row, RowWriter& writer) const {
    const Value name(file.name());
    while (true) {
      MUSTER_TRY(std::optional<Value> record, located(file.next()));
      if (!record) return Flow::kMore;
      writer.put(row_, std::move(*record));
      writer.put(line_, Value(static_cast<std::int64_t>(file.line())));
      writer.put(file_, name);
      MUSTER_TRY(const Flow flow, writer.finish_row(input, row));
      if (flow == Flow::kStop) return flow;
    }
  }

  // Null: the URL is null, which has no rows.
  Result<std::unique_ptr<CsvFile>> open(Frame& frame) const {
    const ConfinedFolder* folder = frame.context.csv_folder;
    if (folder == nullptr)
      return Error{.code = ErrorCode::kForbidden,
                   .message = "LOAD CSV has no folder that it may read",
                   .hint = "start with --csv-folder DIR to allow the files beneath it",
                   .detail = "LoadCsvDisabled"};
    const Value url = url_->evaluate(frame);
    const Value terminator = terminator_ ? terminator_->evaluate(frame) : Value(",");
    if (frame.failed()) return frame.take_error();
    if (url.is_null()) return std::unique_ptr<CsvFile>();
    if (!url.is_string() || !terminator.is_string())
      return runtime_error("InvalidArgumentType", "LOAD CSV needs texts for its URL and separator");
    CsvDialect dialect{.field_terminator = std::string(terminator.as_string())};
    if (utf8_length(dialect.field_terminator) != 1 || dialect.field_terminator == "\"" ||
        dialect.field_terminator == "\n" || dialect.field_terminator == "\r")
      return Error{.code = ErrorCode::kInvalidArgument,
                   .message = "FIELDTERMINATOR needs one character, no quote and no line break",
                   .detail = "InvalidArgumentValue"};
    MUSTER_TRY(const std::string name, file_named(url.as_string()));
    MUSTER_TRY(ReadableFile file, folder->open_file(name));
    return std::make_unique<CsvFile>(std::move(file), name, std::move(dialect), with_headers_);
  }

  bool with_headers_;
  EvaluatorPtr url_;
  EvaluatorPtr terminator_;
  SourcePosition position_;
  SlotId row_;
  SlotId line_;
  SlotId file_;
  SlotList carried_;
};

}  // namespace

StreamPtr make_load_csv_operator(const LoadCsvNode& node, SlotList carried) {
  return std::make_unique<LoadCsvOperator>(node.load, std::move(carried));
}

}  // namespace muster::query
