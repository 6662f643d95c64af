#include "core/ingest/records.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

#include "core/base/csv_reader.h"
#include "core/base/instant.h"
#include "core/identity/alias.h"
#include "core/ingest/collection.h"
#include "core/ingest/redaction.h"

namespace muster::ingest {
namespace {

template <typename Names>
bool has_all(const Names& names, std::span<const std::string_view> wanted) {
  return std::ranges::all_of(wanted, [&](std::string_view name) {
    return std::ranges::find(names, name) != std::ranges::end(names);
  });
}

// The bytes of a file as a stream, which is how the reader of tables wants them.
ByteSource source_of(std::string_view bytes) {
  return [bytes](std::span<char> buffer) mutable -> Result<std::size_t> {
    const std::size_t count = std::min(buffer.size(), bytes.size());
    if (count > 0) std::memcpy(buffer.data(), bytes.data(), count);
    bytes.remove_prefix(count);
    return count;
  };
}

bool is_blank(const std::vector<CsvField>& fields) { return fields.size() == 1 && !fields[0]; }

// The first record's texts; empty where there is none.
Result<std::vector<std::string>> first_record(CsvReader& reader) {
  std::vector<CsvField> fields;
  MUSTER_TRY(const bool any, reader.next(fields));
  std::vector<std::string> names;
  for (const CsvField& field : fields)
    if (any) names.push_back(field.value_or(std::string()));
  return names;
}

// The header's names, in order. Errors: kInvalidInput: no header, or no column of that name.
Result<std::vector<std::string>> header_of(CsvReader& reader, const InputFile& file,
                                           const CsvFormat& format) {
  MUSTER_TRY(std::vector<std::string> names, first_record(reader));
  if (has_all(names, format.columns)) return names;
  const bool any = file.bytes.find_first_not_of(" \t\r\n") != std::string_view::npos;
  return Error{.code = ErrorCode::kInvalidInput,
               .message = any ? fmt::format("{} has no header with the columns of {}.", file.name,
                                            format.name)
                              : fmt::format("{} is empty.", file.name),
               .hint = fmt::format("The first line names the columns, at least {}.",
                                   fmt::join(format.columns, ", "))};
}

Value row_of(const std::vector<std::string>& names, std::vector<CsvField>& fields) {
  ValueMap row;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (fields[i] && !fields[i]->empty())
      row.insert_or_assign(names[i], Value(std::move(*fields[i])));
  return Value(std::move(row));
}

std::optional<std::int64_t> integer_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Value field_value(const Value& given, FieldShape shape) {
  switch (shape) {
    case FieldShape::kText:
      return given.is_string() && !given.as_string().empty() ? given : Value();
    case FieldShape::kTime: {
      const auto time =
          given.is_string() ? parse_instant(given.as_string()) : Result<Instant>(Error{});
      return time.has_value() ? Value(*time) : Value();
    }
    case FieldShape::kFlag: {
      if (given.is_boolean()) return given;
      if (!given.is_string()) return {};
      const std::string& word = given.as_string();
      if (word == "true" || word == "TRUE" || word == "True") return Value(true);
      if (word == "false" || word == "FALSE" || word == "False") return Value(false);
      return {};
    }
    case FieldShape::kNumber: {
      if (given.is_integer()) return given;
      const auto number = given.is_string() ? integer_of(given.as_string()) : std::nullopt;
      return number ? Value(*number) : Value();
    }
    case FieldShape::kNames: {
      const std::vector<std::string> names = strings_of(&given);
      return names.empty() ? Value() : Value(ValueList(names.begin(), names.end()));
    }
  }
  return {};
}

}  // namespace

std::string Reading::scope(std::string_view own) const {
  const std::string_view chosen = options.scope.empty() ? own : std::string_view(options.scope);
  name_scope(collection, chosen);
  return std::string(chosen);
}

void read_records(const Reading& reading, const ValueList& list, std::string_view place,
                  const RecordReader& read) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Rejection rejection =
        list[i].is_map() ? read(list[i])
                         : fmt::format("It is {}, where an object is due.", shape_of(list[i]));
    if (rejection.empty())
      accept(reading.collection);
    else
      reject(reading.collection, reading.file, pointer(place, i), rejection);
  }
}

bool JsonAdapter::recognises(const InputFile& file) const {
  return has_all(top_level_keys(file.bytes), format_.keys);
}

Result<void> JsonAdapter::read(const InputFile& file, const AdapterOptions& options,
                               Collection& collection) const {
  MUSTER_TRY(const Value document, parse_json(file));
  const Value& first =
      document.is_list() && !document.as_list().empty() ? document.as_list().front() : document;
  for (const std::string_view key : format_.keys) {
    if (first.is_map() && first.as_map().contains(key)) continue;
    return Error{
        .code = ErrorCode::kInvalidInput,
        .message = fmt::format("{} has no '{}', so it is not {}.", file.name, key, format_.what),
        .hint = "Name the format with --format, or check that this is the right file."};
  }
  return format_.read({file, options, collection}, document);
}

bool CsvAdapter::recognises(const InputFile& file) const {
  const std::string_view text = without_bom(file.bytes);
  CsvReader reader(source_of(text.substr(0, text.find('\n'))), file.name, {});
  const auto names = first_record(reader);
  return names.has_value() && has_all(*names, format_.columns);
}

