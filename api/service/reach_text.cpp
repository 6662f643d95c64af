// Answers about reach for a person at a terminal.
#include <fmt/format.h>

#include "api/service/reach_service.h"
#include "core/base/escape.h"

namespace muster::api {
namespace {

std::string text_of(const ValueMap& members, std::string_view name) {
  const auto found = members.find(name);
  return found == members.end() || !found->second.is_string()
             ? std::string()
             : escape_terminal(found->second.as_string());
}

std::int64_t number_of(const ValueMap& members, std::string_view name) {
  return members.find(name)->second.as_integer();
}
bool flag_of(const ValueMap& members, std::string_view name) {
  return members.find(name)->second.as_boolean();
}

// "deploy (IamRole)", with the id where the name is another.
std::string card_text(const Value& card) {
  const ValueMap& members = card.as_map();
  return fmt::format("{} ({})", text_of(members, "name"), text_of(members, "kind"));
}

void append_counts(std::string& out, const ValueMap& counts) {
  for (const std::string_view group : {"identities", "secrets", "resources", "others"}) {
    const ValueMap& members = counts.find(group)->second.as_map();
    out += fmt::format("  {:<10} {:>7}", group, number_of(members, "total"));
    const char* separator = "  ";
    for (const auto& [kind, count] : members.find("by_kind")->second.as_map()) {
      out += fmt::format("{}{} {}", separator, escape_terminal(kind), count.as_integer());
      separator = ", ";
    }
    out += '\n';
  }
}

void append_truncation(std::string& out, const ValueMap& answer) {
  if (!flag_of(answer, "truncated")) return;
  out += fmt::format("The answer is cut: {}. To go on: {}.\n", text_of(answer, "truncated_because"),
                     text_of(answer, "how_to_go_on"));
}

std::string path_text(const ValueList& path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::string text = escape_terminal(path[i].as_string());
    out += i % 2 == 1 ? fmt::format(" -{}-> ", text) : text;
  }
  return out;
}

}  // namespace

std::string blast_radius_text(const Value& answer, std::size_t rows_max) {
  const ValueMap& members = answer.as_map();
  const ValueList& reached = members.find("reached")->second.as_list();
  std::string out = fmt::format("If {} falls, {} more fall{} within {} hop{}.\n",
                                card_text(members.find("start")->second), reached.size(),
                                reached.size() == 1 ? "s" : "", number_of(members, "hops"),
                                number_of(members, "hops") == 1 ? "" : "s");
  append_counts(out, members.find("counts")->second.as_map());
  if (flag_of(members, "more_beyond")) out += "More lies beyond the hop limit: raise --hops-max.\n";
  append_truncation(out, members);
  const std::size_t rows = rows_max == 0 ? reached.size() : std::min(rows_max, reached.size());
  if (rows != 0) out += "\n  HOP  WHAT, AND HOW\n";
  for (std::size_t i = 0; i < rows; ++i) {
    const ValueMap& node = reached[i].as_map();
    out += fmt::format(
        "  {:>3}  {}{}\n       {}\n", number_of(node, "hop"), card_text(reached[i]),
        flag_of(node, "carries") ? "" : "  [disabled or expired: nothing follows from it]",
        path_text(node.find("path")->second.as_list()));
  }
  if (rows < reached.size())
    out += fmt::format("  … and {} more; --all shows them\n", reached.size() - rows);
  return out;
}

std::string lateral_paths_text(const Value& answer) {
  const ValueMap& members = answer.as_map();
  const ValueList& paths = members.find("paths")->second.as_list();
  const std::string ends = fmt::format("{} to {}", card_text(members.find("from")->second),
                                       card_text(members.find("to")->second));
  if (paths.empty()) {
    std::string out = fmt::format("No path from {}.\n", ends);
    if (flag_of(members, "more_beyond"))
      out += "The search ended at the hop limit: raise --hops-max.\n";
    append_truncation(out, members);
    return out;
  }
  std::string out =
      fmt::format("{} path{} from {}:\n", paths.size(), paths.size() == 1 ? "" : "s", ends);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const ValueList& edges = paths[i].as_map().find("edges")->second.as_list();
    out += fmt::format("\nPath {}, {} hop{}\n", i + 1, edges.size(), edges.size() == 1 ? "" : "s");
    if (!edges.empty())
      out += fmt::format("  {}\n", card_text(edges.front().as_map().find("from")->second));
    for (const Value& edge : edges) {
      const ValueMap& hop = edge.as_map();
      out += fmt::format("    {}{}{}-> {}\n", flag_of(hop, "backwards") ? "<-" : "-",
                         text_of(hop, "type"), flag_of(hop, "conditional") ? " (conditional) " : "",
                         card_text(hop.find("to")->second));
      const auto proof = hop.find("proof");
      if (proof == hop.end() || !proof->second.is_map()) continue;
      out += fmt::format("       because {}\n", text_of(proof->second.as_map(), "reason"));
      for (const Value& raw_edge : proof->second.as_map().find("edges")->second.as_list()) {
        const ValueMap& fact = raw_edge.as_map();
        out += fmt::format("       · {} -{}-> {}\n", text_of(fact, "from"), text_of(fact, "type"),
                           text_of(fact, "to"));
      }
    }
  }
  if (flag_of(members, "more")) out += "\nThere are more paths: raise --paths-max.\n";
  append_truncation(out, members);
  return out;
}

}  // namespace muster::api
