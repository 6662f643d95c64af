// SHOW TRANSACTIONS, TERMINATE TRANSACTIONS and SHOW DATABASES.
#include <algorithm>
#include <cctype>

#include "core/base/running_queries.h"
#include "query/procedures/show_fields.h"

namespace muster::query {
namespace {

constexpr const char* kDatabase = "muster";

// Each item of the argument is an id, or a list of them where a parameter gave one.
Result<std::vector<std::string>> ids_of(const Value& argument) {
  std::vector<std::string> ids;
  for (const Value& item : argument.as_list()) {
    if (item.is_list()) {
      MUSTER_TRY(std::vector<std::string> inner, ids_of(item));
      ids.insert(ids.end(), inner.begin(), inner.end());
    } else if (item.is_string()) {
      ids.push_back(item.as_string());
    } else {
      return runtime_error("InvalidArgumentType", "The id of a transaction is a string");
    }
  }
  return ids;
}

Value elapsed(double milliseconds) {
  constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
  const auto microseconds = static_cast<std::int64_t>(std::max(0.0, milliseconds) * 1000);
  const auto below = static_cast<std::int32_t>(microseconds % kMicrosecondsPerSecond);
  return Duration{.seconds = microseconds / kMicrosecondsPerSecond, .nanoseconds = below * 1000};
}

Result<void> transactions(const ExecutionContext& context, std::span<const Value> arguments,
                          const EmitRow& emit) {
  MUSTER_TRY(const std::vector<std::string> ids, ids_of(arguments[0]));
  if (context.running == nullptr) return ok();
  for (const RunningQuery& query : context.running->list()) {
    if (!ids.empty() && std::find(ids.begin(), ids.end(), query.id) == ids.end()) continue;
    const Value started(query.started);
    const bool more =
        emit({kDatabase, query.id, query.id, "", query.client, query.user, query.text, started,
              query.terminated ? "Terminated" : "Running", elapsed(query.elapsed_ms), "",
              ValueMap{}, started, query.terminated ? "terminated" : "running", ""});
    if (!more) break;
  }
  return ok();
}

Result<void> terminate(const ExecutionContext& context, std::span<const Value> arguments,
                       const EmitRow& emit) {
  MUSTER_TRY(const std::vector<std::string> ids, ids_of(arguments[0]));
  std::vector<RunningQuery> running;
  if (context.running != nullptr) running = context.running->list();
  for (const std::string& id : ids) {
    const auto query = std::find_if(running.begin(), running.end(),
                                    [&](const RunningQuery& one) { return one.id == id; });
    const bool stopped = query != running.end() && context.running->terminate(id);
    const Value user = stopped ? Value(query->user) : Value();
    if (!emit({id, user, stopped ? "Transaction terminated." : "Transaction not found."})) break;
  }
  return ok();
}

Result<void> databases(const ExecutionContext&, std::span<const Value> arguments,
                       const EmitRow& emit) {
  if (arguments[0].is_string()) {
    std::string name = arguments[0].as_string();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (name != kDatabase && name != "neo4j") return ok();
  }
  emit({kDatabase, "standard", ValueList{"neo4j"}, "read-write", "", "primary", true, "online",
        "online", "", true, true, ValueList{}});
  return ok();
}

}  // namespace

void add_show_transactions(ProcedureRegistry& registry) {
  const ProcedureField ids = shown("ids", TypeKind::kList);
  registry.add(make_command(
      "SHOW TRANSACTIONS", {ids},
      {shown("database", TypeKind::kString), shown("transactionId", TypeKind::kString),
       shown("currentQueryId", TypeKind::kString), shown("connectionId", TypeKind::kString),
       shown("clientAddress", TypeKind::kString), shown("username", TypeKind::kString),
       shown("currentQuery", TypeKind::kString), shown("startTime", TypeKind::kDateTime),
       shown("status", TypeKind::kString), shown("elapsedTime", TypeKind::kDuration),
       on_request("outerTransactionId", TypeKind::kString), on_request("metaData", TypeKind::kMap),
       on_request("currentQueryStartTime", TypeKind::kDateTime),
       on_request("currentQueryStatus", TypeKind::kString),
       on_request("statusDetails", TypeKind::kString)},
      transactions));
  registry.add(
      make_command("TERMINATE TRANSACTIONS", {ids},
                   {shown("transactionId", TypeKind::kString), shown("username", TypeKind::kString),
                    shown("message", TypeKind::kString)},
                   terminate));
  registry.add(make_command(
      "SHOW DATABASES", {shown("name", TypeKind::kString)},
      {shown("name", TypeKind::kString), shown("type", TypeKind::kString),
       shown("aliases", list_of_strings()), shown("access", TypeKind::kString),
       shown("address", TypeKind::kString), shown("role", TypeKind::kString),
       shown("writer", TypeKind::kBoolean), shown("requestedStatus", TypeKind::kString),
       shown("currentStatus", TypeKind::kString), shown("statusMessage", TypeKind::kString),
       shown("default", TypeKind::kBoolean), shown("home", TypeKind::kBoolean),
       shown("constituents", list_of_strings())},
      databases));
}

void add_show_commands(ProcedureRegistry& registry) {
  add_show_schema(registry);
  add_show_routines(registry);
  add_show_transactions(registry);
}

}  // namespace muster::query
