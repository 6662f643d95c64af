// AWS policy documents, as far as derivation reads them: statements with effect, actions and
// resources.
//
// The law: what is not understood never grants: a document that cannot be read has no statements,
// and a statement with a condition is at most conditional.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::derivation {

struct PolicyStatement {
  bool allow = false;
  bool conditional = false;          // Has a Condition.
  bool not_action = false;           // `actions` are those it leaves out.
  bool not_resource = false;         // `resources` are those it leaves out.
  std::vector<std::string> actions;  // Lower case.
  std::vector<std::string> resources;
};

// Empty where the text is no policy document.
std::vector<PolicyStatement> parse_policy(std::string_view json);

// `*` and `?` as AWS reads them. Cost: O(pattern * text) at worst.
bool glob_matches(std::string_view pattern, std::string_view text);

enum class Verdict { kNone, kConditional, kAllowed };

// What the statements decide for an action (lower case) on a resource: an unconditional Deny wins,
// a conditional one makes an allowance conditional.
Verdict decide(const std::vector<PolicyStatement>& statements, std::string_view action,
               std::string_view resource);
// Likewise for everything on everything: `*` on `*`.
Verdict decide_everything(const std::vector<PolicyStatement>& statements);

}  // namespace muster::derivation
