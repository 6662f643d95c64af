// The AWS pack.
//
//   aws.trust_policy     principal -TRUSTED_BY-> role  =>  principal CAN_ASSUME role
//                        A condition of the statement makes it conditional; so does another
//                        account's principal whose own policies are not seen to allow it. Trust in
//                        an account's root trusts whoever the account lets: the account itself
//                        (who controls it can allow anybody) and each of its identities whose
//                        policies allow sts:AssumeRole on the role.
//   aws.federation       provider -TRUSTED_BY-> role  =>  provider CAN_FEDERATE_AS role
//                        Web identity and SAML.
//   aws.administrator    holder -HAS_POLICY-> AdministratorAccess, or * on *
//                        =>  holder CONTROLS its account
//                        Members of a group too. A permission boundary short of * on * makes it
//                        conditional.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "core/derivation/aws_policy.h"
#include "core/derivation/rule_pack.h"
#include "core/identity/alias.h"
#include "core/identity/raw_facts.h"

namespace muster::derivation {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kAssumeRole = "sts:assumerole";
constexpr std::string_view kAdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

constexpr auto kNodeKinds =
    std::to_array<std::string_view>({"CloudAccount", "ExternalPrincipal", "Group", "IamRole",
                                     "IamUser", "IdentityProvider", "Policy"});
constexpr auto kEdgeTypes = std::to_array<std::string_view>(
    {raw_facts::kHasPolicy, raw_facts::kHasBoundary, raw_facts::kTrustedBy, raw_facts::kMemberOf,
     raw_facts::kContains});

// A policy as a principal holds it: by its own attachment or by a group's.
struct HeldPolicy {
  std::vector<EdgeId> path;
  NodeId policy{};
  bool conditional = false;
};

class AwsDerivation {
 public:
  AwsDerivation(const GraphSnapshot& graph, std::vector<DerivedEdge>& derived)
      : graph_(graph), derived_(derived) {}

  void run() {
    for (const std::string_view label : {"IamUser"sv, "IamRole"sv})
      for (const NodeId identity : nodes_with(graph_, label)) {
        identities_[account_of(identity)].push_back(identity);
        derive_administrator(identity);
      }
    for (const NodeId group : nodes_with(graph_, "Group")) derive_administrator(group);
    for (const NodeId role : nodes_with(graph_, "IamRole")) derive_trust(role);
  }

 private:
  std::string arn_of(NodeId node) const {
    const std::string arn = text_of(graph_, node, raw_facts::kArn);
    return arn.empty() ? canonical_id(graph_, node) : arn;
  }

  std::string account_of(NodeId node) const {
    std::string account = text_of(graph_, node, raw_facts::kAccountId);
    if (!account.empty()) return account;
    const std::string arn = arn_of(node);
    std::size_t begin = 0;
    if (!arn.starts_with("arn:")) return {};
    for (int colons = 0; colons < 4; ++colons) begin = arn.find(':', begin) + 1;
    return arn.substr(begin, arn.find(':', begin) - begin);
  }

  std::string called(NodeId node) const { return display_name(graph_, node); }

  const std::vector<PolicyStatement>& statements_of(NodeId policy) {
    const auto [place, fresh] = statements_.try_emplace(policy);
    if (!fresh) return place->second;
    place->second = parse_policy(text_of(graph_, policy, raw_facts::kDocument));
    // AWS's own policy is known by name where its document was not collected.
    if (place->second.empty() && !graph_.nodes_by_alias(kAdministratorAccess).empty() &&
        graph_.nodes_by_alias(kAdministratorAccess).front() == policy)
      place->second.push_back({.allow = true,
                               .conditional = false,
                               .not_action = false,
                               .not_resource = false,
                               .actions = {"*"},
                               .resources = {"*"}});
    return place->second;
  }

