#include "core/analytics/lateral_paths.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/analytics/edge_filter.h"
#include "core/analytics/node_check.h"
#include "core/analytics/shortest_dag.h"

namespace muster::analytics {

namespace {

Error bad_argument(std::string message) {
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = std::move(message),
               .position = {},
               .hint = {},
               .detail = {}};
}

std::vector<std::uint32_t> slots_of(std::span<const NodeId> nodes) {
  std::vector<NodeId> sorted(nodes.begin(), nodes.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::vector<std::uint32_t> slots;
  for (const NodeId node : sorted) slots.push_back(slot_of(node));
  return slots;
}

// The defined order of paths.
struct PathOrder {
  bool operator()(const LateralPath& left, const LateralPath& right) const {
    if (left.hops.size() != right.hops.size()) return left.hops.size() < right.hops.size();
    if (left.from != right.from) return left.from < right.from;
    return std::lexicographical_compare(left.hops.begin(), left.hops.end(), right.hops.begin(),
                                        right.hops.end(), [](const PathHop& a, const PathHop& b) {
                                          return std::pair(a.to, a.edge) < std::pair(b.to, b.edge);
                                        });
  }
};

// J. Y. Yen, "Finding the k shortest loopless paths in a network" (1971): each further path leaves
// an earlier one at some node (or starts at another source) and is the shortest that does.
class LooplessSearch {
 public:
  LooplessSearch(const EdgeFilter& filter, PathQuestion question, WorkBudget& budget,
                 const TaskArena& arena)
      : filter_(filter), question_(std::move(question)), budget_(budget), arena_(arena) {}

  // The path after those already found. False: there is none. Errors: of the budget.
  Result<bool> next(std::vector<LateralPath>& found) {
    if (!found.empty()) MUSTER_CHECK(deviate(found));
    if (found.empty()) {
      MUSTER_CHECK(consider(LateralPath{}, question_, /*whole=*/true));
    }
    if (candidates_.empty()) return false;
    found.push_back(*candidates_.begin());
    candidates_.erase(candidates_.begin());
    return true;
  }

  bool more_beyond() const { return more_beyond_; }

 private:
  // Adds the least path that begins with `root` and goes on as `question` allows.
  Result<void> consider(const LateralPath& root, const PathQuestion& question, bool whole) {
    if (question.sources.empty()) return {};
    MUSTER_TRY(const ShortestDag dag, ShortestDag::find(filter_, question, budget_, arena_));
    if (dag.more_beyond()) more_beyond_ = true;
    for (LateralPath& rest : dag.paths(1)) {
      LateralPath path = root;
      if (whole) path.from = rest.from;
      path.to = rest.to;
      path.hops.insert(path.hops.end(), rest.hops.begin(), rest.hops.end());
      candidates_.insert(std::move(path));
    }
    return {};
  }

  Result<void> deviate(const std::vector<LateralPath>& found) {
    const LateralPath& last = found.back();
    PathQuestion elsewhere = question_;
    std::erase_if(elsewhere.sources, [&](std::uint32_t source) {
      return std::any_of(found.begin(), found.end(),
                         [&](const LateralPath& path) { return slot_of(path.from) == source; });
    });
    MUSTER_CHECK(consider(LateralPath{}, elsewhere, /*whole=*/true));

    LateralPath root{.from = last.from, .to = {}, .hops = {}};
    for (std::size_t i = 0; i < last.hops.size(); ++i) {
      PathQuestion onwards = question_;
      onwards.sources = {slot_of(last.hops[i].from)};
      onwards.hops_max = question_.hops_max - static_cast<std::uint32_t>(i);
      for (const PathHop& hop : root.hops) onwards.avoid.push_back(slot_of(hop.from));
      for (const LateralPath& path : found)
        if (path.from == last.from && path.hops.size() > i &&
            std::equal(root.hops.begin(), root.hops.end(), path.hops.begin()))
          onwards.banned_edges.push_back(slot_of(path.hops[i].edge));
      MUSTER_CHECK(consider(root, onwards, /*whole=*/false));
      root.hops.push_back(last.hops[i]);
    }
    return {};
  }

  const EdgeFilter& filter_;
  PathQuestion question_;
  WorkBudget& budget_;
  const TaskArena& arena_;
  std::set<LateralPath, PathOrder> candidates_;
  bool more_beyond_ = false;
};

Result<void> find_loopless(const EdgeFilter& filter, const PathQuestion& question,
                           std::size_t paths_max, WorkBudget& budget, const TaskArena& arena,
                           LateralPaths& answer) {
  LooplessSearch search(filter, question, budget, arena);
  while (answer.paths.size() <= paths_max) {
    MUSTER_TRY(const bool found, search.next(answer.paths));
    if (!found) break;
  }
  answer.more_beyond = answer.paths.empty() && search.more_beyond();
  return {};
}

Result<void> find_shortest(const EdgeFilter& filter, const PathQuestion& question,
                           std::size_t paths_max, WorkBudget& budget, const TaskArena& arena,
                           LateralPaths& answer) {
  MUSTER_TRY(const ShortestDag dag, ShortestDag::find(filter, question, budget, arena));
  answer.paths = dag.paths(paths_max + 1);
  answer.more_beyond = dag.more_beyond();
  return {};
}

}  // namespace

Result<PathSelection> parse_path_selection(std::string_view word) {
  if (word == "shortest") return PathSelection::kShortest;
  if (word == "all-shortest") return PathSelection::kAllShortest;
  if (word == "loopless") return PathSelection::kLoopless;
  Error error = bad_argument(fmt::format("There is no selection of paths '{}'.", word));
  error.hint = "A selection is shortest, all-shortest or loopless.";
  return error;
}

Result<LateralPaths> lateral_paths(const GraphSnapshot& graph, const TraversalProfile& profile,
                                   std::span<const NodeId> sources, std::span<const NodeId> targets,
                                   const LateralPathsOptions& options, WorkBudget& budget,
                                   const TaskArena& arena) {
  if (sources.empty()) return bad_argument("A path needs at least one source.");
  if (targets.empty()) return bad_argument("A path needs at least one target.");
  if (options.paths_max == 0) return bad_argument("At least one path must be asked for.");
  MUSTER_CHECK(require_nodes(graph, sources, "source"));
  MUSTER_CHECK(require_nodes(graph, targets, "target"));
  MUSTER_CHECK(require_nodes(graph, options.avoid, "node to avoid"));
  MUSTER_TRY(const EdgeFilter filter, EdgeFilter::compile(graph, profile, options.reach));

  const PathQuestion question{.sources = slots_of(sources),
                              .targets = slots_of(targets),
                              .avoid = slots_of(options.avoid),
                              .banned_edges = {},
                              .hops_max = options.hops_max};
  const std::size_t paths_max =
      options.selection == PathSelection::kShortest ? 1 : options.paths_max;
  LateralPaths answer;
  const auto find = options.selection == PathSelection::kLoopless ? find_loopless : find_shortest;
  const Result<void> done = find(filter, question, paths_max, budget, arena, answer);
  if (!done) {
    std::optional<Truncation> cut = truncation_of(done.error(), 0);
    if (!cut) return done.error();
    answer.truncation = {true, "The time or memory allowed was spent before all paths were found.",
                         "Raise the limit, or ask for fewer hops or paths."};
  }
  if (answer.paths.size() > paths_max) {
    answer.paths.resize(paths_max);
    answer.more = true;
  }
  return answer;
}

}  // namespace muster::analytics
