#include "api/http/openapi.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "api/http/routes.h"

namespace muster::api {
namespace {

using nlohmann::ordered_json;

ordered_json schema_of(std::string_view type) {
  if (type == "array of strings") return {{"type", "array"}, {"items", {{"type", "string"}}}};
  return {{"type", std::string(type)}};
}

ordered_json body_of(const Route& route) {
  if (route.body.empty()) {
    return {
        {"required", true},
        {"description", "One file in the adapter's format"},
        {"content",
         {{"application/octet-stream", {{"schema", {{"type", "string"}, {"format", "binary"}}}}}}}};
  }
  ordered_json properties = ordered_json::object();
  ordered_json required = ordered_json::array();
  for (const RouteMember& member : route.body) {
    ordered_json schema = schema_of(member.type);
    schema["description"] = std::string(member.about);
    properties[std::string(member.name)] = std::move(schema);
    if (member.required) required.push_back(std::string(member.name));
  }
  ordered_json schema = {
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return {{"required", true}, {"content", {{"application/json", {{"schema", std::move(schema)}}}}}};
}

ordered_json operation_of(const Route& route) {
  ordered_json operation = {{"operationId", std::string(route.operation)},
                            {"summary", std::string(route.about)}};
  ordered_json parameters = ordered_json::array();
  for (const RouteParameter& parameter : route.parameters) {
    parameters.push_back({{"name", std::string(parameter.name)},
                          {"in", std::string(parameter.place)},
                          {"required", parameter.required},
                          {"description", std::string(parameter.about)},
                          {"schema", schema_of(parameter.type)}});
  }
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (route.takes_body) operation["requestBody"] = body_of(route);
  operation["responses"] = {
      {"200",
       {{"description", "The answer"},
        {"content", {{"application/json", {{"schema", {{"type", "object"}}}}}}}}},
      {"default",
       {{"description", "What was wrong, and what to do"},
        {"content",
         {{"application/problem+json",
           {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}};
  return operation;
}

ordered_json fixed_operation(std::string_view operation, std::string_view about) {
  return {{"get",
           {{"operationId", std::string(operation)},
            {"summary", std::string(about)},
            {"responses", {{"200", {{"description", "The answer"}}}}}}}};
}

}  // namespace

std::string openapi_document() {
  ordered_json paths = ordered_json::object();
  for (const Route& route : routes()) {
    std::string method(route.method);
    for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
    paths[std::string(route.path)][method] = operation_of(route);
  }
  paths["/healthz"] =
      fixed_operation("health", "Whether the process answers, and which instance it is");
  paths["/readyz"] =
      fixed_operation("ready", "200 once the first snapshot is in memory, 503 before");
  paths["/metrics"] = fixed_operation("metrics", "Counters and gauges in Prometheus' text format");
  ordered_json text = {{"type", "string"}};
  ordered_json problem = {{"type", "object"},
                          {"required", {"title", "status", "detail"}},
                          {"properties",
                           {{"title", text},
                            {"status", {{"type", "integer"}}},
                            {"detail", text},
                            {"code", text},
                            {"hint", text},
                            {"reason", text},
                            {"rendered", text},
                            {"position", {{"type", "object"}}}}}};
  const ordered_json document = {
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Muster"}, {"version", kVersion}, {"description", "Identity-graph analytics"}}},
      {"paths", std::move(paths)},
      {"components", {{"schemas", {{"Problem", std::move(problem)}}}}}};
  return document.dump(2) + "\n";
}

}  // namespace muster::api
