// Store loader: rebuilds the snapshot when a store is opened.
//
// The law: the snapshot it gives is the one that the newest commit published, ids, generations and
// free slots included; whatever does not fit together is kCorruption, named by family and key.
#pragma once

#include <cstdint>
#include <memory>

#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"
#include "storage/database.h"
#include "storage/format_row_codec.h"
#include "storage/source_set_table.h"
#include "storage/state_row_codec.h"

namespace muster::storage {

struct LoadedStore {
  FormatRow format;
  StateRow state;
  SourceSetTable source_sets;
  std::shared_ptr<const GraphSnapshot> snapshot;
};

// Whether the first rows were written. Errors: kIo, kCorruption.
Result<bool> is_initialised(const Database& database);

// Writes the first rows. REQUIRES: not initialised, not read-only.
// Errors: kIo, kResourceExhausted; kCorruption: there are rows already.
Result<void> initialise(Database& database);

// Makes a store of an older version one of this version; `found` is its format row. Version 2 adds
// to version 1 and changes none of its rows, so that the format row is all there is to write.
// REQUIRES: not read-only. Errors: kIo, kResourceExhausted.
Result<void> upgrade(Database& database, const FormatRow& found);

// Where the newest commit on disk left the store. Errors: kCorruption, kIo.
Result<StateRow> read_state(const Database& database);

// Cost: O(store): every row of `meta`, `nodes`, `edges` and `indexes` once. Errors: kCorruption,
// kIo.
Result<LoadedStore> load_store(const Database& database);

}  // namespace muster::storage
