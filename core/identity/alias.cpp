#include "core/identity/alias.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "core/identity/kinds.h"
#include "core/identity/raw_facts.h"

namespace muster {
namespace {

char lower_letter(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
}
bool is_hex(char letter) {
  const char low = lower_letter(letter);
  return (letter >= '0' && letter <= '9') || (low >= 'a' && low <= 'f');
}
bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

std::string lower(std::string_view text) {
  std::string folded(text);
  std::transform(folded.begin(), folded.end(), folded.begin(), lower_letter);
  return folded;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator, std::size_t parts_max) {
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < parts_max) {
    const std::size_t end = text.find(separator);
    if (end == std::string_view::npos) break;
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

// arn:partition:service:region:account:resource
std::optional<std::string> normalised_arn(std::string_view text) {
  if (lower(text.substr(0, 4)) != "arn:") return std::nullopt;
  const auto parts = split(text, ':', 6);
  if (parts.size() != 6) return std::nullopt;
  std::string service = lower(parts[2]);
  std::string resource(parts[5]);
  constexpr std::string_view kAssumed = "assumed-role/";
  if (service == "sts" && resource.starts_with(kAssumed)) {
    const std::string_view rest = std::string_view(resource).substr(kAssumed.size());
    resource = fmt::format("role/{}", rest.substr(0, rest.rfind('/')));
    service = "iam";
  }
  return fmt::format("arn:{}:{}:{}:{}:{}", lower(parts[1]), service, lower(parts[3]), parts[4],
                     resource);
}

std::optional<std::string> normalised_spiffe(std::string_view text) {
  constexpr std::string_view kScheme = "spiffe://";
  if (lower(text.substr(0, kScheme.size())) != kScheme) return std::nullopt;
  const std::string_view rest = text.substr(kScheme.size());
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  std::string_view path = rest.substr(slash);
  while (path.ends_with('/')) path.remove_suffix(1);
  return fmt::format("{}{}{}", kScheme, lower(rest.substr(0, slash)), path);
}

// k8s://cluster/namespace/sa/name and k8s://cluster/node/name, as registers write them, are keys of
// Kubernetes objects, their kinds shortened as kubectl shortens them.
std::optional<std::string> normalised_k8s_url(std::string_view text) {
  constexpr std::string_view kScheme = "k8s://";
  constexpr std::pair<std::string_view, std::string_view> kShort[] = {
      {"cj", "cronjob"},      {"deploy", "deployment"},
      {"ds", "daemonset"},    {"no", "node"},
      {"po", "pod"},          {"rb", "rolebinding"},
      {"rs", "replicaset"},   {"sa", "serviceaccount"},
      {"sts", "statefulset"}, {"svc", "service"},
  };
  if (lower(text.substr(0, kScheme.size())) != kScheme) return std::nullopt;
  const auto parts = split(text.substr(kScheme.size()), '/', 4);
  if (parts.size() < 3) return std::nullopt;
  const bool namespaced = parts.size() == 4;
  std::string kind = lower(parts[namespaced ? 2 : 1]);
  for (const auto& [brief, whole] : kShort)
    if (kind == brief) kind = whole;
  return namespaced ? fmt::format("k8s:{}/ns/{}/{}/{}", parts[0], parts[1], kind, parts[3])
                    : fmt::format("k8s:{}/{}/{}", parts[0], kind, parts[2]);
}

// One @, with something before it and a dotted name after it.
bool is_mail(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos)
    return false;
  if (text.find_first_of(" :/\\") != std::string_view::npos) return false;
  const std::string_view domain = text.substr(at + 1);
  const std::size_t dot = domain.find('.');
  return dot != std::string_view::npos && dot != 0 && !domain.ends_with('.');
}

bool is_guid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const bool dash = index == 8 || index == 13 || index == 18 || index == 23;
    if (dash ? text[index] != '-' : !is_hex(text[index])) return false;
  }
  return true;
}

bool is_sid(std::string_view text) {
  if (text.size() < 6 || lower_letter(text[0]) != 's' || text.substr(1, 3) != "-1-") return false;
  return std::all_of(text.begin() + 4, text.end(),
                     [](char letter) { return letter == '-' || (letter >= '0' && letter <= '9'); });
}

// aa:bb:cc…, at least 16 bytes, as certificates and SSH keys print them.
bool is_fingerprint(std::string_view text) {
  if (text.size() < 47 || text.size() % 3 != 2) return false;
  for (std::size_t index = 0; index < text.size(); ++index)
    if (index % 3 == 2 ? text[index] != ':' : !is_hex(text[index])) return false;
  return true;
}

