#include "core/ingest/identity_scope.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/identity/alias.h"
#include "core/ingest/aws_policy.h"

namespace muster::ingest {

std::string scope_of_identity(std::string_view id) {
  const std::string key = normalise_alias(id);
  constexpr std::string_view kSpiffe = "spiffe://";
  constexpr std::string_view kCluster = "k8s:";
  if (key.starts_with("arn:")) {
    const std::string account = arn_account(key);
    return account.empty() ? "aws:unknown" : "aws:" + account;
  }
  if (key.starts_with(kSpiffe)) {
    const std::string_view rest = std::string_view(key).substr(kSpiffe.size());
    return fmt::format("spire:{}", rest.substr(0, rest.find('/')));
  }
  if (key.starts_with(kCluster)) return key.substr(0, std::min(key.find('/'), key.size()));
  const std::size_t scheme = key.find("://");
  return fmt::format("{}:inventory", scheme == std::string::npos || scheme == 0
                                         ? "registry"
                                         : std::string_view(key).substr(0, scheme));
}

}  // namespace muster::ingest
