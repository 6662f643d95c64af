// Requests and responses as the routes see them: no type of the HTTP library passes
// http_server.cpp.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/body_stream.h"

namespace muster::api {

struct HttpRequest {
  std::string method;
  std::string path;           // Decoded, without the query.
  std::string path_argument;  // What `{…}` of the route's path stands for, decoded.
  std::multimap<std::string, std::string> query;  // Decoded.
  std::string content_type;                       // As sent, with parameters.
  std::string host;
  std::string origin;  // Empty: not sent.
  std::string body;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<BodyStream> stream;  // What follows `body`; null: nothing.
};

}  // namespace muster::api
