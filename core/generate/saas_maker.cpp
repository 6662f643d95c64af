// SaaS, data and agents: OAuth applications, service principals, database users, workload
// identities, bots and agents, as the register of applications records them and as their APIs show
// them.
#include <array>

#include <fmt/format.h>

#include "core/generate/estate.h"
#include "core/generate/names.h"

namespace muster::generate {
namespace {

constexpr std::string_view kScope = "saas:acme";
constexpr auto kKinds =
    std::to_array<std::string_view>({"OAuthApp", "ServicePrincipal", "DatabaseUser",
                                     "WorkloadIdentity", "AppInstallation", "AiAgent", "RpaBot"});
constexpr auto kRoles = std::to_array<std::string_view>({"reader", "writer", "tenant-admin"});

struct App {
  std::string key;
  std::string kind;
  std::string name;
  std::string role;
  std::size_t owner = 0;
  On on = On::kBoth;
};

std::string role_key(std::string_view role) { return fmt::format("saas:acme/role/{}", role); }

}  // namespace

void make_saas(Estate& estate) {
  std::vector<App> apps;
  for (std::size_t owner = 0; owner < estate.humans.size(); ++owner) {
    const std::size_t count = 8 + estate.random.below(11);
    for (std::size_t index = 0; index < count; ++index) {
      App app;
      app.kind = estate.random.pick(kKinds);
      app.name = service_name(estate.random);
      app.key = fmt::format("saas:acme/{}/{}-{}", lower_ascii(app.kind), app.name,
                            lower_ascii(token_text(estate.random, 6)));
      app.role = estate.random.one_in(5) ? "writer" : "reader";
      app.owner = owner;
      apps.push_back(std::move(app));
      estate.machines.push_back({apps.back().key, On::kBoth, owner});
    }
  }
  // Names come from whoever registers an application.
  for (std::size_t index = 0; index < hostile_names().size() && index < apps.size(); ++index) {
    apps[index * (apps.size() / hostile_names().size())].name = hostile_names()[index];
  }
  struct Grant {
    std::string holder;
    std::string role;
    On on = On::kBoth;
    ValueMap members;
  };
  std::vector<Grant> grants;
  for (const App& app : apps) grants.push_back({app.key, app.role, On::kBoth, {}});
  for (std::size_t round = 0; round < estate.rounds(); ++round) {
    const App& widened = apps[(round * 3) % apps.size()];
    if (estate.use(widened.key)) {
      grants.push_back({widened.key, "tenant-admin", On::kObserved, {}});
      estate.plant("ENTITLEMENT_EXCESS", widened.key,
                   fmt::format("HAS_ROLE -> {}", role_key("tenant-admin")),
                   "An application was given the tenant's administration.");
    }
    const App& overdue = apps[(round * 3 + 1) % apps.size()];
    if (estate.use(overdue.key)) {
      grants.push_back({overdue.key,
                        "tenant-admin",
                        On::kBoth,
                        {{"valid_from", Value(estate.time(estate.days_ago(90)))},
                         {"valid_until", Value(estate.time(estate.days_ago(5)))}}});
      estate.plant("EXPIRED_ACTIVE", overdue.key,
                   fmt::format("HAS_ROLE -> {}", role_key("tenant-admin")),
                   "A grant for a migration ended five days ago and is still there.");
    }
    const std::string ghost = fmt::format("saas:acme/oauthapp/cancelled-tool-{}", round + 1);
    apps.push_back({ghost, "OAuthApp", "cancelled-tool", "reader", 0, On::kRecorded});
    estate.plant("GHOST_IDENTITY", ghost, "",
                 "The register has an application that the tenant removed.");
  }
  // The same person's account, under its address: recorded in the directory.
  const Human& chatter = estate.humans.back();
  const std::string chat_account = "saas:acme/useraccount/" + token_text(estate.random, 8);
  estate.near_miss("UNRECORDED_IDENTITY", chat_account, "",
                   "The account is recorded in the directory, under the address that both carry.");

  for (const Plane plane : {Plane::kRecorded, Plane::kObserved}) {
    Lines lines(kScope);
    for (const std::string_view role : kRoles) {
      ValueMap properties{{"name", Value(role)}};
      if (role == "tenant-admin") properties.emplace("tier", Value(0));
      lines.node(role_key(role), "Role", std::move(properties));
    }
    for (const App& app : apps) {
      if (!is_on(app.on, plane)) continue;
      lines.node(app.key, app.kind, {{"name", Value(app.name)}, {"enabled", Value(true)}});
    }
    if (plane == Plane::kObserved) {
      lines.node(chat_account, "UserAccount",
                 {{"name", Value(chatter.login)}, {"enabled", Value(true)}}, {chatter.email});
    }
    for (const Grant& grant : grants) {
      if (is_on(grant.on, plane))
        lines.edge("HAS_ROLE", grant.holder, role_key(grant.role), grant.members);
    }
    const std::string path = fmt::format("{}/saas.ndjson", plane_name(plane));
    estate.add_file(path, lines.text());
    estate.add_source(plane == Plane::kRecorded ? "app-register" : "saas-live", plane, path,
                      "muster-ndjson", kScope, true);
  }
}

void make_registry(Estate& estate) {
  Lines lines("registry:acme");
  for (const Machine& machine : estate.machines) {
    lines.edge("ACCOUNTABLE_FOR", "hr:acme/" + estate.humans[machine.owner].id, machine.key);
  }
  estate.add_file("recorded/registry.ndjson", lines.text());
  estate.add_source("registry", Plane::kRecorded, "recorded/registry.ndjson", "muster-ndjson",
                    "registry:acme", true);
}

}  // namespace muster::generate
