#include "core/identity/coverage.h"

#include <algorithm>
#include <iterator>

namespace muster {

Result<Coverage> Coverage::load(const RecordReader& records) {
  MUSTER_TRY(const std::vector<Source> sources, list_sources(records));
  return of_sources(sources);
}

Coverage Coverage::of_sources(const std::vector<Source>& sources) {
  Coverage coverage;
  for (const Source& source : sources)
    for (const CoveredScope& covered : source.coverage)
      for (const std::string& kind : covered.kinds)
        coverage.by_scope_[{source.plane, covered.scope}][kind].push_back(
            {.source = source.name, .run = covered.run, .observed_at = covered.observed_at});
  return coverage;
}

Visibility Coverage::of(Plane plane, std::string_view kind, std::string_view scope) const {
  const auto kinds = by_scope_.find({plane, std::string(scope)});
  if (kinds == by_scope_.end()) return Visibility::kNotCollected;
  const bool covered = kinds->second.contains(kind) || kinds->second.contains(kEveryKind);
  return covered ? Visibility::kAbsent : Visibility::kNotCollected;
}

std::vector<CoveringSource> Coverage::covering(Plane plane, std::string_view kind,
                                               std::string_view scope) const {
  std::vector<CoveringSource> found;
  const auto kinds = by_scope_.find({plane, std::string(scope)});
  if (kinds == by_scope_.end()) return found;
  for (const std::string_view name : {kind, kEveryKind}) {
    const auto sources = kinds->second.find(name);
    if (sources != kinds->second.end())
      found.insert(found.end(), sources->second.begin(), sources->second.end());
  }
  const auto by_name = [](const CoveringSource& left, const CoveringSource& right) {
    return left.source < right.source;
  };
  std::sort(found.begin(), found.end(), by_name);
  const auto same = [](const CoveringSource& left, const CoveringSource& right) {
    return left.source == right.source;
  };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  return found;
}

}  // namespace muster