bool is_down_level_logon(std::string_view text) {
  const std::size_t slash = text.find('\\');
  return slash != std::string_view::npos && slash != 0 && slash + 1 < text.size() &&
         text.find('\\', slash + 1) == std::string_view::npos &&
         text.find_first_of(" /:") == std::string_view::npos;
}

std::string text_property(const NodeAssertion& assertion, std::string_view name) {
  for (const auto& [key, value] : assertion.properties)
    if (key == name && value.is_string()) return value.as_string();
  return {};
}

// "k8s:prod/ns/payments/serviceaccount/api" -> "system:serviceaccount:payments:api".
std::string service_account_user(std::string_view key) {
  if (!key.starts_with("k8s:")) return {};
  const auto parts = split(key, '/', 6);
  if (parts.size() != 5 || parts[1] != "ns" || parts[3] != "serviceaccount") return {};
  return fmt::format("system:serviceaccount:{}:{}", parts[2], parts[4]);
}

// An IAM path is no part of a role's session name, and a role's name is unique in its account.
std::string arn_without_path(std::string_view key) {
  const std::size_t slash = key.find(":role/");
  if (!key.starts_with("arn:") || slash == std::string_view::npos) return {};
  const std::size_t last = key.rfind('/');
  if (last == slash + 5) return {};
  return fmt::format("{}{}", key.substr(0, slash + 6), key.substr(last + 1));
}

void append_nodes(const GraphSnapshot& graph, std::string_view alias, std::vector<NodeId>& nodes) {
  const std::vector<NodeId> found = graph.nodes_by_alias(alias);
  nodes.insert(nodes.end(), found.begin(), found.end());
}

constexpr auto kNameProperties =
    std::to_array<std::string_view>({"id", "name", "display_name", "login"});

std::string text_of(const GraphSnapshot& graph, NodeId node, std::string_view property) {
  const Value value = graph.property(node, property);
  return value.is_string() ? value.as_string() : std::string();
}

// Levenshtein distance, or `limit` + 1 if it is larger.
std::size_t distance(std::string_view left, std::string_view right, std::size_t limit) {
  if (left.size() > right.size()) std::swap(left, right);
  if (right.size() - left.size() > limit) return limit + 1;
  std::vector<std::size_t> row(left.size() + 1);
  for (std::size_t column = 0; column < row.size(); ++column) row[column] = column;
  for (std::size_t line = 1; line <= right.size(); ++line) {
    std::size_t diagonal = row[0];
    row[0] = line;
    for (std::size_t column = 1; column < row.size(); ++column) {
      const std::size_t replaced = diagonal + (left[column - 1] == right[line - 1] ? 0 : 1);
      diagonal = row[column];
      row[column] = std::min({replaced, row[column] + 1, row[column - 1] + 1});
    }
  }
  return std::min(row.back(), limit + 1);
}

std::optional<NodeId> by_number(const GraphSnapshot& graph, std::string_view text) {
  if (!text.starts_with('#')) return std::nullopt;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  const auto node = static_cast<NodeId>(number);
  return graph.contains(node) ? std::optional(node) : std::nullopt;
}

template <typename Names>
std::string listed(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + escape_terminal(name);
  return text;
}

}  // namespace

std::string normalise_alias(std::string_view text) {
  text = trimmed(text);
  if (const auto arn = normalised_arn(text); arn.has_value()) return *arn;
  if (const auto spiffe = normalised_spiffe(text); spiffe.has_value()) return *spiffe;
  if (const auto object = normalised_k8s_url(text); object.has_value()) return *object;
  if (is_mail(text) || is_guid(text) || is_fingerprint(text) || is_down_level_logon(text))
    return lower(text);
  if (is_sid(text)) return "S" + std::string(text.substr(1));
  return std::string(text);
}

std::string assumed_role_session(std::string_view text) {
  text = trimmed(text);
  const auto parts = split(text, ':', 6);
  if (parts.size() != 6 || lower(parts[0]) != "arn" || lower(parts[2]) != "sts") return {};
  const auto names = split(parts[5], '/', 3);
  return names.size() == 3 && names[0] == "assumed-role" ? std::string(names[2]) : std::string();
}

std::vector<std::string> lookup_names(const NodeAssertion& assertion) {
  std::set<std::string> names;
  for (const std::string_view property : {"name", "login", "display_name"})
    names.insert(normalise_alias(text_property(assertion, property)));
  names.insert(service_account_user(assertion.key));
  names.insert(arn_without_path(assertion.key));
  names.erase("");
  names.erase(assertion.key);
  for (const std::string& alias : assertion.aliases) names.erase(alias);
  return {names.begin(), names.end()};
}

