// HR (recorded only) and the identity provider's directory (both planes).
#include <array>

#include <fmt/format.h>

#include "core/generate/estate.h"
#include "core/generate/names.h"

namespace muster::generate {
namespace {

constexpr std::string_view kScope = "idp:acme";

std::string account_key(const Human& human) { return fmt::format("idp:acme/user/{}", human.login); }
std::string group_key(std::string_view name) { return fmt::format("idp:acme/group/{}", name); }
std::string role_key(std::string_view name) { return fmt::format("idp:acme/role/{}", name); }

void make_people(Estate& estate) {
  Lines hr("hr:acme");
  for (const std::string& team : estate.teams) {
    hr.node("hr:acme/team/" + team, "Team", {{"name", Value(team)}});
  }
  for (std::size_t index = 0; index < estate.humans.size(); ++index) {
    const Human& human = estate.humans[index];
    const std::string key = "hr:acme/" + human.id;
    std::string shown = human.given + " " + human.family;
    if (index == 3) shown += " <b>(acting)</b>";  // Names come from people.
    hr.node(key, "Person",
            {{"name", Value(shown)},
             {"person_id", Value(human.id)},
             {"email", Value(human.email)},
             {"status", Value("active")},
             {"started_at", Value(estate.time(estate.days_ago(
                                100 + static_cast<std::int64_t>(estate.random.below(2000)))))}});
    hr.edge("MEMBER_OF", key, "hr:acme/team/" + human.team);
    hr.edge("HAS_ACCOUNT", key, account_key(human));
    if (index > 0) hr.edge("REPORTS_TO", key, "hr:acme/" + estate.humans[(index - 1) / 5].id);
  }
  estate.add_file("recorded/hr.ndjson", hr.text());
  estate.add_source("hr", Plane::kRecorded, "recorded/hr.ndjson", "muster-ndjson", "hr:acme", true);
}

// A link of the directory on one plane or both.
struct Link {
  std::string type;
  std::string source;
  std::string target;
  On on = On::kBoth;
  ValueMap recorded_members;
  ValueMap observed_members;
};

std::string grant_text(const Link& link) { return fmt::format("{} -> {}", link.type, link.target); }

void plant_memberships(Estate& estate, std::vector<Link>& links) {
  const std::string admins = group_key("directory-admins");
  for (const std::size_t taken : {0U, 3U, 4U, 5U}) {
    estate.use(account_key(estate.humans[taken]));  // Their grants are near misses, or approved.
  }
  for (std::size_t round = 0; round < estate.rounds(); ++round) {
    // One who was never approved for the administrators.
    const Human& excess = estate.humans[(round * 7 + 1) % estate.humans.size()];
    if (estate.use(account_key(excess))) {
      links.push_back({"MEMBER_OF", account_key(excess), admins, On::kObserved, {}, {}});
      estate.plant("ENTITLEMENT_EXCESS", account_key(excess), grant_text(links.back()),
                   "A person's account was added to the directory's administrators by hand.");
    }
    // One whose approved membership was never made.
    const Human& missing = estate.humans[(round * 7 + 2) % estate.humans.size()];
    if (estate.use(account_key(missing))) {
      links.push_back({"MEMBER_OF",
                       account_key(missing),
                       group_key("release-approvers"),
                       On::kRecorded,
                       {},
                       {}});
      estate.plant("ENTITLEMENT_MISSING", account_key(missing), grant_text(links.back()),
                   "An approved membership was never carried out.");
    }
  }
  // Recorded for a time that is over, or has not begun: right that it is not there.
  const std::string ended = account_key(estate.humans[3]);
  links.push_back({"MEMBER_OF",
                   ended,
                   group_key("release-approvers"),
                   On::kRecorded,
                   {{"valid_until", Value(estate.time(estate.days_ago(12)))}},
                   {}});
  estate.near_miss("ENTITLEMENT_MISSING", ended, grant_text(links.back()),
                   "The recorded grant ended twelve days ago.");
  const std::string later = account_key(estate.humans[4]);
  links.push_back({"MEMBER_OF",
                   later,
                   group_key("release-approvers"),
                   On::kRecorded,
                   {{"valid_from", Value(estate.time(estate.days_ago(-9)))}},
                   {}});
  estate.near_miss("ENTITLEMENT_MISSING", later, grant_text(links.back()),
                   "The recorded grant begins in nine days.");
  // Recorded with an end to come, observed without one: the same grant.
  const std::string dated = account_key(estate.humans[5]);
  links.push_back({"MEMBER_OF",
                   dated,
                   admins,
                   On::kBoth,
                   {{"valid_until", Value(estate.time(estate.days_ago(-30)))}},
                   {}});
  estate.near_miss("ENTITLEMENT_EXCESS", dated, grant_text(links.back()),
                   "The grant is recorded with an end to come and observed without one.");
}

}  // namespace

void make_directory(Estate& estate) {
  make_people(estate);
  std::vector<std::string> groups = {"everyone", "engineering", "directory-admins",
                                     "release-approvers"};
  for (const std::string& team : estate.teams) groups.push_back("team-" + team);
  std::vector<Link> links;
  links.push_back(
      {"MEMBER_OF", group_key("engineering"), group_key("everyone"), On::kBoth, {}, {}});
  for (const std::string& team : estate.teams) {
    links.push_back(
        {"MEMBER_OF", group_key("team-" + team), group_key("engineering"), On::kBoth, {}, {}});
  }
  links.push_back(
      {"HAS_ROLE", group_key("directory-admins"), role_key("tenant-admin"), On::kBoth, {}, {}});
  links.push_back({"HAS_ROLE", group_key("everyone"), role_key("mail-user"), On::kBoth, {}, {}});
  for (const Human& human : estate.humans) {
    links.push_back(
        {"MEMBER_OF", account_key(human), group_key("team-" + human.team), On::kBoth, {}, {}});
  }
  links.push_back({"MEMBER_OF",
                   account_key(estate.humans[0]),
                   group_key("directory-admins"),
                   On::kBoth,
                   {},
                   {}});
  // Before anything else uses these two: a leaver and an account nobody ordered.
  const std::string leaver = "idp:acme/user/former.contractor";
  const std::string disabled = "idp:acme/user/parental.leave";
  const std::string shadow = "idp:acme/user/svc.temp.admin";
  plant_memberships(estate, links);
  estate.plant("GHOST_IDENTITY", leaver, "",
               "The register still has an account that the directory deleted.");
  estate.near_miss("GHOST_IDENTITY", disabled, "",
                   "The recorded account is disabled; its absence is right.");
  estate.plant("UNRECORDED_IDENTITY", shadow, "",
               "An account that no register knows, with administrator rights.");
  links.push_back({"MEMBER_OF", leaver, group_key("engineering"), On::kRecorded, {}, {}});
  links.push_back({"MEMBER_OF", shadow, group_key("directory-admins"), On::kObserved, {}, {}});

  for (const Plane plane : {Plane::kRecorded, Plane::kObserved}) {
    Lines lines(kScope);
    for (const std::string& group : groups)
      lines.node(group_key(group), "Group", {{"name", Value(group)}});
    lines.node(role_key("tenant-admin"), "Role",
               {{"name", Value("tenant-admin")}, {"tier", Value(0)}});
    lines.node(role_key("mail-user"), "Role", {{"name", Value("mail-user")}});
    for (const Human& human : estate.humans) {
      lines.node(
          account_key(human), "UserAccount",
          {{"name", Value(human.login)}, {"login", Value(human.email)}, {"enabled", Value(true)}},
          {human.email});
    }
    const auto account = [&](const std::string& key, bool enabled) {
      const std::string name = key.substr(key.rfind('/') + 1);
      lines.node(key, "UserAccount", {{"name", Value(name)}, {"enabled", Value(enabled)}});
    };
    if (plane == Plane::kRecorded) {
      account(leaver, true);
      account(disabled, false);
    } else {
      account(shadow, true);
    }
    for (const Link& link : links) {
      if (!is_on(link.on, plane)) continue;
      lines.edge(link.type, link.source, link.target,
                 plane == Plane::kRecorded ? link.recorded_members : link.observed_members);
    }
    const std::string path = fmt::format("{}/directory.ndjson", plane_name(plane));
    estate.add_file(path, lines.text());
    estate.add_source(plane == Plane::kRecorded ? "identity-register" : "idp-live", plane, path,
                      "muster-ndjson", kScope, true);
  }
}

}  // namespace muster::generate
