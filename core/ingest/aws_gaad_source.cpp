// Adapter `aws-gaad`: what `aws iam get-account-authorization-details` prints.
//
//   CloudAccount -CONTAINS-> IamUser, IamRole, Group      one account may hold another's policies
//   IamUser -MEMBER_OF-> Group
//   IamUser, IamRole, Group -HAS_POLICY-> Policy          managed, and inline under its owner's ARN
//   IamUser, IamRole -HAS_BOUNDARY-> Policy
//   principal -TRUSTED_BY-> IamRole                       one for each principal of each statement
//   InstanceProfile -PROFILE_FOR-> IamRole
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "core/base/instant.h"
#include "core/identity/raw_facts.h"
#include "core/ingest/adapter.h"
#include "core/ingest/aws_policy.h"
#include "core/ingest/collection.h"
#include "core/ingest/document.h"
#include "core/ingest/redaction.h"
#include "core/ingest/sources.h"

namespace muster::ingest {
namespace {

constexpr auto kCovers = std::to_array<std::string_view>(
    {"CONTAINS", "CloudAccount", "Group", "HAS_BOUNDARY", "HAS_POLICY", "IamRole", "IamUser",
     "InstanceProfile", "MEMBER_OF", "PROFILE_FOR", "Policy", "TRUSTED_BY"});
constexpr auto kLists = std::to_array<std::string_view>(
    {"UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"});

// What tells one of the three kinds of principal from the others.
struct PrincipalShape {
  std::string_view list;
  std::string_view label;
  std::string_view name_field;
  std::string_view inline_field;
};
constexpr auto kPrincipals = std::to_array<PrincipalShape>({
    {"UserDetailList", "IamUser", "UserName", "UserPolicyList"},
    {"GroupDetailList", "Group", "GroupName", "GroupPolicyList"},
    {"RoleDetailList", "IamRole", "RoleName", "RolePolicyList"},
});

void add_instant(PropertyList& properties, std::string_view name, const std::string& text) {
  if (text.empty()) return;
  const auto instant = parse_instant(text);
  if (instant.has_value()) set_property(properties, name, Value(*instant));
}

// Reads one document into the collection.
class GaadReader {
 public:
  GaadReader(const InputFile& file, const AdapterOptions& options, Collection& collection)
      : file_(file), options_(options), collection_(collection) {
    for (const NodeAssertion& node : collection.nodes) {  // Groups of the run's earlier files.
      if (node.labels.front() == "Group")
        group_arns_[{arn_account(node.key), arn_name(node.key)}] = node.key;
    }
  }

  Result<void> read(const Value& document) {
    bool any = false;
    for (const std::string_view list : kLists) {
      const Value* value = member(document, list);
      any = any || (value != nullptr && value->is_list());
    }
    if (!any) {
      return Error{
          .code = ErrorCode::kInvalidInput,
          .message = fmt::format("{} has none of the lists UserDetailList, GroupDetailList, "
                                 "RoleDetailList and Policies.",
                                 file_.name),
          .position = std::nullopt,
          .hint = "Give the output of 'aws iam get-account-authorization-details'.",
          .detail = {}};
    }
    look_for_gaps(document);
    account_ = own_account(document);
    const ValueList& policies = list_member(document, "Policies");
    for (std::size_t index = 0; index < policies.size(); ++index) {
      add_managed_policy(policies[index], pointer("/Policies", index));
    }
    // Groups stand before users: a user names its groups by name.
    for (const PrincipalShape& shape : {kPrincipals[1], kPrincipals[0], kPrincipals[2]}) {
      const ValueList& list = list_member(document, shape.list);
      for (std::size_t index = 0; index < list.size(); ++index) {
        add_principal(shape, list[index], pointer(fmt::format("/{}", shape.list), index));
      }
    }
    return ok();
  }

 private:
  void look_for_gaps(const Value& document) {
    for (const std::string_view list : kLists) {
      const Value* value = member(document, list);
      if (value != nullptr && value->is_list()) continue;
      collection_.partial = true;
      warn(collection_, fmt::format("{} has no {}: it is only a part of what the account holds.",
                                    file_.name, list));
    }
    const Value* truncated = member(document, "IsTruncated");
    if (truncated != nullptr && truncated->is_boolean() && truncated->as_boolean()) {
      collection_.partial = true;
      warn(collection_,
           fmt::format("{} is one page of a longer listing (IsTruncated is true).", file_.name));
    }
  }

  // The account that most principals are of; of equal ones the first by number.
  static std::string own_account(const Value& document) {
    std::map<std::string, std::size_t> uses;
    for (const std::string_view list : kLists) {
      for (const Value& entry : list_member(document, list)) {
        const std::string account = arn_account(text_or_empty(entry, "Arn"));
        if (account.empty() || account == "aws") continue;
        uses[account] +=
            list == "Policies" ? 1U : 1'000'000U;  // Policies speak where nobody else does.
      }
    }
    std::string best;
    for (const auto& [account, count] : uses) {
      if (best.empty() || count > uses[best]) best = account;
    }
    return best;
  }

