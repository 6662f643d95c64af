#include "core/generate/estate.h"

#include <utility>

#include <fmt/format.h>

#include "core/generate/names.h"
#include "core/ingest/document.h"

namespace muster::generate {
namespace {

constexpr std::int64_t kClockSeconds = 1'781'513'400;  // 2026-06-15T08:50:00Z.
constexpr std::size_t kTeamSize = 6;

}  // namespace

bool is_on(On where, Plane plane) {
  const auto bit = plane == Plane::kRecorded ? 1U : 2U;
  return (static_cast<unsigned>(where) & bit) != 0;
}

Estate::Estate(std::uint64_t seed, std::uint32_t human_count) : random(seed) {
  result.clock = Instant{kClockSeconds * kNanosecondsPerSecond};
  result.humans = human_count;
  const std::size_t team_count = 2 + human_count / kTeamSize;
  for (std::size_t index = 0; index < team_count; ++index) {
    std::string name(team_name(index));
    if (index >= 15) name += fmt::format("-{}", index / 15 + 1);
    teams.push_back(std::move(name));
  }
  std::set<std::string> logins;
  for (std::uint32_t index = 0; index < human_count; ++index) {
    const PersonName name = person_name(random);
    std::string login = lower_ascii(name.given) + "." + lower_ascii(name.family);
    if (!logins.insert(login).second) {
      login += std::to_string(index);
      logins.insert(login);
    }
    humans.push_back({.id = fmt::format("p-{:05}", index + 1),
                      .given = name.given,
                      .family = name.family,
                      .login = login,
                      .email = login + "@acme.example",
                      .team = teams[index % teams.size()]});
  }
}

Instant Estate::days_ago(std::int64_t days) const { return minutes_ago(days * 1440); }
Instant Estate::minutes_ago(std::int64_t minutes) const {
  return Instant{result.clock.nanoseconds - minutes * 60 * kNanosecondsPerSecond};
}
std::string Estate::time(Instant instant) const { return format_instant(instant); }

void Estate::add_file(std::string path, std::string bytes) {
  result.files.push_back({std::move(path), std::move(bytes)});
}

void Estate::add_source(std::string_view name, Plane plane, std::string_view file,
                        std::string_view format, std::string_view scope, bool complete) {
  sources_toml.push_back(
      fmt::format("[[source]]\nname = \"{}\"\nplane = \"{}\"\nformat = \"{}\"\nscope = "
                  "\"{}\"\ncomplete = {}\nfiles = [\"{}\"]\n",
                  name, plane_name(plane), format, scope, complete, file));
}

void Estate::plant(std::string_view kind, std::string subject, std::string grant,
                   std::string detail) {
  result.drift.push_back(
      {std::string(kind), std::move(subject), std::move(grant), std::move(detail)});
}
void Estate::near_miss(std::string_view kind, std::string subject, std::string grant,
                       std::string detail) {
  result.near_misses.push_back(
      {std::string(kind), std::move(subject), std::move(grant), std::move(detail)});
}

std::size_t Estate::rounds() const { return 1 + humans.size() / 50; }
bool Estate::use(const std::string& key) { return used_.insert(key).second; }

Lines::Lines(std::string_view scope) {
  text_ = ingest::to_json_text(Value(ValueMap{
              {"muster", Value(ValueMap{{"scope", Value(scope)}, {"version", Value(1)}})}})) +
          "\n";
}

void Lines::node(std::string_view key, std::string_view kind, ValueMap properties,
                 const std::vector<std::string>& aliases) {
  ValueMap body{{"key", Value(key)},
                {"labels", Value(ValueList{Value(kind)})},
                {"properties", Value(std::move(properties))}};
  if (!aliases.empty()) body.emplace("aliases", Value(ValueList(aliases.begin(), aliases.end())));
  text_ += ingest::to_json_text(Value(ValueMap{{"node", Value(std::move(body))}})) + "\n";
}

void Lines::edge(std::string_view type, std::string_view source, std::string_view target,
                 ValueMap members) {
  members.emplace("type", Value(type));
  members.emplace("source", Value(source));
  members.emplace("target", Value(target));
  text_ += ingest::to_json_text(Value(ValueMap{{"edge", Value(std::move(members))}})) + "\n";
}

}  // namespace muster::generate
