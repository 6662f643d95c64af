// The routes of the REST interface as one table: dispatch, /openapi.json and the metrics' labels
// all come from it.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "api/http/http_message.h"
#include "api/service/deployment.h"

namespace muster::api {

struct RouteParameter {
  std::string_view name;
  std::string_view place;  // "path", "query".
  std::string_view type;   // "string", "integer", "boolean".
  std::string_view about;
  bool required = false;
};

struct RouteMember {  // Of a JSON request body.
  std::string_view name;
  std::string_view type;  // "string", "integer", "boolean", "object", "array of strings".
  std::string_view about;
  bool required = false;
};

struct Route {
  std::string_view method;
  std::string_view
      path;  // A `{name}` at the end takes the rest of the path; in the middle, what lies between.
  std::string_view operation;  // operationId.
  std::string_view about;
  std::span<const RouteParameter> parameters;
  std::span<const RouteMember>
      body;  // Empty with takes_body: the body is a file of an adapter's format.
  bool takes_body = false;
  HttpResponse (*handle)(const Deployment& deployment, const HttpRequest& request);
};

std::span<const Route> routes();

struct RouteMatch {
  const Route* route = nullptr;  // nullptr: nothing there.
  bool path_known = false;       // Another method has this path: 405, not 404.
  std::string path_argument;
};
RouteMatch match_route(std::string_view method, std::string_view path);

}  // namespace muster::api
