// Deployment: what the use cases of the service work on, put together once by api/app.
#pragma once

#include <string>

#include "core/base/clock.h"
#include "core/base/confined_folder.h"
#include "core/graph/graph_store.h"

namespace muster::api {

struct Deployment {
  GraphStore& store;
  const StoreAdmin* admin = nullptr;  // nullptr: a store without a directory.
  const Clock& clock;
  const ConfinedFolder* csv_folder = nullptr;  // For LOAD CSV; null: refused.
  std::string instance;  // Random at every start of a server; empty on the command line.
};

inline constexpr const char* kVersion = "0.1.0";

}  // namespace muster::api
