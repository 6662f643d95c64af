// What is running: the seam through which SHOW and TERMINATE TRANSACTIONS reach the queries of this
// process. api/service implements it.
//
// The law: one query is one transaction here, and both have the one id.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.h"

namespace muster {

struct RunningQuery {
  std::string id;  // "muster-transaction-7"
  std::string text;
  std::string user;    // Who asked; "" where nobody said.
  std::string client;  // The address it came from; "" for this machine's command line.
  Instant started;
  double elapsed_ms = 0;
  bool terminated = false;  // Was told to stop, and has not yet.
};

// Threads: safe.
class RunningQueries {
 public:
  virtual ~RunningQueries() = default;
  // In the order in which they began.
  virtual std::vector<RunningQuery> list() const = 0;
  // Tells the query to stop, which it does within its next batch. False: there is none of that id.
  virtual bool terminate(std::string_view id) = 0;
};

}  // namespace muster
