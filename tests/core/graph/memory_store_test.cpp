#include "core/graph/memory_store.h"

#include <gtest/gtest.h>

#include "tests/contract/graph_store_contract.h"
#include "tests/contract/schema_contract.h"

namespace muster::testing {

struct MemoryStoreSubject {
  GraphStore& store() { return *opened; }
  std::unique_ptr<GraphStore> opened = make_memory_store();
};

INSTANTIATE_TYPED_TEST_SUITE_P(MemoryStore, GraphStoreContract, MemoryStoreSubject);
INSTANTIATE_TYPED_TEST_SUITE_P(MemoryStore, SchemaContract, MemoryStoreSubject);

}  // namespace muster::testing
