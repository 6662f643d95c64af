// Adapter `hr-csv`: the people of a personnel system, one a line.
//
//   person_id,name,email,team_id,manager_id,status,start,end,employment
//
//   Person -MEMBER_OF-> Team      Person -REPORTS_TO-> Person
//   Person -HAS_ACCOUNT-> UserAccount     the account that bears the person's mail address (a stub:
//                                         personnel knows of no accounts)
#include <array>

#include "core/ingest/collection.h"
#include "core/ingest/records.h"
#include "core/ingest/sources.h"

namespace muster::ingest {
namespace {

constexpr auto kCovers = std::to_array<std::string_view>({"MEMBER_OF", "Person", "REPORTS_TO"});
constexpr auto kColumns = std::to_array<std::string_view>({"person_id", "status", "manager_id"});
constexpr std::string_view kScope = "hr:people";

constexpr auto kFields = std::to_array<Field>({
    {"person_id", "person_id"},
    {"name", "name"},
    {"name", "display_name"},
    {"email", "email"},
    {"team_id", "team"},
    {"manager_id", "manager"},
    {"status", "status"},
    {"employment", "employment"},
    {"start", "started_at", FieldShape::kTime},
    {"end", "ended_at", FieldShape::kTime},
});

Rejection read_person(const Reading& reading, const Value& row) {
  const std::string id = text_or_empty(row, "person_id");
  if (id.empty()) return "It has no person_id.";
  const std::string scope = reading.scope(kScope);
  Collection& collection = reading.collection;
  const std::string key = NodeDraft("Person", id, scope).fields(row, kFields).add_to(collection);
  if (const std::string team = text_or_empty(row, "team_id"); !team.empty())
    add_link(collection, "MEMBER_OF", key, add_stub(collection, "Team", team, scope), scope);
  if (const std::string manager = text_or_empty(row, "manager_id"); !manager.empty())
    add_link(collection, "REPORTS_TO", key, add_stub(collection, "Person", manager, scope), scope);
  if (const std::string mail = text_or_empty(row, "email"); !mail.empty())
    add_link(collection, "HAS_ACCOUNT", key, add_stub(collection, "UserAccount", mail, scope),
             scope);
  return {};
}

}  // namespace

const Adapter& hr_csv_source() {
  static const CsvAdapter source(
      {.name = "hr-csv", .covers = kCovers, .columns = kColumns, .read = &read_person});
  return source;
}

}  // namespace muster::ingest