  std::string scope_of(const std::string& account) const {
    if (!options_.scope.empty()) return options_.scope;
    const std::string& named = account.empty() || account == "aws" ? account_ : account;
    return named.empty() ? "aws:unknown" : "aws:" + named;
  }

  // The account of a thing that this document lists.
  void add_account(const std::string& account) {
    if (account.empty() || account == "aws") return;
    NodeAssertion node;
    node.key = "aws:" + account;
    node.labels = {"CloudAccount"};
    node.scope = scope_of(account);
    node.properties = {{std::string(raw_facts::kAccountId), Value(account)},
                       {"name", Value(account)},
                       {"provider", Value("aws")}};
    name_scope(collection_, node.scope);
    add_node(collection_, std::move(node));
  }

  // The fields that users, groups, roles and policies share.
  NodeAssertion thing(const Value& entry, std::string_view label, std::string_view name_field,
                      const std::string& arn) const {
    NodeAssertion node;
    node.key = arn;
    node.labels = {std::string(label)};
    const std::string account = arn_account(arn);
    node.scope = scope_of(account);
    PropertyList& properties = node.properties;
    set_property(properties, raw_facts::kArn, Value(arn));
    if (!account.empty() && account != "aws") {
      set_property(properties, raw_facts::kAccountId, Value(account));
    }
    const std::string name = text_or_empty(entry, name_field);
    set_property(properties, "name", Value(name.empty() ? arn_name(arn) : name));
    set_property(properties, "provider", Value("aws"));
    const std::string path = text_or_empty(entry, "Path");
    if (!path.empty()) set_property(properties, "path", Value(path));
    for (const std::string_view field : {"UserId", "GroupId", "RoleId", "PolicyId"}) {
      const std::string id = text_or_empty(entry, field);
      if (!id.empty()) set_property(properties, "native_id", Value(id));
    }
    add_instant(properties, "created_at", text_or_empty(entry, "CreateDate"));
    add_tags(entry, properties);
    return node;
  }

  // Tags become tag_<name>, those that Muster itself asks for under their own name as well.
  static void add_tags(const Value& entry, PropertyList& properties) {
    for (const Value& tag : list_member(entry, "Tags")) {
      const std::string key = text_or_empty(tag, "Key");
      const std::string value = text_or_empty(tag, "Value");
      if (key.empty()) continue;
      if (names_secret_value(key)) {
        add_redacted(properties, key, Value(value));
        continue;
      }
      add_redacted(properties, "tag_" + key, Value(value));
      std::string folded = key;
      std::ranges::transform(folded, folded.begin(), [](unsigned char c) {
        return static_cast<char>(c < 0x80 ? std::tolower(c) : c);
      });
      if (folded == "expires_at" || folded == "expires") {
        add_instant(properties, "expires_at", value);
        continue;
      }
      for (const std::string_view known : {"env", "environment", "owner", "team", "purpose", "tier",
                                           "data_class", "registry_id"}) {
        if (folded == known) add_redacted(properties, known, Value(value));
      }
    }
  }

  void add_managed_policy(const Value& entry, const std::string& place) {
    const std::string arn = text_or_empty(entry, "Arn");
    if (!entry.is_map() || arn.empty()) {
      reject(collection_, file_, place, "It has no Arn, so it names no policy.");
      return;
    }
    NodeAssertion node = thing(entry, "Policy", "PolicyName", arn);
    set_property(node.properties, raw_facts::kSubKind,
                 Value(arn_account(arn) == "aws" ? raw_facts::kAwsManagedPolicy
                                                 : raw_facts::kAwsCustomerPolicy));
    add_instant(node.properties, "updated_at", text_or_empty(entry, "UpdateDate"));
    const std::string version = text_or_empty(entry, "DefaultVersionId");
    for (const Value& candidate : list_member(entry, "PolicyVersionList")) {
      const Value* is_default = member(candidate, "IsDefaultVersion");
      const bool chosen =
          is_default != nullptr && is_default->is_boolean()
              ? is_default->as_boolean()
              : !version.empty() && text_or_empty(candidate, "VersionId") == version;
      const Value* document = member(candidate, "Document");
      if (!chosen || document == nullptr) continue;
      const auto tree = read_policy_document(*document);
      if (!tree.has_value()) {
        reject(collection_, file_, place,
               fmt::format("Of its default version, {}.", tree.error().message));
        return;
      }
      set_property(node.properties, raw_facts::kDocument, Value(to_json_text(*tree)));
    }
    accept(collection_);
    add_account(arn_account(arn));
    add_node(collection_, std::move(node));
  }

