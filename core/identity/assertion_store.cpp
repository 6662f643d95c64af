#include "core/identity/assertion_store.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/identity/record_codec.h"
#include "core/identity/source.h"

namespace muster {
namespace {

constexpr std::uint8_t kVersion = 1;

void append_part(std::string& key, std::string_view part) {
  std::size_t length = part.size();
  while (length >= 0x80) {
    key.push_back(static_cast<char>(static_cast<std::uint8_t>(length) | 0x80));
    length >>= 7;
  }
  key.push_back(static_cast<char>(length));
  key.append(part);
}

std::string key_of(char tag, std::initializer_list<std::string_view> parts) {
  std::string key(1, tag);
  for (const std::string_view part : parts) append_part(key, part);
  return key;
}

void write_properties(RecordWriter& writer, const PropertyList& properties) {
  writer.number(properties.size());
  for (const auto& [name, value] : properties) writer.text(name).value(value);
}

PropertyList read_properties(RecordFields& fields) {
  PropertyList properties(fields.count());
  for (auto& [name, value] : properties) {
    name = fields.text();
    value = fields.value();
  }
  return properties;
}

template <typename Statement>
void write_provenance(RecordWriter& writer, const Statement& statement) {
  writer.text(statement.source)
      .text(statement.run)
      .instant(statement.first_seen)
      .instant(statement.changed_at);
}

template <typename Statement>
void read_provenance(RecordFields& fields, Statement& statement) {
  statement.source = fields.text();
  statement.run = fields.text();
  statement.first_seen = fields.instant();
  statement.changed_at = fields.instant();
}

template <typename Row>
Result<std::vector<Row>> scan_rows(const RecordReader& records, std::string_view prefix,
                                   Plane plane, Result<Row> (*decode)(std::string_view, Plane)) {
  std::vector<Row> rows;
  Result<void> decoded;
  MUSTER_CHECK(records.scan_records(Keyspace::kAssertions, prefix,
                                    [&](std::string_view, std::string_view bytes) {
                                      Result<Row> row = decode(bytes, plane);
                                      if (row.has_value())
                                        rows.push_back(std::move(row).value());
                                      else
                                        decoded = std::move(row).error();
                                      return decoded.has_value();
                                    }));
  MUSTER_CHECK(decoded);
  return rows;
}

// The planes of the sources that have rows; `local` has none unless it was declared.
Result<std::vector<std::pair<std::string, Plane>>> planes_of(
    const RecordReader& records, const std::vector<std::string>& names) {
  std::vector<std::pair<std::string, Plane>> planes;
  for (const std::string& name : names) {
    MUSTER_TRY(const std::optional<Source> source, find_source(records, name));
    if (source.has_value()) planes.emplace_back(name, source->plane);
  }
  return planes;
}

}  // namespace

std::string node_row_key(std::string_view source, std::string_view key) {
  return key_of('n', {source, key});
}
std::string edge_row_key(std::string_view source, const EdgeAssertion& edge) {
  return key_of('e', {source, edge.source_key, edge.type, edge.target_key, edge.discriminator});
}
std::string node_rows_of(std::string_view source) { return key_of('n', {source}); }
std::string edge_rows_of(std::string_view source) { return key_of('e', {source}); }
std::string edge_rows_between(std::string_view source, std::string_view source_key,
                              std::string_view type, std::string_view target_key) {
  return key_of('e', {source, source_key, type, target_key});
}

std::string encode_row(const NodeRow& row) {
  const NodeAssertion& said = row.statement.said;
  RecordWriter writer(kVersion);
  write_provenance(writer, row.statement);
  writer.number(raw(row.element)).text(said.key).texts(said.labels).texts(said.aliases);
  write_properties(writer, said.properties);
  writer.text(said.scope).boolean(said.stub);
  return std::move(writer).take();
}

std::string encode_row(const EdgeRow& row) {
  const EdgeAssertion& said = row.statement.said;
  RecordWriter writer(kVersion);
  write_provenance(writer, row.statement);
  writer.number(raw(row.element))
      .text(said.type)
      .text(said.source_key)
      .text(said.target_key)
      .text(said.discriminator);
  write_properties(writer, said.properties);
  writer.text(said.scope)
      .instant(said.validity.from)
      .instant(said.validity.until)
      .boolean(said.conditional);
  return std::move(writer).take();
}

Result<NodeRow> decode_node_row(std::string_view bytes, Plane plane) {
  RecordFields fields(bytes, "assertion", kVersion);
  NodeRow row;
  row.statement.plane = plane;
  read_provenance(fields, row.statement);
  row.element = static_cast<NodeId>(fields.number());
  NodeAssertion& said = row.statement.said;
  said.key = fields.text();
  said.labels = fields.texts();
  said.aliases = fields.texts();
  said.properties = read_properties(fields);
  said.scope = fields.text();
  said.stub = fields.boolean();
  MUSTER_CHECK(fields.finish());
  return row;
}

Result<EdgeRow> decode_edge_row(std::string_view bytes, Plane plane) {
  RecordFields fields(bytes, "assertion", kVersion);
  EdgeRow row;
  row.statement.plane = plane;
  read_provenance(fields, row.statement);
  row.element = static_cast<EdgeId>(fields.number());
  EdgeAssertion& said = row.statement.said;
  said.type = fields.text();
  said.source_key = fields.text();
  said.target_key = fields.text();
  said.discriminator = fields.text();
  said.properties = read_properties(fields);
  said.scope = fields.text();
  said.validity.from = fields.instant();
  said.validity.until = fields.instant();
  said.conditional = fields.boolean();
  MUSTER_CHECK(fields.finish());
  return row;
}

Result<std::optional<NodeRow>> find_node_row(const RecordReader& records, std::string_view source,
                                             Plane plane, std::string_view key) {
  MUSTER_TRY(const std::optional<std::string> bytes,
             records.get_record(Keyspace::kAssertions, node_row_key(source, key)));
  if (!bytes.has_value()) return std::optional<NodeRow>();
  MUSTER_TRY(NodeRow row, decode_node_row(*bytes, plane));
  return std::optional<NodeRow>(std::move(row));
}

Result<std::optional<EdgeRow>> find_edge_row(const RecordReader& records, std::string_view source,
                                             Plane plane, const EdgeAssertion& edge) {
  MUSTER_TRY(const std::optional<std::string> bytes,
             records.get_record(Keyspace::kAssertions, edge_row_key(source, edge)));
  if (!bytes.has_value()) return std::optional<EdgeRow>();
  MUSTER_TRY(EdgeRow row, decode_edge_row(*bytes, plane));
  return std::optional<EdgeRow>(std::move(row));
}

Result<std::vector<NodeRow>> scan_node_rows(const RecordReader& records, std::string_view prefix,
                                            Plane plane) {
  return scan_rows<NodeRow>(records, prefix, plane, &decode_node_row);
}
Result<std::vector<EdgeRow>> scan_edge_rows(const RecordReader& records, std::string_view prefix,
                                            Plane plane) {
  return scan_rows<EdgeRow>(records, prefix, plane, &decode_edge_row);
}

Result<std::vector<NodeRow>> rows_of(const RecordReader& records, const GraphSnapshot& graph,
                                     NodeId node) {
  std::vector<NodeRow> rows;
  MUSTER_TRY(const auto planes, planes_of(records, graph.sources(node)));
  const std::vector<std::string> aliases = graph.aliases(node);
  for (const auto& [source, plane] : planes)
    for (const std::string& alias : aliases) {
      MUSTER_TRY(std::optional<NodeRow> row, find_node_row(records, source, plane, alias));
      // A look-up name of this node may be the key of another.
      if (row.has_value() && row->element == node) rows.push_back(std::move(*row));
    }
  return rows;
}

Result<std::vector<EdgeRow>> rows_of(const RecordReader& records, const GraphSnapshot& graph,
                                     EdgeId edge) {
  std::vector<EdgeRow> rows;
  const EdgeEnds ends = graph.ends(edge);
  const std::string& type = graph.catalog().edge_types.name(ends.type);
  MUSTER_TRY(const auto planes, planes_of(records, graph.sources(edge)));
  if (planes.empty()) return rows;
  MUSTER_TRY(const std::vector<NodeRow> from, rows_of(records, graph, ends.source));
  MUSTER_TRY(const std::vector<NodeRow> to, rows_of(records, graph, ends.target));
  for (const auto& [source, plane] : planes)
    for (const NodeRow& tail : from) {
      if (tail.statement.source != source) continue;
      for (const NodeRow& head : to) {
        if (head.statement.source != source) continue;
        MUSTER_TRY(std::vector<EdgeRow> between,
                   scan_edge_rows(records,
                                  edge_rows_between(source, tail.statement.said.key, type,
                                                    head.statement.said.key),
                                  plane));
        for (EdgeRow& row : between)
          if (row.element == edge) rows.push_back(std::move(row));
      }
    }
  return rows;
}

}  // namespace muster