std::vector<NodeId> find_by_alias(const GraphSnapshot& graph, std::string_view text) {
  std::vector<NodeId> nodes;
  append_nodes(graph, text, nodes);
  const std::string normal = normalise_alias(text);
  if (normal != text) append_nodes(graph, normal, nodes);
  // A bare account number is how AWS writes an account.
  if (normal.size() == 12 && std::all_of(normal.begin(), normal.end(),
                                         [](char digit) { return digit >= '0' && digit <= '9'; }))
    append_nodes(graph, "aws:" + normal, nodes);
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

std::vector<NodeId> find_by_name(const GraphSnapshot& graph, std::string_view text) {
  std::vector<NodeId> nodes = find_by_alias(graph, text);
  if (!nodes.empty()) return nodes;
  const std::string wanted = lower(trimmed(text));
  if (wanted.empty()) return nodes;
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    const std::optional<NodeId> node = graph.node_at(slot);
    if (!node.has_value()) continue;
    const bool named =
        std::any_of(kNameProperties.begin(), kNameProperties.end(), [&](std::string_view property) {
          return lower(text_of(graph, *node, property)) == wanted;
        });
    if (named) nodes.push_back(*node);
  }
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

std::vector<std::string> similar_names(const GraphSnapshot& graph, std::string_view text,
                                       std::size_t names_max) {
  constexpr std::size_t kScoreContains = 1;
  const std::string wanted = lower(trimmed(text));
  const std::size_t limit = std::max<std::size_t>(2, wanted.size() / 4);
  std::set<std::pair<std::size_t, std::string>> best;
  if (wanted.empty() || wanted.size() > 256) return {};
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    const std::optional<NodeId> node = graph.node_at(slot);
    if (!node.has_value()) continue;
    for (const std::string_view property : kNameProperties) {
      const std::string name = text_of(graph, *node, property);
      if (name.empty()) continue;
      const std::string folded = lower(name);
      const std::size_t score = folded.find(wanted) != std::string::npos
                                    ? kScoreContains
                                    : distance(folded, wanted, limit) + 1;
      if (score <= limit + 1) best.emplace(score, name);
    }
    while (best.size() > names_max) best.erase(std::prev(best.end()));
  }
  std::vector<std::string> names;
  for (const auto& [score, name] : best) names.push_back(name);
  return names;
}

Result<NodeId> resolve(const GraphSnapshot& graph, std::string_view text) {
  if (const std::optional<NodeId> node = by_number(graph, text); node.has_value()) return *node;
  const std::vector<NodeId> nodes = find_by_name(graph, text);
  if (nodes.size() == 1) return nodes.front();
  if (nodes.empty()) {
    const std::vector<std::string> near = similar_names(graph, text, 3);
    return Error{
        .code = ErrorCode::kNotFound,
        .message = fmt::format("Nothing in the graph is called '{}'.", escape_terminal(text)),
        .hint = near.empty() ? "Ask `muster query` for the names there are, as in MATCH (n) RETURN "
                               "n.id LIMIT 20."
                             : fmt::format("Did you mean {}?", listed(near)),
        .detail = "UnknownAlias"};
  }
  constexpr std::size_t kShownMax = 5;
  std::vector<std::string> names;
  for (const NodeId node : nodes)
    if (names.size() < kShownMax) names.push_back(canonical_id(graph, node));
  return Error{
      .code = ErrorCode::kInvalidArgument,
      .message = fmt::format("'{}' is the name of {} things.", escape_terminal(text), nodes.size()),
      .hint = fmt::format("Say which: {}{}.", listed(names), nodes.size() > kShownMax ? ", …" : ""),
      .detail = "AmbiguousAlias"};
}

std::string canonical_id(const GraphSnapshot& graph, NodeId node) {
  const std::vector<std::string> aliases = graph.aliases(node);
  std::string id = text_of(graph, node, "id");
  if (std::binary_search(aliases.begin(), aliases.end(), id)) return id;
  return aliases.empty() ? fmt::format("#{}", raw(node)) : aliases.front();
}

std::string display_name(const GraphSnapshot& graph, NodeId node) {
  for (const std::string_view property : {"display_name", "name", "login"})
    if (std::string name = text_of(graph, node, property); !name.empty()) return name;
  return canonical_id(graph, node);
}

std::string kind_of(const GraphSnapshot& graph, NodeId node) {
  std::string first;
  for (const LabelId label : graph.labels(node)) {
    const std::string& name = graph.catalog().labels.name(label);
    if (find_node_kind(name) != nullptr) return name;
    if (first.empty() || name < first) first = name;
  }
  return first.empty() ? "Node" : first;
}

}  // namespace muster