  // A policy that is only named: AWS's own, mostly.
  void add_policy_stub(const std::string& arn, const std::string& name) {
    if (has_node(collection_, arn)) return;
    NodeAssertion node;
    node.key = arn;
    node.labels = {"Policy"};
    node.scope = scope_of(arn_account(arn));
    node.stub = true;
    node.properties = {{std::string(raw_facts::kArn), Value(arn)},
                       {"name", Value(name.empty() ? arn_name(arn) : name)},
                       {"provider", Value("aws")},
                       {std::string(raw_facts::kSubKind),
                        Value(arn_account(arn) == "aws" ? raw_facts::kAwsManagedPolicy
                                                        : raw_facts::kAwsCustomerPolicy)}};
    add_node(collection_, std::move(node));
  }

  void add_link(std::string_view type, std::string source, std::string target, std::string scope) {
    EdgeAssertion edge;
    edge.type = type;
    edge.source_key = std::move(source);
    edge.target_key = std::move(target);
    edge.scope = std::move(scope);
    add_edge(collection_, std::move(edge));
  }

  void add_principal(const PrincipalShape& shape, const Value& entry, const std::string& place) {
    const std::string arn = text_or_empty(entry, "Arn");
    if (!entry.is_map() || arn.empty()) {
      reject(collection_, file_, place,
             fmt::format("It has no Arn, so it names no {}.", shape.label));
      return;
    }
    NodeAssertion node = thing(entry, shape.label, shape.name_field, arn);
    const std::string scope = node.scope;
    Value trust;
    if (shape.label == "IamRole") {
      if (const Value* document = member(entry, "AssumeRolePolicyDocument"); document != nullptr) {
        auto tree = read_policy_document(*document);
        if (!tree.has_value()) {
          reject(collection_, file_, place,
                 fmt::format("Of its trust policy, {}.", tree.error().message));
          return;
        }
        trust = std::move(*tree);
        set_property(node.properties, raw_facts::kTrustPolicy, Value(to_json_text(trust)));
      }
      if (const Value* used = member(entry, "RoleLastUsed"); used != nullptr) {
        add_instant(node.properties, "last_used_at", text_or_empty(*used, "LastUsedDate"));
      }
      if (const Value* seconds = member(entry, "MaxSessionDuration");
          seconds != nullptr && seconds->is_integer()) {
        set_property(node.properties, "max_session_seconds", *seconds);
      }
    }
    accept(collection_);
    const std::string account = arn_account(arn);
    add_account(account);
    if (shape.label == "Group") group_arns_[{account, arn_name(arn)}] = arn;
    add_node(collection_, std::move(node));
    if (!account.empty()) add_link(raw_facts::kContains, "aws:" + account, arn, scope);
    add_policies(shape, entry, arn, scope, place);
    add_memberships(entry, arn, scope);
    add_trust(trust, arn, scope);
    add_instance_profiles(entry, arn, scope);
  }

  void add_policies(const PrincipalShape& shape, const Value& entry, const std::string& arn,
                    const std::string& scope, const std::string& place) {
    for (const Value& attached : list_member(entry, "AttachedManagedPolicies")) {
      const std::string policy = text_or_empty(attached, "PolicyArn");
      if (policy.empty()) {
        warn(collection_,
             fmt::format("{} at {}: an attached policy has no PolicyArn and is left out.",
                         file_.name, place));
        continue;
      }
      add_policy_stub(policy, text_or_empty(attached, "PolicyName"));
      add_link(raw_facts::kHasPolicy, arn, policy, scope);
    }
    for (const Value& own : list_member(entry, shape.inline_field)) {
      const std::string name = text_or_empty(own, "PolicyName");
      const Value* document = member(own, "PolicyDocument");
      const auto tree =
          document == nullptr ? Result<Value>(Value()) : read_policy_document(*document);
      if (name.empty() || !tree.has_value()) {
        collection_.partial = true;
        warn(collection_,
             fmt::format("{} at {}: an inline policy {} and is left out.", file_.name, place,
                         name.empty() ? "has no PolicyName" : "has a document that is not JSON"));
        continue;
      }
      NodeAssertion node;
      node.key = fmt::format("{}/inline/{}", arn, name);
      node.labels = {"Policy"};
      node.scope = scope;
      node.properties = {{"name", Value(name)},
                         {"provider", Value("aws")},
                         {std::string(raw_facts::kSubKind), Value(raw_facts::kAwsInlinePolicy)},
                         {std::string(raw_facts::kAccountId), Value(arn_account(arn))}};
      if (!tree->is_null()) {
        node.properties.emplace_back(raw_facts::kDocument, Value(to_json_text(*tree)));
      }
      const std::string key = node.key;
      add_node(collection_, std::move(node));
      add_link(raw_facts::kHasPolicy, arn, key, scope);
    }
    if (const Value* boundary = member(entry, "PermissionsBoundary"); boundary != nullptr) {
      const std::string policy = text_or_empty(*boundary, "PermissionsBoundaryArn");
      if (!policy.empty()) {
        add_policy_stub(policy, {});
        add_link(raw_facts::kHasBoundary, arn, policy, scope);
      }
    }
  }

