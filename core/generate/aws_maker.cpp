// AWS accounts: the listing of each, as recorded by the infrastructure's code and as observed.
#include <utility>

#include <fmt/format.h>

#include "core/generate/estate.h"
#include "core/generate/names.h"
#include "core/ingest/document.h"

namespace muster::generate {
namespace {

struct Attachment {
  std::string arn;
  On on = On::kBoth;
};

struct Principal {
  std::string name;
  On on = On::kBoth;
  std::string created;
  std::vector<Attachment> policies;
  std::vector<Attachment> groups;                   // Names; users only.
  std::vector<std::pair<std::string, On>> trusted;  // AWS principals; roles only.
  std::string service;                              // Trusted service; roles only.
  ValueMap tags;
};

struct Account {
  std::string id;
  std::string name;
  std::string env;
  std::vector<Principal> users;
  std::vector<Principal> roles;
  std::vector<Principal> groups;
  std::vector<std::string> policies;  // Customer policies, by name.

  std::string arn(std::string_view resource) const {
    return fmt::format("arn:aws:iam::{}:{}", id, resource);
  }
};

constexpr std::string_view kAdministrator = "arn:aws:iam::aws:policy/AdministratorAccess";

Value policy_document(std::string_view action, std::string_view resource) {
  return Value(
      ValueMap{{"Version", Value("2012-10-17")},
               {"Statement", Value(ValueList{Value(ValueMap{{"Effect", Value("Allow")},
                                                            {"Action", Value(action)},
                                                            {"Resource", Value(resource)}})})}});
}

Value managed_policy(std::string_view name, const std::string& arn, const std::string& created,
                     Value document) {
  return Value(ValueMap{
      {"PolicyName", Value(name)},
      {"Arn", Value(arn)},
      {"Path", Value("/")},
      {"DefaultVersionId", Value("v1")},
      {"CreateDate", Value(created)},
      {"PolicyVersionList", Value(ValueList{Value(ValueMap{{"VersionId", Value("v1")},
                                                           {"IsDefaultVersion", Value(true)},
                                                           {"Document", std::move(document)}})})}});
}

Value trust_document(const Principal& role, Plane plane) {
  ValueList statements;
  const auto allow = [&](std::string_view type, const std::string& who) {
    statements.push_back(
        Value(ValueMap{{"Effect", Value("Allow")},
                       {"Principal", Value(ValueMap{{std::string(type), Value(who)}})},
                       {"Action", Value("sts:AssumeRole")}}));
  };
  if (!role.service.empty()) allow("Service", role.service);
  for (const auto& [who, on] : role.trusted) {
    if (is_on(on, plane)) allow("AWS", who);
  }
  return Value(
      ValueMap{{"Version", Value("2012-10-17")}, {"Statement", Value(std::move(statements))}});
}

// What an entry of one of the three lists has, whatever it is.
ValueMap entry_of(const Account& account, const Principal& principal, std::string_view word,
                  std::string_view resource, Plane plane) {
  ValueList attached;
  for (const Attachment& policy : principal.policies) {
    if (!is_on(policy.on, plane)) continue;
    attached.push_back(
        Value(ValueMap{{"PolicyName", Value(policy.arn.substr(policy.arn.rfind('/') + 1))},
                       {"PolicyArn", Value(policy.arn)}}));
  }
  ValueMap entry{{fmt::format("{}Name", word), Value(principal.name)},
                 {"Path", Value("/")},
                 {"Arn", Value(account.arn(fmt::format("{}/{}", resource, principal.name)))},
                 {"CreateDate", Value(principal.created)},
                 {"AttachedManagedPolicies", Value(std::move(attached))},
                 {fmt::format("{}PolicyList", word), Value(ValueList{})}};
  if (word == "Group") return entry;
  ValueList tags;
  for (const auto& [key, value] : principal.tags) {
    tags.push_back(Value(ValueMap{{"Key", Value(key)}, {"Value", value}}));
  }
  entry.emplace("Tags", Value(std::move(tags)));
  return entry;
}

std::string listing(const Account& account, Plane plane, const std::string& created) {
  ValueMap document;
  ValueList users;
  for (const Principal& user : account.users) {
    if (!is_on(user.on, plane)) continue;
    ValueMap entry = entry_of(account, user, "User", "user", plane);
    ValueList groups;
    for (const Attachment& group : user.groups) {
      if (is_on(group.on, plane)) groups.emplace_back(group.arn);
    }
    entry.emplace("GroupList", Value(std::move(groups)));
    users.push_back(Value(std::move(entry)));
  }
  ValueList groups;
  for (const Principal& group : account.groups) {
    groups.push_back(Value(entry_of(account, group, "Group", "group", plane)));
  }
  ValueList roles;
  for (const Principal& role : account.roles) {
    if (!is_on(role.on, plane)) continue;
    ValueMap entry = entry_of(account, role, "Role", "role", plane);
    entry.emplace("AssumeRolePolicyDocument", trust_document(role, plane));
    entry.emplace("InstanceProfileList", Value(ValueList{}));
    roles.push_back(Value(std::move(entry)));
  }
  ValueList policies;
  policies.push_back(managed_policy("AdministratorAccess", std::string(kAdministrator), created,
                                    policy_document("*", "*")));
  for (const std::string& name : account.policies) {
    policies.push_back(managed_policy(
        name, account.arn("policy/" + name), created,
        policy_document("s3:GetObject", fmt::format("arn:aws:s3:::acme-{}/*", name))));
  }
  // One entry a line: a difference between two listings is a difference of lines.
  std::string text = "{";
  char mark = '\n';
  for (const auto& [name, list] : {std::pair{"UserDetailList", &users},
                                   {"GroupDetailList", &groups},
                                   {"RoleDetailList", &roles},
                                   {"Policies", &policies}}) {
    text += fmt::format("{}\"{}\":[", std::exchange(mark, ','), name);
    bool first = true;
    for (const Value& item : *list) {
      text += std::exchange(first, false) ? "\n" : ",\n";
      text += ingest::to_json_text(item);
    }
    text += "\n]";
  }
  return text + "\n}\n";
}

std::string created(Estate& estate) {
  return estate.time(estate.days_ago(30 + static_cast<std::int64_t>(estate.random.below(1200))));
}

Account make_account(Estate& estate, std::size_t index) {
  constexpr std::string_view kEnvs[] = {"prod", "staging", "dev"};
  Account account;
  account.env = kEnvs[index % 3];
  account.name = fmt::format("acme-{}-{}", account.env, index / 3 + 1);
  account.id = fmt::format(
      "{:012}", 210'000'000'000ULL + 1'000'003ULL * (index + 1) + estate.random.below(1000));
  for (const std::string& team : estate.teams) account.policies.push_back(team + "-read");
  account.groups.push_back({.name = "administrators",
                            .created = created(estate),
                            .policies = {{std::string(kAdministrator)}}});
  account.groups.push_back({.name = "readers",
                            .created = created(estate),
                            .policies = {{account.arn("policy/" + account.policies.front())}}});
  Principal operator_role{.name = "break-glass",
                          .created = created(estate),
                          .policies = {{std::string(kAdministrator)}}};
  operator_role.trusted = {{account.arn("user/release-operator"), On::kBoth}};
  operator_role.tags = {{"env", Value(account.env)}, {"purpose", Value("emergency access")}};
  account.roles.push_back(std::move(operator_role));
  Principal operator_user{.name = "release-operator", .created = created(estate)};
  operator_user.groups = {{"readers"}};
  operator_user.tags = {{"env", Value(account.env)}};
  account.users.push_back(std::move(operator_user));
  return account;
}

void add_machine(Estate& estate, Account& account, const Human& owner, std::size_t owner_index,
                 bool user) {
  Principal principal;
  principal.name = distinct_name(estate.random);
  principal.created = created(estate);
  principal.policies = {{account.arn("policy/" + estate.random.pick(account.policies))}};
  principal.tags = {{"env", Value(account.env)},
                    {"team", Value(owner.team)},
                    {"purpose", Value(purpose(estate.random))}};
  if (user) {
    principal.groups = {{"readers"}};
  } else {
    constexpr std::string_view kServices[] = {"lambda.amazonaws.com", "ecs-tasks.amazonaws.com",
                                              "ec2.amazonaws.com"};
    principal.service = kServices[estate.random.below(3)];
  }
  estate.machines.push_back(
      {account.arn(fmt::format("{}/{}", user ? "user" : "role", principal.name)), On::kBoth,
       owner_index});
  (user ? account.users : account.roles).push_back(std::move(principal));
}

void plant_identities(Estate& estate, Account& account, std::size_t round) {
  Principal shadow{.name = fmt::format("temp-debug-{}", round + 1),
                   .on = On::kObserved,
                   .created = estate.time(estate.days_ago(3)),
                   .policies = {{std::string(kAdministrator), On::kObserved}}};
  shadow.service = "ec2.amazonaws.com";
  estate.plant("UNRECORDED_IDENTITY", account.arn("role/" + shadow.name), "",
               "A role made by hand in the console, with administrator rights.");
  account.roles.push_back(std::move(shadow));
  Principal ghost{.name = fmt::format("decommissioned-sync-{}", round + 1),
                  .on = On::kRecorded,
                  .created = estate.time(estate.days_ago(900))};
  ghost.policies = {{account.arn("policy/" + account.policies.front()), On::kRecorded}};
  estate.plant("GHOST_IDENTITY", account.arn("user/" + ghost.name), "",
               "A user that the code still has and the account does not.");
  account.users.push_back(std::move(ghost));
  if (round > 0) return;
  Principal ended{
      .name = "migration-2025", .on = On::kRecorded, .created = estate.time(estate.days_ago(500))};
  ended.tags = {{"expires_at", Value(estate.time(estate.days_ago(60)))}};
  estate.near_miss("GHOST_IDENTITY", account.arn("user/migration-2025"), "",
                   "The recorded user ended sixty days ago; its absence is right.");
  account.users.push_back(std::move(ended));
}

void plant_grants(Estate& estate, Account& account, std::size_t round) {
  // Machines follow the two of the account's own; each is used for one drift only.
  const std::size_t at = 1 + round;
  if (account.roles.size() <= at + 1 || account.users.size() < 2) return;
  Principal& excess = account.roles[at];
  const std::string excess_arn = account.arn("role/" + excess.name);
  if (excess.on == On::kBoth && estate.use(excess_arn)) {
    excess.policies.push_back({std::string(kAdministrator), On::kObserved});
    estate.plant("ENTITLEMENT_EXCESS", excess_arn, fmt::format("HAS_POLICY -> {}", kAdministrator),
                 "Administrator rights were attached to a service's role.");
  }
  Principal& missing = account.roles[account.roles.size() - 1 - at];
  const std::string missing_arn = account.arn("role/" + missing.name);
  if (missing.on == On::kBoth && missing.name != "break-glass" && estate.use(missing_arn)) {
    const std::string policy = account.arn("policy/" + account.policies.back());
    std::erase_if(missing.policies,
                  [&](const Attachment& attached) { return attached.arn == policy; });
    missing.policies.push_back({policy, On::kRecorded});
    estate.plant("ENTITLEMENT_MISSING", missing_arn, fmt::format("HAS_POLICY -> {}", policy),
                 "A recorded policy was detached.");
  }
  if (round > 0) return;
  Principal& joiner = account.users[1];
  const std::string joiner_arn = account.arn("user/" + joiner.name);
  if (joiner.on == On::kBoth && estate.use(joiner_arn)) {
    joiner.groups.push_back({"administrators", On::kObserved});
    estate.plant("ENTITLEMENT_EXCESS", joiner_arn,
                 fmt::format("MEMBER_OF -> {}", account.arn("group/administrators")),
                 "A user was put into the administrators' group.");
  }
}

}  // namespace

void make_aws(Estate& estate) {
  const std::size_t account_count = 2 + estate.humans.size() / 40;
  std::vector<Account> accounts;
  for (std::size_t index = 0; index < account_count; ++index)
    accounts.push_back(make_account(estate, index));
  for (std::size_t owner = 0; owner < estate.humans.size(); ++owner) {
    const std::size_t roles = 6 + estate.random.below(7);
    const std::size_t users = 1 + estate.random.below(2);
    for (std::size_t index = 0; index < roles + users; ++index) {
      Account& account = accounts[estate.random.below(accounts.size())];
      add_machine(estate, account, estate.humans[owner], owner, index >= roles);
    }
  }
  for (std::size_t round = 0; round < estate.rounds(); ++round)
    plant_grants(estate, accounts[round % accounts.size()], round / accounts.size());
  for (std::size_t round = 0; round < estate.rounds(); ++round)
    plant_identities(estate, accounts[round % accounts.size()], round);

  // An account whose collector may not see everything: what it lacks is unknown, not absent.
  Account partial = make_account(estate, account_count);
  partial.roles.push_back({.name = "unseen-worker",
                           .on = On::kRecorded,
                           .created = created(estate),
                           .service = "ec2.amazonaws.com"});
  estate.near_miss(
      "GHOST_IDENTITY", partial.arn("role/unseen-worker"), "",
      "The account was not collected completely, so the role is not known to be gone.");
  accounts.push_back(std::move(partial));

  for (std::size_t index = 0; index < accounts.size(); ++index) {
    const Account& account = accounts[index];
    const std::string made = estate.time(estate.days_ago(1500));
    for (const Plane plane : {Plane::kRecorded, Plane::kObserved}) {
      const std::string path = fmt::format("{}/aws_{}.json", plane_name(plane), account.id);
      estate.add_file(path, listing(account, plane, made));
      const bool complete = plane == Plane::kRecorded || index < account_count;
      estate.add_source(
          fmt::format("aws-{}-{}", account.name, plane == Plane::kRecorded ? "code" : "live"),
          plane, path, "aws-gaad", "aws:" + account.id, complete);
    }
  }
}

}  // namespace muster::generate
