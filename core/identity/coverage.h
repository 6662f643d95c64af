// Coverage: of which kinds and scopes a plane's sources know everything, so that lacking a thing
// there means its absence.
//
// The law (DESIGN 2.4): unknown is not absent. A plane denies a thing only where a source of that
// plane covers its kind and scope and its last run there was complete. apply_run writes the verdict
// into each element's flags; reconcile asks again for its reasons.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/graph/element.h"
#include "core/graph/write_batch.h"
#include "core/identity/source.h"

namespace muster {

struct CoveringSource {
  std::string source;
  std::string run;
  Instant observed_at;

  bool operator==(const CoveringSource&) const = default;
};

class Coverage {
 public:
  // Of all declared sources. Cost: O(sources). Errors: kIo, kCorruption.
  static Result<Coverage> load(const RecordReader& records);
  static Coverage of_sources(const std::vector<Source>& sources);

  // What lacking a thing of that kind and scope on `plane` means: kAbsent or kNotCollected.
  Visibility of(Plane plane, std::string_view kind, std::string_view scope) const;
  // Who says so, sorted by name; empty where it is not collected.
  std::vector<CoveringSource> covering(Plane plane, std::string_view kind,
                                       std::string_view scope) const;

  bool operator==(const Coverage&) const = default;

 private:
  // Plane and scope -> kind -> sources.
  std::map<std::pair<Plane, std::string>,
           std::map<std::string, std::vector<CoveringSource>, std::less<>>>
      by_scope_;
};

}  // namespace muster
