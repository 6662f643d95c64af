// The estate while it is made: who is there on which plane, and what was planted.
//
// The law: a maker of one system adds its files and sources through here, and says each difference
// between the planes in the same breath as it makes it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/value.h"
#include "core/generate/generate.h"
#include "core/generate/random.h"
#include "core/graph/element.h"

namespace muster::generate {

// On which planes a thing is.
enum class On : std::uint8_t { kRecorded = 1, kObserved = 2, kBoth = 3 };
bool is_on(On where, Plane plane);

struct Human {
  std::string id;
  std::string given;
  std::string family;
  std::string login;
  std::string email;
  std::string team;
};

// A machine identity that owners answer for and secrets open.
struct Machine {
  std::string key;
  On on = On::kBoth;
  std::size_t owner = 0;  // Index of a human.
};

class Estate {
 public:
  Estate(std::uint64_t seed, std::uint32_t humans);

  Random random;
  GeneratedEstate result;
  std::vector<Human> humans;
  std::vector<std::string> teams;
  std::vector<Machine> machines;
  std::vector<std::string> sources_toml;

  Instant days_ago(std::int64_t days) const;
  Instant minutes_ago(std::int64_t minutes) const;
  std::string time(Instant instant) const;

  void add_file(std::string path, std::string bytes);
  // One source of one file for a plane.
  void add_source(std::string_view name, Plane plane, std::string_view file,
                  std::string_view format, std::string_view scope, bool complete);

  void plant(std::string_view kind, std::string subject, std::string grant, std::string detail);
  void near_miss(std::string_view kind, std::string subject, std::string grant, std::string detail);
  std::size_t rounds() const;  // How often each drift is planted.
  // Marks the thing as used, so that no second drift hides the first. False: it was used before.
  bool use(const std::string& key);

 private:
  std::set<std::string> used_;
};

// One {"node": …} or {"edge": …} line after the other.
class Lines {
 public:
  explicit Lines(std::string_view scope);
  void node(std::string_view key, std::string_view kind, ValueMap properties,
            const std::vector<std::string>& aliases = {});
  void edge(std::string_view type, std::string_view source, std::string_view target,
            ValueMap members = {});
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// The makers, one a system.
void make_directory(Estate& estate);  // People, teams, groups, accounts.
void make_aws(Estate& estate);
void make_kubernetes(Estate& estate);
void make_github(Estate& estate);
void make_saas(Estate& estate);
void make_secrets(Estate& estate);   // REQUIRES: the machines are there.
void make_registry(Estate& estate);  // REQUIRES: the machines are there.

}  // namespace muster::generate
