// Records: what the adapters of listings and tables share: formats told by their keys or columns,
// walking a list of records, copying fields by a table, building nodes and links.
//
// The law: everything an adapter keeps goes through here or through collection.h, so that texts are
// redacted, names are normalised and every record is counted once.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ingest/adapter.h"
#include "core/ingest/document.h"

namespace muster::ingest {

// One file being read.
struct Reading {
  const InputFile& file;
  const AdapterOptions& options;
  Collection& collection;

  // The scope asked for, else `own`; it is named in the collection.
  std::string scope(std::string_view own) const;
};

// Why a record is rejected, one sentence without its values; empty: it is accepted.
using Rejection = std::string;
using RecordReader = std::function<Rejection(const Value& record)>;

// Reads each element of the list as one record; what is no map is rejected. `place` is the JSON
// pointer of the list.
void read_records(const Reading& reading, const ValueList& list, std::string_view place,
                  const RecordReader& read);

// --- Formats.
// JSON documents that are told by keys which they always have at the top.
struct JsonFormat {
  std::string_view name;
  std::span<const std::string_view> covers;
  std::span<const std::string_view> keys;  // All of them: of the object, or of a list's elements.
  std::string_view what;                   // "a list of HR people": for messages.
  Result<void> (*read)(const Reading& reading, const Value& document);
};
class JsonAdapter final : public Adapter {
 public:
  explicit JsonAdapter(const JsonFormat& format) : format_(format) {}
  std::string_view name() const override { return format_.name; }
  std::string_view media_type() const override { return "application/json"; }
  std::span<const std::string_view> covers() const override { return format_.covers; }
  bool recognises(const InputFile& file) const override;
  Result<void> read(const InputFile& file, const AdapterOptions& options,
                    Collection& collection) const override;

 private:
  JsonFormat format_;
};

// Comma-separated values with a header line, told by columns which they always have. A row is a map
// of texts; an empty cell is not in it.
struct CsvFormat {
  std::string_view name;
  std::span<const std::string_view> covers;
  std::span<const std::string_view> columns;
  Rejection (*read)(const Reading& reading, const Value& row);
};
class CsvAdapter final : public Adapter {
 public:
  explicit CsvAdapter(const CsvFormat& format) : format_(format) {}
  std::string_view name() const override { return format_.name; }
  std::string_view media_type() const override { return "text/csv"; }
  std::span<const std::string_view> covers() const override { return format_.covers; }
  bool recognises(const InputFile& file) const override;
  Result<void> read(const InputFile& file, const AdapterOptions& options,
                    Collection& collection) const override;

 private:
  CsvFormat format_;
};

// --- Fields.
enum class FieldShape : std::uint8_t {
  kText,    // Text that is not empty, redacted.
  kTime,    // Text of an instant; what is none is left out.
  kFlag,    // A boolean, or the text "true" or "false".
  kNumber,  // An integer, or its text.
  kNames,   // A list of texts, or one text.
};
struct Field {
  std::string_view from;  // A key; steps into maps are parted by slashes ("profile/login").
  std::string_view to;
  FieldShape shape = FieldShape::kText;
};
// Sets what the record has of the table's fields; what is absent or has another shape is left out.
void copy_fields(const Value& record, std::span<const Field> fields, PropertyList& properties);

// A member by key or path as above; nullptr: absent or null.
const Value* member_at(const Value& record, std::string_view path);
std::optional<bool> flag_member(const Value& record, std::string_view path);
std::optional<std::int64_t> number_member(const Value& record, std::string_view path);
// "30d", "12h", "90m", "45s", or a number of seconds. nullopt: none of these, or negative.
std::optional<std::int64_t> seconds_of(const Value* value);

// --- Nodes and links.
class NodeDraft {
 public:
  // The key is normalised.
  NodeDraft(std::string_view kind, std::string_view key, std::string_view scope);

  NodeDraft& label(std::string_view label);
  NodeDraft& alias(std::string_view alias);  // Normalised; an empty one is left out.
  NodeDraft& text(std::string_view name, std::string_view text);  // Likewise, and redacted.
  NodeDraft& time(std::string_view name, std::string_view text);
  NodeDraft& set(std::string_view name, Value value);  // Null is left out.
  NodeDraft& fields(const Value& record, std::span<const Field> fields);
  NodeDraft& stub();

  const std::string& key() const { return node_.key; }
  // Moves it into the collection, adding to what is there of the same key; gives the key.
  std::string add_to(Collection& collection);

 private:
  NodeAssertion node_;
};

// A node that is only named. A real one of the same key, before or after, takes its place. Gives
// the key.
std::string add_stub(Collection& collection, std::string_view kind, std::string_view key,
                     std::string_view scope, PropertyList properties = {});

struct LinkDetails {
  std::string discriminator;
  PropertyList properties;
  Validity validity;
  bool conditional = false;
};
// REQUIRES: normalised keys, as NodeDraft and add_stub give them.
void add_link(Collection& collection, std::string_view type, std::string source, std::string target,
              std::string_view scope, LinkDetails details = {});

}  // namespace muster::ingest
