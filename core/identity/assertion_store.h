// Where assertions lie in the store, and their bytes.
//
//   keyspace kAssertions, key = tag, then each part as length (LEB128) and bytes, so that parts
//   never run into one another
//     node statement  'n' source, key
//     edge statement  'e' source, source_key, type, target_key, discriminator
//
// The law: a statement names the element it was resolved to, so that a source's statement finds its
// element with one look-up, and an element's statements are found through its sources and aliases.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity/assertion_reader.h"

namespace muster {

// A statement and the element it speaks of. `plane` is the source's; it is not among the bytes.
struct NodeRow {
  NodeStatement statement;
  NodeId element{};
};
struct EdgeRow {
  EdgeStatement statement;
  EdgeId element{};
};

std::string node_row_key(std::string_view source, std::string_view key);
std::string edge_row_key(std::string_view source, const EdgeAssertion& edge);
// Prefixes of all rows of a source, and of one source's edges of one type between two keys.
std::string node_rows_of(std::string_view source);
std::string edge_rows_of(std::string_view source);
std::string edge_rows_between(std::string_view source, std::string_view source_key,
                              std::string_view type, std::string_view target_key);

std::string encode_row(const NodeRow& row);
std::string encode_row(const EdgeRow& row);
// Errors: kCorruption.
Result<NodeRow> decode_node_row(std::string_view bytes, Plane plane);
Result<EdgeRow> decode_edge_row(std::string_view bytes, Plane plane);

// Errors of each: kIo, kCorruption.
Result<std::optional<NodeRow>> find_node_row(const RecordReader& records, std::string_view source,
                                             Plane plane, std::string_view key);
Result<std::optional<EdgeRow>> find_edge_row(const RecordReader& records, std::string_view source,
                                             Plane plane, const EdgeAssertion& edge);
Result<std::vector<NodeRow>> scan_node_rows(const RecordReader& records, std::string_view prefix,
                                            Plane plane);
Result<std::vector<EdgeRow>> scan_edge_rows(const RecordReader& records, std::string_view prefix,
                                            Plane plane);

// The rows behind an element, sorted by source, then key. REQUIRES: graph.contains(element).
Result<std::vector<NodeRow>> rows_of(const RecordReader& records, const GraphSnapshot& graph,
                                     NodeId node);
Result<std::vector<EdgeRow>> rows_of(const RecordReader& records, const GraphSnapshot& graph,
                                     EdgeId edge);

}  // namespace muster
