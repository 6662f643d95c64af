// MemoryStore: a GraphStore that keeps nothing after the process. For tests, what-if and a reading
// verb on a directory that does not exist.
#pragma once

#include <memory>

#include "core/graph/graph_store.h"

namespace muster {

// Threads: as GraphStore promises.
std::unique_ptr<GraphStore> make_memory_store();

}  // namespace muster
