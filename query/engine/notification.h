// Notices that go with an answer: the statement is right, but it names what the graph does not
// have, which is often a slip of the pen.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/graph/catalog.h"
#include "query/semantics/mentions.h"

namespace muster::query {

struct Notification {
  std::string code;     // "UnknownLabel", "UnknownRelationshipType", "UnknownPropertyKey";
                        // last, where there are too many: "MoreUnknownNames"
  std::string message;  // One sentence, as errors have it.
  SourcePosition position;
  std::string hint;  // "did you mean User?", or empty.
};

// One notice for each of the first hundred mentions that `catalog` has no name for, and one that
// says how many more there are.
//
// Cost: one look-up for each mention; for one that is unknown, linear in the names there are.
// Threads: safe.
std::vector<Notification> unknown_names(std::span<const Mention> mentions, const Catalog& catalog);

// "note: the graph has no label 'Usr' (line 1, column 10): did you mean User?"
std::string notification_text(const Notification& notification);

}  // namespace muster::query
