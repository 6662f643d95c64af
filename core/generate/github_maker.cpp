// The code host: an organisation as OpenGraph, as its settings' code records it and as it is
// observed.
#include <utility>

#include <fmt/format.h>

#include "core/generate/estate.h"
#include "core/generate/names.h"
#include "core/ingest/document.h"

namespace muster::generate {
namespace {

constexpr std::string_view kOrganisation = "O_acme0001";

struct Part {
  Value body;
  On on = On::kBoth;
};

class Organisation {
 public:
  void node(std::string_view id, std::vector<std::string> kinds, ValueMap properties,
            On on = On::kBoth) {
    properties.emplace("environmentid", Value(kOrganisation));
    nodes_.push_back({Value(ValueMap{{"id", Value(id)},
                                     {"kinds", Value(ValueList(kinds.begin(), kinds.end()))},
                                     {"properties", Value(std::move(properties))}}),
                      on});
  }
  void edge(std::string_view kind, std::string_view start, std::string_view end,
            On on = On::kBoth) {
    const auto ref = [](std::string_view id) { return Value(ValueMap{{"value", Value(id)}}); };
    edges_.push_back(
        {Value(ValueMap{{"kind", Value(kind)}, {"start", ref(start)}, {"end", ref(end)}}), on});
  }
  std::string text(Plane plane) const {
    return "{\"metadata\":{\"source_kind\":\"GitHub\"},\"graph\":{\"nodes\":[" +
           lines(nodes_, plane) + "\n],\"edges\":[" + lines(edges_, plane) + "\n]}}\n";
  }

 private:
  static std::string lines(const std::vector<Part>& parts, Plane plane) {
    std::string text;
    for (const Part& part : parts) {
      if (!is_on(part.on, plane)) continue;
      text += text.empty() ? "\n" : ",\n";
      text += ingest::to_json_text(part.body);
    }
    return text;
  }

  std::vector<Part> nodes_;
  std::vector<Part> edges_;
};

}  // namespace

void make_github(Estate& estate) {
  Organisation org;
  org.node(kOrganisation, {"GH_Organization"}, {{"name", Value("acme")}, {"login", Value("acme")}});
  org.node("OR_owners", {"GH_OrgRole", "GH_Role"},
           {{"name", Value("acme/owners")}, {"short_name", Value("owners")}});
  org.node("OR_members", {"GH_OrgRole", "GH_Role"},
           {{"name", Value("acme/members")}, {"short_name", Value("members")}});
  org.edge("GH_CreateRepository", "OR_owners", kOrganisation);
  for (const std::string& team : estate.teams) {
    org.node("T_" + team, {"GH_Team"}, {{"name", Value(team)}, {"slug", Value(team)}});
    for (const std::string_view part : {"service", "infra"}) {
      const std::string name = fmt::format("{}-{}", team, part);
      org.node("R_" + name, {"GH_Repository"},
               {{"name", Value(name)}, {"visibility", Value("private")}});
      org.node("RR_" + name, {"GH_RepoRole", "GH_Role"},
               {{"name", Value(fmt::format("acme/{}/write", name))}});
      org.node("W_" + name, {"GH_Workflow"},
               {{"name", Value(name + "\\deploy")}, {"state", Value("active")}});
      org.node("S_" + name, {"GH_RepoSecret", "GH_Secret"}, {{"name", Value("DEPLOY_KEY")}});
      org.edge("GH_WriteRepoContents", "RR_" + name, "R_" + name);
      org.edge("GH_HasRole", "T_" + team, "RR_" + name);
      org.edge("GH_HasWorkflow", "R_" + name, "W_" + name);
      org.edge("GH_HasSecret", "R_" + name, "S_" + name);
    }
  }
  for (std::size_t index = 0; index < estate.humans.size(); ++index) {
    const Human& human = estate.humans[index];
    const std::string user = "U_" + human.id;
    org.node(user, {"GH_User"}, {{"name", Value(human.login)}, {"login", Value(human.login)}});
    org.edge("GH_HasRole", user, index == 0 ? "OR_owners" : "OR_members");
    org.node("TR_" + human.id, {"GH_TeamRole", "GH_Role"},
             {{"name", Value(fmt::format("acme/{}/{}", human.team, human.login))}});
    org.edge("GH_HasRole", user, "TR_" + human.id);
    org.edge("GH_MemberOf", "TR_" + human.id, "T_" + human.team);
    if (!estate.random.one_in(3)) continue;
    const std::string token = "PAT_" + human.id;
    org.node(
        token, {"GH_PersonalAccessToken"},
        {{"name", Value(human.login + "-cli")},
         {"token_expires_at", Value(estate.time(estate.days_ago(
                                  -20 - static_cast<std::int64_t>(estate.random.below(60)))))}});
    org.edge("GH_HasPersonalAccessToken", user, token);
  }
  for (std::size_t round = 0; round < estate.rounds(); ++round) {
    const std::string shadow = fmt::format("U_outside_{}", round + 1);
    org.node(shadow, {"GH_User"}, {{"name", Value(fmt::format("outside-dev-{}", round + 1))}},
             On::kObserved);
    org.edge("GH_HasRole", shadow, "OR_owners", On::kObserved);
    estate.plant("UNRECORDED_IDENTITY", shadow, "",
                 "An account outside the register that owns the organisation.");
  }
  for (const Plane plane : {Plane::kRecorded, Plane::kObserved}) {
    const std::string path = fmt::format("{}/github.json", plane_name(plane));
    estate.add_file(path, org.text(plane));
    estate.add_source(plane == Plane::kRecorded ? "github-code" : "github-live", plane, path,
                      "opengraph", fmt::format("github:{}", kOrganisation), true);
  }
}

}  // namespace muster::generate
