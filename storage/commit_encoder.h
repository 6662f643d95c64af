// Commit encoder: one commit as one RocksDB write over all column families.
//
// The law: only what the commit touched is written: a new edge costs its own row, one line of the
// change log and the state row, however many edges its ends have.
#pragma once

#include <rocksdb/write_batch.h>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/graph/graph_store.h"
#include "core/graph/write_batch.h"
#include "storage/database.h"
#include "storage/source_set_table.h"
#include "storage/state_row_codec.h"

namespace muster::storage {

struct EncodedCommit {
  rocksdb::WriteBatch rows;
  StateRow state;  // After the commit.
};

// `state` is the one before the commit. New source sets get numbers in `source_sets`; whoever fails
// to write the rows shrinks it back. Cost: O(changes). Errors: kInvalidArgument: a property that
// cannot be stored; kResourceExhausted: more than 2 GiB.
Result<EncodedCommit> encode_commit(const WriteBatch& batch, const CommitInfo& info,
                                    const StateRow& state, Instant committed_at,
                                    const Database& database, SourceSetTable& source_sets);

}  // namespace muster::storage
