// Column families of the store and how RocksDB keeps them.
//
// The law: one commit is one RocksDB write over all families, and the families are flushed
// together, so that they never disagree about which commits there were.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <rocksdb/options.h>

namespace muster::storage {

// In the order in which they are made: `meta` last, so that a store which has it has all of them.
enum class ColumnFamily : std::uint8_t { kNodes, kEdges, kRecords, kIndexes, kChanges, kMeta };

inline constexpr std::array<std::string_view, 6> kColumnFamilyNames = {
    "nodes", "edges", "records", "indexes", "changes", "meta"};

constexpr std::string_view column_family_name(ColumnFamily family) {
  return kColumnFamilyNames[static_cast<std::size_t>(family)];
}

// Options of the whole database. `accept_torn_tail`: see RocksStoreOptions.
rocksdb::DBOptions database_options(bool accept_torn_tail);

// Options of one family; all share `cache`.
rocksdb::ColumnFamilyOptions family_options(ColumnFamily family,
                                            const std::shared_ptr<rocksdb::Cache>& cache);

// The block cache of one store.
std::shared_ptr<rocksdb::Cache> make_block_cache();

}  // namespace muster::storage