  void add_memberships(const Value& entry, const std::string& arn, const std::string& scope) {
    for (const std::string& name : strings_of(member(entry, "GroupList"))) {
      if (name.empty()) continue;
      const std::string group = group_arn(arn_account(arn), name);
      if (!has_node(collection_, group)) {
        NodeAssertion node;
        node.key = group;
        node.labels = {"Group"};
        node.scope = scope;
        node.stub = true;
        node.properties = {{"name", Value(name)}, {"provider", Value("aws")}};
        add_node(collection_, std::move(node));
      }
      add_link(raw_facts::kMemberOf, arn, group, scope);
    }
  }

  // A group's name is unique in its account; its ARN holds a path that users do not tell.
  std::string group_arn(const std::string& account, const std::string& name) const {
    const auto known = group_arns_.find({account, name});
    return known != group_arns_.end() ? known->second
                                      : fmt::format("arn:aws:iam::{}:group/{}", account, name);
  }

  void add_trust(const Value& trust, const std::string& arn, const std::string& scope) {
    for (TrustedPrincipal& principal : trusted_principals(trust)) {
      add_principal_stub(principal, scope);
      EdgeAssertion edge;
      edge.type = raw_facts::kTrustedBy;
      edge.source_key = principal.key;
      edge.target_key = arn;
      edge.discriminator = principal.discriminator;
      edge.scope = scope;
      ValueList actions(principal.actions.begin(), principal.actions.end());
      edge.properties.emplace_back(raw_facts::kActions, Value(std::move(actions)));
      if (!principal.conditions.empty()) {
        edge.properties.emplace_back(raw_facts::kConditions, Value(principal.conditions));
        edge.conditional = true;
      }
      if (principal.inverted) {
        edge.properties.emplace_back("all_but_named", Value(true));
        edge.conditional = true;
      }
      add_edge(collection_, std::move(edge));
    }
  }

  void add_principal_stub(const TrustedPrincipal& principal, const std::string& scope) {
    NodeAssertion node;
    node.key = principal.key;
    node.labels = {principal.label};
    node.scope = scope;
    node.stub = true;
    node.properties = {{"name", Value(principal.name)},
                       {"provider", Value("aws")},
                       {std::string(raw_facts::kSubKind), Value(principal.sub_kind)}};
    if (!principal.account_id.empty()) {
      node.properties.emplace_back(raw_facts::kAccountId, Value(principal.account_id));
    }
    // A user or role that this document lists, perhaps further down: the real assertion replaces
    // the labels of the stub too.
    if (principal.sub_kind == "aws_principal") {
      if (principal.key.find(":role/") != std::string::npos) node.labels = {"IamRole"};
      if (principal.key.find(":user/") != std::string::npos) node.labels = {"IamUser"};
    }
    if (!has_node(collection_, node.key)) add_node(collection_, std::move(node));
  }

  void add_instance_profiles(const Value& entry, const std::string& role,
                             const std::string& scope) {
    for (const Value& profile : list_member(entry, "InstanceProfileList")) {
      const std::string arn = text_or_empty(profile, "Arn");
      if (arn.empty()) continue;
      add_node(collection_, thing(profile, "InstanceProfile", "InstanceProfileName", arn));
      add_link("PROFILE_FOR", arn, role, scope);
    }
  }

  const InputFile& file_;
  const AdapterOptions& options_;
  Collection& collection_;
  std::string account_;
  std::map<std::pair<std::string, std::string>, std::string> group_arns_;  // Account and name.
};

class AwsGaadSource final : public Adapter {
 public:
  std::string_view name() const override { return "aws-gaad"; }
  std::string_view media_type() const override { return "application/json"; }
  std::span<const std::string_view> covers() const override { return kCovers; }

  bool recognises(const InputFile& file) const override {
    const auto keys = top_level_keys(file.bytes);
    return std::ranges::any_of(keys, [](std::string_view key) {
      return key == "UserDetailList" || key == "RoleDetailList" || key == "GroupDetailList";
    });
  }

  Result<void> read(const InputFile& file, const AdapterOptions& options,
                    Collection& collection) const override {
    MUSTER_TRY(const Value document, parse_json(file));
    return GaadReader(file, options, collection).read(document);
  }
};

}  // namespace

const Adapter& aws_gaad_source() {
  static const AwsGaadSource source;
  return source;
}

}  // namespace muster::ingest
