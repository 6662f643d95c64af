// Adapters: bytes of a known format -> assertions, one file a format.
//
// The law: a record is accepted or rejected, never lost: accepted + rejected = records read. A bad
// record is kept with file, position and reason; a file that is not the format at all is one Error.
// No adapter stores, logs or echoes the value of a secret.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/identity/assertion.h"

namespace muster::ingest {

struct InputFile {
  std::string name;        // As the user gave it: shown in messages.
  std::string_view bytes;  // Whole.
};

struct RejectedRecord {
  std::string file;
  std::string position;  // JSON pointer, line number or document number: what finds it again.
  std::string reason;    // One sentence; never a value from the record.

  bool operator==(const RejectedRecord&) const = default;
};

// What a run's files say, together.
struct Collection {
  std::vector<NodeAssertion> nodes;
  std::vector<EdgeAssertion> edges;
  std::vector<RejectedRecord> rejected;
  std::uint64_t records_read = 0;
  std::uint64_t records_accepted = 0;
  std::vector<std::string>
      scopes;  // Accounts, clusters or tenants named in the files, sorted, unique.
  std::vector<std::string>
      warnings;  // Whole sentences: parts of a document that are missing, fields not understood.
  // A file lacks a part that its format always has (a page of a listing, a list): a run of it may
  // not claim to be complete.
  bool partial = false;

  // Where each node and edge stands, so that a later file adds to what an earlier one said. Kept by
  // add_node and add_edge (collection.h).
  std::unordered_map<std::string, std::size_t> node_index;
  std::unordered_map<std::string, std::size_t> edge_index;
};

struct AdapterOptions {
  std::string scope;  // Overrides the scope named in the file; empty: the file's own.
};

class Adapter {
 public:
  virtual ~Adapter() = default;

  virtual std::string_view name()
      const = 0;  // "opengraph", "k8s-objects", "aws-gaad", "muster-ndjson".
  virtual std::string_view media_type() const = 0;  // Of a request body in this format.
  // The node and edge kinds that a complete collection in this format covers (`--covers`
  // overrides).
  virtual std::span<const std::string_view> covers() const = 0;
  // Whether the bytes look like this format; sees the whole file, must be quick (a prefix, a few
  // keys).
  virtual bool recognises(const InputFile& file) const = 0;
  // Adds what the file says to `collection`. Several files of one run are read into one collection,
  // in the order given; what a later one repeats is the adapter's to de-duplicate by key.
  // Errors: kInvalidInput: not this format, truncated, not UTF-8, too deep, wrong version; says
  // where.
  virtual Result<void> read(const InputFile& file, const AdapterOptions& options,
                            Collection& collection) const = 0;
};

// Every adapter there is, by name.
std::span<const Adapter* const> adapters();
// Errors: kInvalidArgument names the formats there are.
Result<const Adapter*> find_adapter(std::string_view name);
// Told apart by content. Errors: kInvalidInput: no adapter, or more than one, recognises the file.
Result<const Adapter*> detect_adapter(const InputFile& file);

}  // namespace muster::ingest