  const std::vector<HeldPolicy>& policies_of(NodeId principal) {
    const auto [place, fresh] = held_.try_emplace(principal);
    if (!fresh) return place->second;
    std::vector<HeldPolicy> held;
    for (const RawEdge& own :
         raw_edges(graph_, principal, Direction::kOutgoing, raw_facts::kHasPolicy))
      held.push_back({.path = {own.edge}, .policy = own.other, .conditional = own.conditional});
    for (const RawEdge& member :
         raw_edges(graph_, principal, Direction::kOutgoing, raw_facts::kMemberOf))
      for (const RawEdge& given :
           raw_edges(graph_, member.other, Direction::kOutgoing, raw_facts::kHasPolicy))
        held.push_back({.path = {member.edge, given.edge},
                        .policy = given.other,
                        .conditional = member.conditional || given.conditional});
    return place->second = std::move(held);
  }

  // The verdict over all policies of a principal, and the held policies that allow on their own.
  template <typename Decide>
  std::pair<Verdict, std::vector<HeldPolicy>> judge(NodeId principal,
                                                    const Decide& decide_statements) {
    std::vector<PolicyStatement> all;
    std::vector<HeldPolicy> allowing;
    for (const HeldPolicy& held : policies_of(principal)) {
      const std::vector<PolicyStatement>& statements = statements_of(held.policy);
      all.insert(all.end(), statements.begin(), statements.end());
      const Verdict alone = decide_statements(statements);
      if (alone == Verdict::kNone) continue;
      allowing.push_back(held);
      allowing.back().conditional = held.conditional || alone == Verdict::kConditional;
    }
    Verdict verdict = decide_statements(all);
    for (const RawEdge& boundary :
         raw_edges(graph_, principal, Direction::kOutgoing, raw_facts::kHasBoundary))
      verdict =
          std::min(verdict, decide_statements(statements_of(boundary.other)) == Verdict::kAllowed
                                ? Verdict::kAllowed
                                : Verdict::kConditional);
    // What others than these policies doubt (a conditional Deny, a boundary) holds for each of
    // them.
    if (verdict != Verdict::kAllowed)
      for (HeldPolicy& held : allowing) held.conditional = true;
    if (verdict == Verdict::kNone) allowing.clear();
    return {verdict, std::move(allowing)};
  }

  void add(NodeId source, std::string type, NodeId target, Proof proof) {
    if (source == target) return;
    derived_.push_back({.source = source,
                        .type = std::move(type),
                        .target = target,
                        .level = {},
                        .proof = std::move(proof)});
  }

  void derive_administrator(NodeId holder) {
    auto [verdict, allowing] = judge(holder, decide_everything);
    if (allowing.empty()) return;
    for (const NodeId account : graph_.nodes_by_alias("aws:" + account_of(holder)))
      for (const HeldPolicy& held : allowing)
        add(holder, "CONTROLS", account,
            {.rule = "aws.administrator",
             .reason = fmt::format("Policy {} allows every action on every resource.",
                                   called(held.policy)),
             .edges = held.path,
             .conditional = held.conditional});
  }

  static bool federated(const GraphSnapshot& graph, NodeId principal) {
    return has_label(graph, principal, "IdentityProvider") ||
           text_of(graph, principal, raw_facts::kSubKind) == raw_facts::kAwsFederated;
  }

  // A Deny in the trust policy may take back what a statement gives; the analysis of whom it meets
  // is not done here.
  bool trust_denies(NodeId role) const {
    const auto statements = parse_policy(text_of(graph_, role, raw_facts::kTrustPolicy));
    return std::any_of(statements.begin(), statements.end(),
                       [](const PolicyStatement& statement) { return !statement.allow; });
  }

  void derive_trust(NodeId role) {
    const bool doubted = trust_denies(role);
    for (const RawEdge& trust :
         raw_edges(graph_, role, Direction::kIncoming, raw_facts::kTrustedBy)) {
      const bool conditional = doubted || trust.conditional ||
                               !graph_.property(trust.edge, raw_facts::kConditions).is_null();
      if (federated(graph_, trust.other)) {
        add(trust.other, "CAN_FEDERATE_AS", role,
            {.rule = "aws.federation",
             .reason = fmt::format("The trust policy of {} names the provider {}.", called(role),
                                   called(trust.other)),
             .edges = {trust.edge},
             .conditional = conditional});
      } else {
        derive_assume(role, trust, conditional);
      }
    }
  }

