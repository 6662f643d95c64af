// Plans by the text they were made of.
//
// The law: a plan is right for every graph; statistics only decide how fast it is. So an entry is
// dropped for its age alone: when a count it was planned with has moved by a factor of four.
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
std::string normalised_text(std::string_view text);

// Least recently used entries go first. Threads: safe.
template <typename Entry>
class PlanCache {
 public:
  explicit PlanCache(std::size_t entries_max) : entries_max_(entries_max) {}

  std::shared_ptr<const Entry> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->second;
  }
  void put(const std::string& key, std::shared_ptr<const Entry> entry) {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(key);
    if (found != index_.end()) {
      found->second->second = std::move(entry);
      order_.splice(order_.begin(), order_, found->second);
      return;
    }
    order_.emplace_front(key, std::move(entry));
    index_.emplace(key, order_.begin());
    if (index_.size() <= entries_max_) return;
    index_.erase(order_.back().first);
    order_.pop_back();
  }

 private:
  using Item = std::pair<std::string, std::shared_ptr<const Entry>>;
  std::size_t entries_max_;
  std::mutex mutex_;  // Guards the two below; held for a look-up, never while planning.
  std::list<Item> order_;
  std::unordered_map<std::string, typename std::list<Item>::iterator> index_;
};

}  // namespace muster::query
