// What a plan's choices were made by, so that the plan cache can tell when to choose again.
//
// The law: names are kept as text, never as interned ids, and a name that nobody has written yet
// counts 0. So a plan made before a name appears stays right, and is made anew only once the name
// has become common.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/graph/graph_snapshot.h"

namespace muster::query {

class PlannedWith {
 public:
  PlannedWith() = default;
  explicit PlannedWith(const GraphSnapshot& graph);

  // Notes that a choice looked at the count of this label or type.
  void saw_label(const std::string& name, std::uint64_t count);
  void saw_edge_type(const std::string& name, std::uint64_t count);

  // Whether no index or constraint has come or gone, and no count that was looked at has moved by a
  // factor of four.
  // Cost: a look-up a name; no allocation.
  bool still_fits(const GraphSnapshot& graph) const;

 private:
  struct Seen {
    std::string name;
    std::uint64_t count = 0;
  };
  std::uint64_t nodes_ = 0;
  std::uint64_t edges_ = 0;
  std::uint64_t schema_version_ = 0;
  std::vector<Seen> labels_;
  std::vector<Seen> edge_types_;
};

}  // namespace muster::query
