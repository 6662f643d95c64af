// RocksStore keeps the contract of every store, and of every store that keeps what was committed.
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "storage/rocks_store.h"
#include "tests/contract/durable_schema_contract.h"
#include "tests/contract/durable_store_contract.h"
#include "tests/contract/graph_store_contract.h"
#include "tests/contract/schema_contract.h"
#include "tests/storage/temporary_directory.h"

namespace muster::storage {
namespace {

class RocksSubject {
 public:
  RocksSubject() { reopen(); }

  GraphStore& store() { return *store_; }

  void reopen() {
    store_.reset();
    Result<std::unique_ptr<RocksStore>> opened =
        RocksStore::open({.directory = directory_.store()});
    ASSERT_TRUE(opened.has_value()) << opened.error().message;
    store_ = *std::move(opened);
  }

 private:
  ::muster::testing::TemporaryDirectory directory_;
  std::unique_ptr<RocksStore> store_;
};

}  // namespace
}  // namespace muster::storage

namespace muster::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(RocksStore, GraphStoreContract, storage::RocksSubject);
INSTANTIATE_TYPED_TEST_SUITE_P(RocksStore, DurableGraphStoreContract, storage::RocksSubject);
INSTANTIATE_TYPED_TEST_SUITE_P(RocksStore, SchemaContract, storage::RocksSubject);
INSTANTIATE_TYPED_TEST_SUITE_P(RocksStore, DurableSchemaContract, storage::RocksSubject);

}  // namespace muster::testing
