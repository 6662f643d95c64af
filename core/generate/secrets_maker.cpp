// The secret inventory: what each credential opens, since when and until when; never a value.
#include <fmt/format.h>

#include "core/generate/estate.h"
#include "core/generate/names.h"

namespace muster::generate {
namespace {

constexpr std::string_view kScope = "vault:acme";

struct Secret {
  std::string key;
  std::string name;
  std::string opens;  // Key of an identity; empty: nothing known.
  std::string created;
  std::string expires;
  bool active = true;
  On on = On::kBoth;
};

}  // namespace

void make_secrets(Estate& estate) {
  std::vector<Secret> secrets;
  const auto add = [&](const std::string& opens, Instant expires) -> Secret& {
    Secret secret;
    secret.name = distinct_name(estate.random);
    secret.key = "vault:acme/secret/" + secret.name;
    secret.opens = opens;
    secret.created =
        estate.time(estate.days_ago(10 + static_cast<std::int64_t>(estate.random.below(380))));
    secret.expires = estate.time(expires);
    secrets.push_back(std::move(secret));
    return secrets.back();
  };
  for (const Machine& machine : estate.machines) {
    if (estate.random.one_in(3))
      add(machine.key, estate.days_ago(-5 - static_cast<std::int64_t>(estate.random.below(360))));
  }
  for (std::size_t round = 0; round < 2 * estate.rounds(); ++round) {
    const Secret& expired = add(estate.random.pick(estate.machines).key,
                                estate.days_ago(4 + static_cast<std::int64_t>(11 * round)));
    estate.plant("EXPIRED_ACTIVE", expired.key, "",
                 "The credential's time is over and it still works.");
  }
  const Secret& within_skew = add(estate.random.pick(estate.machines).key, estate.minutes_ago(4));
  estate.near_miss("EXPIRED_ACTIVE", within_skew.key, "",
                   "It ended four minutes ago, within the clocks' skew.");
  Secret& inactive = add(estate.random.pick(estate.machines).key, estate.days_ago(33));
  inactive.active = false;
  estate.near_miss("EXPIRED_ACTIVE", inactive.key, "", "It ended and was switched off.");
  Secret& gone = add("", estate.days_ago(50));
  gone.on = On::kRecorded;
  estate.near_miss("EXPIRED_ACTIVE", gone.key, "", "It ended and only the inventory still has it.");

  for (const Plane plane : {Plane::kRecorded, Plane::kObserved}) {
    Lines lines(kScope);
    for (const Secret& secret : secrets) {
      if (!is_on(secret.on, plane)) continue;
      lines.node(secret.key, "Secret",
                 {{"name", Value(secret.name)},
                  {"sub_kind", Value("api_key")},
                  {"created_at", Value(secret.created)},
                  {"expires_at", Value(secret.expires)},
                  {"active", Value(secret.active)}});
      if (!secret.opens.empty()) lines.edge("AUTHENTICATES_AS", secret.key, secret.opens);
    }
    const std::string path = fmt::format("{}/secrets.ndjson", plane_name(plane));
    estate.add_file(path, lines.text());
    estate.add_source(plane == Plane::kRecorded ? "secret-inventory" : "vault-live", plane, path,
                      "muster-ndjson", kScope, true);
  }
}

}  // namespace muster::generate
