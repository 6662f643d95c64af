// Plans by the text they were made of.
//
// The law: a plan is right for every graph of the same schema; statistics only decide how fast it
// is. It names labels, types and keys by text, so names that appear later change nothing. An entry
// is planned anew when an index or a constraint comes or goes, or when a count it was planned with
// has moved by a factor of four (query/logical/planned_with.h).
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace muster::query {

// The text without the white space and semicolons behind it. Column names and error positions are
// the user's own spelling, so nothing else may change.
// Points into `text`.
std::string_view normalised_text(std::string_view text);

// Least recently used entries go first. Threads: safe.
template <typename Entry>
class PlanCache {
 public:
  explicit PlanCache(std::size_t entries_max) : entries_max_(entries_max) {}

  // Null: not there. Cost: a hash of the key; no allocation.
  std::shared_ptr<const Entry> find(std::string_view key) {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->second;
  }
  void put(std::string_view key, std::shared_ptr<const Entry> entry) {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(key);
    if (found != index_.end()) {
      found->second->second = std::move(entry);
      order_.splice(order_.begin(), order_, found->second);
      return;
    }
    order_.emplace_front(std::string(key), std::move(entry));
    index_.emplace(order_.front().first, order_.begin());
    if (index_.size() <= entries_max_) return;
    index_.erase(order_.back().first);
    order_.pop_back();
  }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return index_.size();
  }

 private:
  using Item = std::pair<std::string, std::shared_ptr<const Entry>>;
  std::size_t entries_max_;
  mutable std::mutex mutex_;  // Guards the two below; held for a look-up, never while planning.
  std::list<Item> order_;
  // The keys point into order_, whose nodes stay where they are.
  std::unordered_map<std::string_view, typename std::list<Item>::iterator> index_;
};

}  // namespace muster::query
