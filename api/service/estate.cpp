#include "api/service/estate.h"

#include <array>
#include <initializer_list>

#include <fmt/format.h>
// As core/identity has it: two modes of the library in one program do not mix.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace muster::api {
namespace {

Error at(const std::string& file, const toml::source_region& region, std::string message) {
  return Error{.code = ErrorCode::kInvalidInput,
               .message = fmt::format("{}, line {}: {}", file, region.begin.line, message),
               .hint = "docs/ingest.md describes the file"};
}

// Reads the keys of one table once each; what is left over is an error.
class TableReader {
 public:
  TableReader(const std::string& file, const toml::table& table) : file_(file), table_(table) {}

  Result<std::string> text(std::string_view key, bool required) {
    const toml::node* node = take(key);
    if (node == nullptr) {
      if (required) return at(file_, table_.source(), fmt::format("'{}' is missing", key));
      return std::string{};
    }
    const auto value = node->value_exact<std::string>();
    if (!value) return at(file_, node->source(), fmt::format("'{}' must be a string", key));
    return *value;
  }
  Result<bool> boolean(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) return false;
    const auto value = node->value_exact<bool>();
    if (!value) return at(file_, node->source(), fmt::format("'{}' must be true or false", key));
    return *value;
  }
  Result<std::vector<std::string>> texts(std::string_view key) {
    const toml::node* node = take(key);
    std::vector<std::string> values;
    if (node == nullptr) return values;
    const toml::array* array = node->as_array();
    if (array == nullptr)
      return at(file_, node->source(), fmt::format("'{}' must be a list of strings", key));
    for (const toml::node& item : *array) {
      const auto value = item.value_exact<std::string>();
      if (!value)
        return at(file_, item.source(), fmt::format("'{}' must be a list of strings", key));
      values.push_back(*value);
    }
    return values;
  }
  const toml::node* take(std::string_view key) {
    known_.emplace_back(key);
    return table_.get(key);
  }
  Result<void> finish() const {
    for (const auto& [key, node] : table_) {
      if (std::find(known_.begin(), known_.end(), key.str()) == known_.end()) {
        return at(
            file_, node.source(),
            fmt::format("there is no key '{}' here", std::string_view(key.str()).substr(0, 64)));
      }
    }
    return ok();
  }

 private:
  const std::string& file_;
  const toml::table& table_;
  std::vector<std::string> known_;
};

Result<EstateSource> read_source(const std::string& file, const toml::table& table,
                                 const std::filesystem::path& directory) {
  TableReader reader(file, table);
  EstateSource source;
  MUSTER_TRY(source.name, reader.text("name", true));
  MUSTER_TRY(const std::string plane, reader.text("plane", true));
  const Result<Plane> parsed = parse_plane(plane);
  if (!parsed) return at(file, table.source(), parsed.error().message);
  source.plane = *parsed;
  MUSTER_TRY(const std::vector<std::string> files, reader.texts("files"));
  if (files.empty())
    return at(file, table.source(), fmt::format("source '{}' names no files", source.name));
  for (const std::string& name : files) source.files.push_back(directory / name);
  MUSTER_TRY(source.format, reader.text("format", false));
  MUSTER_TRY(source.complete, reader.boolean("complete"));
  MUSTER_TRY(source.scope, reader.text("scope", false));
  MUSTER_TRY(source.covers, reader.texts("covers"));
  MUSTER_CHECK(reader.finish());
  return source;
}

Result<Estate> read_estate(const std::string& file, const toml::table& table,
                           const std::filesystem::path& directory) {
  TableReader reader(file, table);
  Estate estate;
  MUSTER_TRY(const std::string clock, reader.text("clock", false));
  if (!clock.empty()) {
    const Result<Instant> instant = parse_instant(clock);
    if (!instant) return at(file, table.source(), instant.error().message);
    estate.clock = *instant;
  }
  MUSTER_TRY(const std::string tier_rules, reader.text("tier_rules", false));
  if (!tier_rules.empty()) estate.tier_rules = directory / tier_rules;
  const toml::node* sources = reader.take("source");
  const toml::array* array = sources == nullptr ? nullptr : sources->as_array();
  if (array == nullptr || array->empty()) return at(file, table.source(), "there is no [[source]]");
  for (const toml::node& item : *array) {
    const toml::table* entry = item.as_table();
    if (entry == nullptr) return at(file, item.source(), "a source must be a table: [[source]]");
    MUSTER_TRY(EstateSource source, read_source(file, *entry, directory));
    estate.sources.push_back(std::move(source));
  }
  MUSTER_CHECK(reader.finish());
  return estate;
}

}  // namespace

Result<Plane> parse_plane(std::string_view text) {
  if (text == "recorded") return Plane::kRecorded;
  if (text == "observed") return Plane::kObserved;
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("'{}' is not a plane", text.substr(0, 32)),
               .hint = "a source speaks of the recorded or of the observed plane"};
}

Result<Estate> parse_estate(std::string_view text, const std::string& file,
                            const std::filesystem::path& directory) {
  const toml::parse_result parsed = toml::parse(text, file);
  if (!parsed) return at(file, parsed.error().source(), std::string(parsed.error().description()));
  return read_estate(file, parsed.table(), directory);
}

}  // namespace muster::api
