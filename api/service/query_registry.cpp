#include "api/service/query_registry.h"

#include <utility>

#include <fmt/format.h>

namespace muster::api {
namespace {

std::string id_of(std::uint64_t number) { return fmt::format("muster-transaction-{}", number); }

}  // namespace

QueryRegistry::Entry::Entry(QueryRegistry& registry, std::string text, Asker asker, Instant started,
                            WorkBudget& budget)
    : registry_(registry) {
  const std::lock_guard lock(registry_.mutex_);
  number_ = ++registry_.number_last_;
  registry_.queries_.emplace(number_, Running{.text = std::move(text),
                                              .asker = std::move(asker),
                                              .started = started,
                                              .began = std::chrono::steady_clock::now(),
                                              .budget = &budget});
}

QueryRegistry::Entry::~Entry() {
  const std::lock_guard lock(registry_.mutex_);
  registry_.queries_.erase(number_);
}

std::vector<RunningQuery> QueryRegistry::list() const {
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  std::vector<RunningQuery> all;
  for (const auto& [number, running] : queries_) {
    const std::chrono::duration<double, std::milli> elapsed = now - running.began;
    all.push_back({.id = id_of(number),
                   .text = running.text,
                   .user = running.asker.user,
                   .client = running.asker.client,
                   .started = running.started,
                   .elapsed_ms = elapsed.count(),
                   .terminated = running.terminated});
  }
  return all;
}

bool QueryRegistry::terminate(std::string_view id) {
  const std::lock_guard lock(mutex_);
  for (auto& [number, running] : queries_) {
    if (id_of(number) != id) continue;
    running.budget->cancel();
    running.terminated = true;
    return true;
  }
  return false;
}

std::size_t QueryRegistry::count() const {
  const std::lock_guard lock(mutex_);
  return queries_.size();
}

QueryRegistry& running_queries() {
  static QueryRegistry registry;
  return registry;
}

}  // namespace muster::api
