// The labels, relationship types and property keys that a statement reads, for the notice that the
// graph knows none of that name.
//
// The law: only what is read counts. A name that the statement itself writes is no mistake, and a
// property counts only where its owner is a variable that a pattern binds, since maps have keys of
// their own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/syntax/ast.h"

namespace muster::query {

struct Mention {
  enum class Kind : std::uint8_t { kLabel, kEdgeType, kKey };
  Kind kind = Kind::kLabel;
  std::string name;
  SourcePosition position;
};

// In the order of the text, each name once for each kind.
//
// Cost: linear in the statement. Threads: safe.
std::vector<Mention> mentions(const ast::Statement& statement);

}  // namespace muster::query