  void derive_assume(NodeId role, const RawEdge& trust, bool conditional) {
    const std::string reason =
        fmt::format("The trust policy of {} names {}.", called(role), called(trust.other));
    const bool account = has_label(graph_, trust.other, "CloudAccount");
    const bool anybody = text_of(graph_, trust.other, raw_facts::kSubKind) == raw_facts::kAwsAny;
    const bool identity =
        has_label(graph_, trust.other, "IamUser") || has_label(graph_, trust.other, "IamRole");
    const bool foreign = identity && account_of(trust.other) != account_of(role);
    if (foreign) {
      derive_allowed(trust.other, role, trust, conditional, reason, true);
      return;
    }
    add(trust.other, "CAN_ASSUME", role,
        {.rule = "aws.trust_policy",
         .reason = reason,
         .edges = {trust.edge},
         .conditional = conditional});
    if (account)
      for (const NodeId member : identities_[account_of(trust.other)])
        derive_allowed(member, role, trust, conditional, reason, false);
    if (anybody)
      for (const NodeId member : identities_[account_of(role)])
        add(member, "CAN_ASSUME", role,
            {.rule = "aws.trust_policy",
             .reason =
                 fmt::format("The trust policy of {} names every AWS principal.", called(role)),
             .edges = {trust.edge},
             .conditional = conditional});
  }

  // The caller's own policies must allow it too. `otherwise`: where none is seen to, the edge is
  // conditional on one that was not collected (session, organisation, a group of another
  // collection) instead of missing.
  void derive_allowed(NodeId caller, NodeId role, const RawEdge& trust, bool conditional,
                      const std::string& reason, bool otherwise) {
    if (!may_assume_something(caller)) {
      if (otherwise)
        add(caller, "CAN_ASSUME", role,
            {.rule = "aws.trust_policy",
             .reason = reason,
             .edges = {trust.edge},
             .conditional = true});
      return;
    }
    const std::string arn = arn_of(role);
    const auto [verdict, allowing] =
        judge(caller, [&](const std::vector<PolicyStatement>& statements) {
          return decide(statements, kAssumeRole, arn);
        });
    for (const HeldPolicy& held : allowing) {
      Proof proof{.rule = "aws.trust_policy",
                  .reason = fmt::format("{} Policy {} of {} allows sts:AssumeRole on it.", reason,
                                        called(held.policy), called(caller)),
                  .edges = held.path,
                  .conditional = conditional || held.conditional};
      proof.edges.push_back(trust.edge);
      add(caller, "CAN_ASSUME", role, std::move(proof));
    }
    if (allowing.empty() && otherwise)
      add(caller, "CAN_ASSUME", role,
          {.rule = "aws.trust_policy",
           .reason = reason,
           .edges = {trust.edge},
           .conditional = true});
  }

  // Most identities have no word on sts:AssumeRole at all: asked once, not once a role.
  bool may_assume_something(NodeId caller) {
    const auto [place, fresh] = may_assume_.try_emplace(caller, false);
    if (!fresh) return place->second;
    for (const HeldPolicy& held : policies_of(caller))
      for (const PolicyStatement& statement : statements_of(held.policy)) {
        const bool named = std::any_of(
            statement.actions.begin(), statement.actions.end(),
            [](const std::string& action) { return glob_matches(action, kAssumeRole); });
        place->second = place->second || (statement.allow && named != statement.not_action);
      }
    return place->second;
  }

  const GraphSnapshot& graph_;
  std::vector<DerivedEdge>& derived_;
  std::map<std::string, std::vector<NodeId>> identities_;  // By account.
  std::unordered_map<NodeId, std::vector<PolicyStatement>> statements_;
  std::unordered_map<NodeId, std::vector<HeldPolicy>> held_;
  std::unordered_map<NodeId, bool> may_assume_;
};

void derive(const GraphSnapshot& graph, std::vector<DerivedEdge>& derived) {
  AwsDerivation(graph, derived).run();
}

}  // namespace

const RulePack& aws_rules() {
  static constexpr RulePack kPack{
      .name = "aws", .node_kinds = kNodeKinds, .edge_types = kEdgeTypes, .derive = &derive};
  return kPack;
}

}  // namespace muster::derivation