Result<void> CsvAdapter::read(const InputFile& file, const AdapterOptions& options,
                              Collection& collection) const {
  MUSTER_CHECK(check_utf8(file));
  CsvReader reader(source_of(without_bom(file.bytes)), file.name, {});
  MUSTER_TRY(const std::vector<std::string> names, header_of(reader, file, format_));
  const Reading reading{file, options, collection};
  std::vector<CsvField> fields;
  while (true) {
    MUSTER_TRY(const bool more, reader.next(fields));
    if (!more) return ok();
    if (is_blank(fields)) continue;
    const Rejection rejection =
        fields.size() == names.size()
            ? format_.read(reading, row_of(names, fields))
            : fmt::format("It has {} cells, and the header {}.", fields.size(), names.size());
    if (rejection.empty())
      accept(collection);
    else
      reject(collection, file, fmt::format("line {}", reader.line()), rejection);
  }
}

const Value* member_at(const Value& record, std::string_view path) {
  const Value* at = &record;
  while (at != nullptr && !path.empty()) {
    const std::size_t end = path.find('/');
    at = member(*at, path.substr(0, end));
    path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
  }
  return at;
}

std::optional<bool> flag_member(const Value& record, std::string_view path) {
  const Value* given = member_at(record, path);
  const Value flag = given == nullptr ? Value() : field_value(*given, FieldShape::kFlag);
  return flag.is_boolean() ? std::optional(flag.as_boolean()) : std::nullopt;
}

std::optional<std::int64_t> number_member(const Value& record, std::string_view path) {
  const Value* given = member_at(record, path);
  const Value number = given == nullptr ? Value() : field_value(*given, FieldShape::kNumber);
  return number.is_integer() ? std::optional(number.as_integer()) : std::nullopt;
}

std::optional<std::int64_t> seconds_of(const Value* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is_integer())
    return value->as_integer() < 0 ? std::nullopt : std::optional(value->as_integer());
  if (!value->is_string() || value->as_string().empty()) return std::nullopt;
  std::string_view text = value->as_string();
  std::int64_t unit = 1;
  constexpr std::pair<char, std::int64_t> kUnits[] = {
      {'s', 1}, {'m', 60}, {'h', 3'600}, {'d', kSecondsPerDay}};
  for (const auto& [letter, seconds] : kUnits)
    if (text.back() == letter) unit = seconds;
  if (text.back() > '9') text.remove_suffix(1);
  const auto number = integer_of(text);
  constexpr std::int64_t kMax = std::int64_t{1} << 40U;  // 35,000 years.
  if (!number || *number < 0 || *number > kMax / unit) return std::nullopt;
  return *number * unit;
}

void copy_fields(const Value& record, std::span<const Field> fields, PropertyList& properties) {
  for (const Field& field : fields) {
    const Value* given = member_at(record, field.from);
    if (given == nullptr) continue;
    const Value value = field_value(*given, field.shape);
    if (!value.is_null()) add_redacted(properties, field.to, value);
  }
}

NodeDraft::NodeDraft(std::string_view kind, std::string_view key, std::string_view scope) {
  node_.key = normalise_alias(key);
  node_.labels.emplace_back(kind);
  node_.scope = scope;
}

NodeDraft& NodeDraft::label(std::string_view label) {
  node_.labels.emplace_back(label);
  return *this;
}

NodeDraft& NodeDraft::alias(std::string_view alias) {
  std::string normal = normalise_alias(alias);
  const bool known = normal.empty() || normal == node_.key ||
                     std::ranges::find(node_.aliases, normal) != node_.aliases.end();
  if (!known) node_.aliases.push_back(std::move(normal));
  return *this;
}

NodeDraft& NodeDraft::text(std::string_view name, std::string_view text) {
  if (!text.empty()) add_redacted(node_.properties, name, Value(text));
  return *this;
}

NodeDraft& NodeDraft::time(std::string_view name, std::string_view text) {
  return set(name, field_value(Value(text), FieldShape::kTime));
}

NodeDraft& NodeDraft::set(std::string_view name, Value value) {
  if (!value.is_null()) set_property(node_.properties, name, std::move(value));
  return *this;
}

NodeDraft& NodeDraft::fields(const Value& record, std::span<const Field> fields) {
  copy_fields(record, fields, node_.properties);
  return *this;
}

NodeDraft& NodeDraft::stub() {
  node_.stub = true;
  return *this;
}

std::string NodeDraft::add_to(Collection& collection) {
  std::string key = node_.key;
  add_node(collection, std::move(node_));
  return key;
}

std::string add_stub(Collection& collection, std::string_view kind, std::string_view key,
                     std::string_view scope, PropertyList properties) {
  NodeAssertion node;
  node.key = normalise_alias(key);
  node.labels.emplace_back(kind);
  node.scope = scope;
  node.properties = std::move(properties);
  node.stub = true;
  std::string known = node.key;
  if (!has_node(collection, known)) add_node(collection, std::move(node));
  return known;
}

void add_link(Collection& collection, std::string_view type, std::string source, std::string target,
              std::string_view scope, LinkDetails details) {
  EdgeAssertion edge;
  edge.type = type;
  edge.source_key = std::move(source);
  edge.target_key = std::move(target);
  edge.scope = scope;
  edge.discriminator = std::move(details.discriminator);
  edge.properties = std::move(details.properties);
  edge.validity = details.validity;
  edge.conditional = details.conditional;
  add_edge(collection, std::move(edge));
}

}  // namespace muster::ingest
