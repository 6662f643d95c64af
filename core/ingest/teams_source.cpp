// Adapter `teams`: the teams of an organisation, a JSON list.
//
//   [{"team_id": "team-sec", "name": "Security", "cost_center": "CC-300",
//     "policy_authority": "p-carol"}]
//
//   Person -ACCOUNTABLE_FOR-> Team      its policy authority
#include <array>

#include "core/ingest/collection.h"
#include "core/ingest/records.h"
#include "core/ingest/sources.h"

namespace muster::ingest {
namespace {

constexpr auto kCovers = std::to_array<std::string_view>({"Team"});
constexpr auto kKeys = std::to_array<std::string_view>({"team_id"});
constexpr std::string_view kScope = "hr:teams";

constexpr auto kFields = std::to_array<Field>({
    {"name", "name"},
    {"cost_center", "cost_center"},
    {"policy_authority", "policy_authority"},
});

Result<void> read_teams(const Reading& reading, const Value& document) {
  const std::string scope = reading.scope(kScope);
  const ValueList single{document};
  const ValueList& teams = document.is_list() ? document.as_list() : single;
  read_records(reading, teams, "", [&](const Value& record) -> Rejection {
    const std::string id = text_or_empty(record, "team_id");
    if (id.empty()) return "It has no team_id.";
    Collection& collection = reading.collection;
    const std::string key = NodeDraft("Team", id, scope).fields(record, kFields).add_to(collection);
    const std::string authority = text_or_empty(record, "policy_authority");
    if (!authority.empty())
      add_link(collection, "ACCOUNTABLE_FOR", add_stub(collection, "Person", authority, scope), key,
               scope);
    return {};
  });
  return ok();
}

}  // namespace

const Adapter& teams_source() {
  static const JsonAdapter source({.name = "teams",
                                   .covers = kCovers,
                                   .keys = kKeys,
                                   .what = "a list of teams",
                                   .read = &read_teams});
  return source;
}

}  // namespace muster::ingest
