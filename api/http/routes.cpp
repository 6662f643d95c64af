#include "api/http/routes.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "api/http/error_mapping.h"
#include "api/http/query_stream.h"
#include "api/service/estate.h"
#include "api/service/identity_service.h"
#include "api/service/ingest_service.h"
#include "api/service/inventory_service.h"
#include "api/service/json_value.h"
#include "api/service/reach_service.h"
#include "api/service/reconcile_service.h"
#include "api/service/typed_value.h"
#include "api/service/value_json.h"
#include "core/reconcile/report_writer.h"

namespace muster::api {
namespace {

HttpResponse json_response(const Value& answer) {
  HttpResponse response;
  append_json(response.body, *GraphSnapshot::empty(), answer);
  response.body += '\n';
  return response;
}

HttpResponse answer_or_problem(const Result<Value>& answer) {
  return answer ? json_response(*answer) : problem_response(answer.error());
}

// The body as a JSON object. An empty body is an empty object.
Result<ValueMap> body_object(const HttpRequest& request) {
  if (request.body.empty()) return ValueMap{};
  MUSTER_TRY(const Value body, parse_json_value(request.body));
  if (body.is_map()) return body.as_map();
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = "The request body must be a JSON object",
               .detail = "WrongType"};
}

std::string query_text(const HttpRequest& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

Result<bool> query_flag(const HttpRequest& request, const std::string& name) {
  const auto found = request.query.find(name);
  if (found == request.query.end() || found->second == "false") return false;
  if (found->second == "true" || found->second.empty()) return true;
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("'{}' must be true or false", name)};
}

Result<std::optional<Instant>> optional_instant(const std::string& text) {
  if (text.empty()) return std::optional<Instant>();
  MUSTER_TRY(const Instant instant, parse_instant(text));
  return std::optional<Instant>(instant);
}

std::vector<std::string> comma_separated(const std::string& text) {
  std::vector<std::string> items;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    if (end > begin) items.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return items;
}

// What blast radius and lateral paths have in common.
template <typename Request>
Result<void> read_reach_members(ObjectReader& reader, Request& request) {
  MUSTER_TRY(const std::string plane, reader.optional_string("plane", "any"));
  MUSTER_TRY(request.plane, analytics::parse_reach_plane(plane));
  MUSTER_TRY(const std::string mode, reader.optional_string("mode", "worst"));
  MUSTER_TRY(request.mode, analytics::parse_reach_mode(mode));
  MUSTER_TRY(const std::string at, reader.optional_string("at"));
  MUSTER_TRY(request.at, optional_instant(at));
  MUSTER_TRY(request.edge_kinds, reader.optional_strings("kinds"));
  MUSTER_TRY(const std::int64_t hops_max,
             reader.optional_integer("hops_max", request.hops_max, 0, kReachHopsMax));
  request.hops_max = static_cast<std::uint32_t>(hops_max);
  MUSTER_TRY(const std::int64_t time_ms,
             reader.optional_integer("time_ms", request.time_ms.count(), 1, 600'000));
  request.time_ms = std::chrono::milliseconds(time_ms);
  return ok();
}

Result<QueryRequest> read_query_request(const ValueMap& members, RowFormat& format) {
  ObjectReader reader(members, "The request body");
  QueryRequest request;
  MUSTER_TRY(request.text, reader.required_string("query"));
  MUSTER_TRY(const ValueMap parameters, reader.optional_object("parameters"));
  MUSTER_TRY(request.parameters, resolve_typed_parameters(parameters));
  MUSTER_TRY(const std::string format_name, reader.optional_string("format", "json"));
  MUSTER_TRY(format, parse_row_format(format_name));
  MUSTER_TRY(const std::int64_t time_ms,
             reader.optional_integer("time_ms", request.time_ms.count(), 1, 3'600'000));
  request.time_ms = std::chrono::milliseconds(time_ms);
  MUSTER_TRY(const std::int64_t rows_max,
             reader.optional_integer("rows_max", static_cast<std::int64_t>(request.rows_max), 1,
                                     100'000'000));
  request.rows_max = static_cast<std::size_t>(rows_max);
  MUSTER_TRY(request.read_only, reader.optional_boolean("read_only", false));
  MUSTER_CHECK(reader.finish());
  return request;
}

HttpResponse handle_query(const Deployment& deployment, const HttpRequest& http) {
  const Result<ValueMap> members = body_object(http);
  if (!members) return problem_response(members.error());
  RowFormat format = RowFormat::kJson;
  const Result<QueryRequest> request = read_query_request(*members, format);
  if (!request) return problem_response(request.error());
  return stream_query(deployment, *request, format);
}

HttpResponse handle_identity(const Deployment& deployment, const HttpRequest& http) {
  return answer_or_problem(identity_card(deployment, http.path_argument));
}

HttpResponse handle_enrichment(const Deployment& deployment, const HttpRequest& http) {
  const std::string alias = query_text(http, "alias");
  if (alias.empty()) {
    return problem_response(Error{.code = ErrorCode::kInvalidArgument,
                                  .message = "The query parameter 'alias' is missing",
                                  .hint = "GET /v1/enrichment?alias=NAME"});
  }
  return answer_or_problem(enrichment(deployment, alias));
}

Result<Value> blast_radius_of(const Deployment& deployment, const HttpRequest& http) {
  MUSTER_TRY(const ValueMap members, body_object(http));
  ObjectReader reader(members, "The request body");
  BlastRadiusRequest request;
  MUSTER_TRY(request.alias, reader.required_string("alias"));
  MUSTER_CHECK(read_reach_members(reader, request));
  MUSTER_CHECK(reader.finish());
  return blast_radius_answer(deployment, request);
}

HttpResponse handle_blast_radius(const Deployment& deployment, const HttpRequest& http) {
  return answer_or_problem(blast_radius_of(deployment, http));
}

Result<Value> lateral_paths_of(const Deployment& deployment, const HttpRequest& http) {
  MUSTER_TRY(const ValueMap members, body_object(http));
  ObjectReader reader(members, "The request body");
  LateralPathsRequest request;
  MUSTER_TRY(request.from, reader.required_string("from"));
  MUSTER_TRY(request.to, reader.required_string("to"));
  MUSTER_CHECK(read_reach_members(reader, request));
  MUSTER_TRY(const std::int64_t paths_max, reader.optional_integer("paths_max", 10, 1, 10'000));
  request.paths_max = static_cast<std::size_t>(paths_max);
  MUSTER_TRY(const std::string selection, reader.optional_string("selection", "all-shortest"));
  MUSTER_TRY(request.selection, analytics::parse_path_selection(selection));
  MUSTER_CHECK(reader.finish());
  return lateral_paths_answer(deployment, request);
}

HttpResponse handle_lateral_paths(const Deployment& deployment, const HttpRequest& http) {
  return answer_or_problem(lateral_paths_of(deployment, http));
}

// One file a request: the body.
Result<Value> ingest_body(const Deployment& deployment, const HttpRequest& http) {
  IngestRequest request{.source = http.path_argument,
                        .files = {ingest::InputFile{.name = "(request body)", .bytes = http.body}},
                        .format = query_text(http, "format"),
                        .scope = query_text(http, "scope"),
                        .covers = comma_separated(query_text(http, "covers"))};
  MUSTER_TRY(request.plane, parse_plane(query_text(http, "plane")));
  MUSTER_TRY(request.complete, query_flag(http, "complete"));
  MUSTER_TRY(request.observed_at, optional_instant(query_text(http, "observed_at")));
  MUSTER_TRY(const IngestReport report, ingest_files(deployment, request));
  return ingest_value(report);
}

HttpResponse handle_run(const Deployment& deployment, const HttpRequest& http) {
  // A page can send text/plain unasked; no adapter's type is one that it can.
  const std::string type = http.content_type.substr(0, http.content_type.find(';'));
  bool known = type == "application/json" || type == "application/octet-stream";
  for (const ingest::Adapter* adapter : ingest::adapters()) known |= type == adapter->media_type();
  if (!known) {
    return problem_response(415, "UnsupportedMediaType",
                            "The body must be sent with the type of its format, application/json "
                            "or application/octet-stream");
  }
  return answer_or_problem(ingest_body(deployment, http));
}

HttpResponse report_response(const Result<reconcile::ReconcileReport>& report) {
  if (!report) return problem_response(report.error());
  return HttpResponse{.body = reconcile::write_json_report(*report)};
}

Result<reconcile::ReconcileReport> reconcile_body(const Deployment& deployment,
                                                  const HttpRequest& http) {
  MUSTER_TRY(const ValueMap members, body_object(http));
  ObjectReader reader(members, "The request body");
  MUSTER_TRY(const std::string at, reader.optional_string("at"));
  MUSTER_CHECK(reader.finish());
  MUSTER_TRY(const std::optional<Instant> instant, optional_instant(at));
  return run_reconcile(deployment, instant);
}

HttpResponse handle_reconcile(const Deployment& deployment, const HttpRequest& http) {
  return report_response(reconcile_body(deployment, http));
}

HttpResponse handle_drift(const Deployment& deployment, const HttpRequest&) {
  return report_response(last_report(deployment));
}

HttpResponse handle_inventory(const Deployment& deployment, const HttpRequest&) {
  return json_response(inventory_value(take_inventory(*deployment.store.snapshot())));
}

constexpr std::array kQueryBody = {
    RouteMember{"query", "string", "An openCypher statement", true},
    RouteMember{"parameters", "object", "Values of its $parameters"},
    RouteMember{"format", "string", "json (default), ndjson, csv or table"},
    RouteMember{"time_ms", "integer", "Time limit"},
    RouteMember{"rows_max", "integer", "Rows after which the answer is cut"},
    RouteMember{"read_only", "boolean", "Refuse a statement that writes"},
};
constexpr std::array kBlastRadiusBody = {
    RouteMember{"alias", "string", "Any name of the identity, secret or resource that falls", true},
    RouteMember{"plane", "string", "any (default), recorded or observed"},
    RouteMember{"mode", "string", "worst (default), known or strict"},
    RouteMember{"at", "string", "World time at which validity is judged (RFC 3339)"},
    RouteMember{"kinds", "array of strings", "Edge kinds that may be crossed (default: all)"},
    RouteMember{"hops_max", "integer", "Hop limit"},
    RouteMember{"time_ms", "integer", "Time limit"},
};
constexpr std::array kLateralPathsBody = {
    RouteMember{"from", "string", "Any name of the start", true},
    RouteMember{"to", "string", "Any name of the target", true},
    RouteMember{"plane", "string", "any (default), recorded or observed"},
    RouteMember{"mode", "string", "worst (default), known or strict"},
    RouteMember{"at", "string", "World time at which validity is judged (RFC 3339)"},
    RouteMember{"kinds", "array of strings", "Edge kinds that may be crossed (default: all)"},
    RouteMember{"hops_max", "integer", "Hop limit"},
    RouteMember{"paths_max", "integer", "Paths to list"},
    RouteMember{"selection", "string", "all-shortest (default), shortest or loopless"},
    RouteMember{"time_ms", "integer", "Time limit"},
};
constexpr std::array kReconcileBody = {
    RouteMember{"at", "string", "World time at which everything is judged (default: now)"},
};
constexpr std::array kAliasPath = {
    RouteParameter{"alias", "path", "string", "Any name of the identity", true}};
constexpr std::array kAliasQuery = {
    RouteParameter{"alias", "query", "string", "Any name the log carries", true}};
constexpr std::array kRunParameters = {
    RouteParameter{"name", "path", "string", "The source", true},
    RouteParameter{"plane", "query", "string", "recorded or observed", true},
    RouteParameter{"format", "query", "string", "Default: told apart by content"},
    RouteParameter{"complete", "query", "boolean", "Claim full coverage of scope and kinds"},
    RouteParameter{"scope", "query", "string", "Default: what the file names"},
    RouteParameter{"covers", "query", "string",
                   "Kinds, separated by commas; default: the format's"},
    RouteParameter{"observed_at", "query", "string", "When the state was collected; default: now"},
};

constexpr std::array kRoutes = {
    Route{"POST",
          "/v1/query",
          "query",
          "Runs an openCypher statement",
          {},
          kQueryBody,
          true,
          handle_query},
    Route{"GET",
          "/v1/inventory",
          "inventory",
          "Elements by kind and plane",
          {},
          {},
          false,
          handle_inventory},
    Route{"GET",
          "/v1/identities/{alias}",
          "identity",
          "Everything known of one identity",
          kAliasPath,
          {},
          false,
          handle_identity},
    Route{"GET",
          "/v1/enrichment",
          "enrichment",
          "Owner, reach and findings for an alert",
          kAliasQuery,
          {},
          false,
          handle_enrichment},
    Route{"POST",
          "/v1/blast-radius",
          "blastRadius",
          "What falls if this falls",
          {},
          kBlastRadiusBody,
          true,
          handle_blast_radius},
    Route{"POST",
          "/v1/lateral-paths",
          "lateralPaths",
          "How one thing reaches another",
          {},
          kLateralPathsBody,
          true,
          handle_lateral_paths},
    Route{"POST",
          "/v1/sources/{name}/runs",
          "ingestRun",
          "Takes in one file as a run of a source",
          kRunParameters,
          {},
          true,
          handle_run},
    Route{"POST",
          "/v1/reconcile",
          "reconcile",
          "Compares the planes and stores the findings",
          {},
          kReconcileBody,
          true,
          handle_reconcile},
    Route{"GET",
          "/v1/drift",
          "drift",
          "The report of the last reconcile",
          {},
          {},
          false,
          handle_drift},
};

// Whether `path` has the shape of `pattern`; `argument` is what `{…}` stands for.
bool matches(std::string_view pattern, std::string_view path, std::string& argument) {
  const std::size_t open = pattern.find('{');
  if (open == std::string_view::npos) return pattern == path;
  const std::string_view behind = pattern.substr(pattern.find('}') + 1);
  if (!path.starts_with(pattern.substr(0, open)) || path.size() <= open + behind.size() ||
      !path.ends_with(behind))
    return false;
  // An alias may hold slashes (an ARN does): the argument is all that lies between.
  argument = std::string(path.substr(open, path.size() - open - behind.size()));
  return true;
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

RouteMatch match_route(std::string_view method, std::string_view path) {
  RouteMatch match;
  for (const Route& route : kRoutes) {
    std::string argument;
    if (!matches(route.path, path, argument)) continue;
    match.path_known = true;
    if (route.method != method) continue;
    match.route = &route;
    match.path_argument = std::move(argument);
    return match;
  }
  return match;
}

}  // namespace muster::api
