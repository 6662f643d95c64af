// What a plan's choices were made by, so that the plan cache can tell when to choose again.
//
// The law: names are kept as text, never as interned ids, and a name that nobody has written yet
// counts 0. So a plan made before a name appears stays right, and is made anew only once the name
// has become common.
#pragma once

#include <cstdint>
#include <optional>
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
  // Notes that one looked at how many edges of `type` leave or enter the nodes of `label`; null:
  // those of every type. REQUIRES: the counts of both names have been noted.
  void saw_degree(const std::string& label, const std::string* type, Direction direction,
                  std::uint64_t count);

  // Notes that one looked at how full an index is, and of how many different values.
  void saw_index(std::uint32_t number, IndexStatistics statistics);

  // Whether no index or constraint has come or gone, and no count that was looked at has moved by a
  // factor of four.
  // Cost: a look-up a name or index, and a few loads a degree; no allocation.
  bool still_fits(const GraphSnapshot& graph) const;

 private:
  struct Seen {
    std::string name;
    std::uint64_t count = 0;
  };
  // Of the names at these places. Names past the first kNamesMax are watched by their own counts.
  struct SeenDegree {
    std::uint8_t label = 0;
    std::uint8_t edge_type = kEveryType;
    Direction direction = Direction::kOutgoing;
    std::uint64_t count = 0;
  };
  struct SeenIndex {
    std::uint32_t number = 0;
    IndexStatistics statistics;
  };
  static constexpr std::size_t kNamesMax = 32;
  static constexpr std::uint8_t kEveryType = 255;
  static std::uint64_t degree_now(const GraphSnapshot& graph, const SeenDegree& seen,
                                  std::optional<LabelId> label, std::optional<EdgeTypeId> type);

  std::uint64_t nodes_ = 0;
  std::uint64_t edges_ = 0;
  std::uint64_t schema_version_ = 0;
  std::vector<Seen> labels_;
  std::vector<Seen> edge_types_;
  std::vector<SeenDegree> degrees_;
  std::vector<SeenIndex> indexes_;
};

}  // namespace muster::query
