// QueryRegistry: the queries that run in this process, whoever asked them: REST and the command
// line alike.
//
// The law: a query is listed from before its first step until after its last, and its budget is
// alive as long as it is listed; so telling it to stop never meets a query that is gone.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/execution.h"
#include "core/base/running_queries.h"

namespace muster::api {

// Who asks, as SHOW TRANSACTIONS shows it.
struct Asker {
  std::string user;
  std::string client;  // Address.
};

// Threads: safe.
class QueryRegistry final : public RunningQueries {
 public:
  // Lists a query for as long as it lives. REQUIRES: the registry and `budget` outlive it.
  class Entry {
   public:
    Entry(QueryRegistry& registry, std::string text, Asker asker, Instant started,
          WorkBudget& budget);
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

   private:
    QueryRegistry& registry_;
    std::uint64_t number_;
  };

  std::vector<RunningQuery> list() const override;
  bool terminate(std::string_view id) override;
  std::size_t count() const;  // For the running-query gauge.

 private:
  struct Running {
    std::string text;
    Asker asker;
    Instant started;
    std::chrono::steady_clock::time_point began;
    WorkBudget* budget;
    bool terminated = false;
  };

  mutable std::mutex mutex_;  // Held for a look-up or a listing, never while one runs.
  std::map<std::uint64_t, Running> queries_;  // Guarded by mutex_; by number.
  std::uint64_t number_last_ = 0;             // Guarded by mutex_.
};

// The one of this process.
QueryRegistry& running_queries();

}  // namespace muster::api
