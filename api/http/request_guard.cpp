#include "api/http/request_guard.h"

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>

#include <fmt/format.h>

#include "api/http/error_mapping.h"
#include "core/base/escape.h"

namespace muster::api {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool has_port(std::string_view host) {
  const std::size_t colon = host.rfind(':');
  return colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos;
}

}  // namespace

bool is_loopback(std::string_view address) {
  if (address == "localhost") return true;
  const std::string text(address);
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, text.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

std::string media_type_of(std::string_view content_type) {
  std::string type = lower(content_type.substr(0, content_type.find(';')));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  return type;
}

RequestGuard::RequestGuard(const std::string& address, int port,
                           const std::vector<std::string>& names) {
  const bool v6 = address.find(':') != std::string::npos;
  hosts_ = {fmt::format("{}:{}", v6 ? "[" + address + "]" : address, port),
            fmt::format("localhost:{}", port), fmt::format("127.0.0.1:{}", port),
            fmt::format("[::1]:{}", port)};
  for (const std::string& name : names)
    hosts_.push_back(has_port(name) ? lower(name) : fmt::format("{}:{}", lower(name), port));
}

bool RequestGuard::allowed(std::string_view host) const {
  return std::find(hosts_.begin(), hosts_.end(), lower(host)) != hosts_.end();
}

std::optional<HttpResponse> RequestGuard::refuse(const HttpRequest& request) const {
  if (!allowed(request.host)) {
    return problem_response(
        403, "ForeignHost",
        fmt::format("This server is not called '{}'; start it with --host-name to add a name",
                    escape_terminal(request.host.substr(0, 128))));
  }
  if (request.origin.empty()) return std::nullopt;
  const std::string_view origin = request.origin;
  constexpr std::string_view kScheme = "http://";
  if (origin.starts_with(kScheme) && allowed(origin.substr(kScheme.size()))) return std::nullopt;
  return problem_response(403, "ForeignOrigin",
                          "Requests that a page of another origin makes are refused");
}

std::optional<HttpResponse> RequestGuard::refuse_body(const HttpRequest& request,
                                                      std::string_view expected) {
  if (media_type_of(request.content_type) == expected) return std::nullopt;
  return problem_response(415, "UnsupportedMediaType",
                          fmt::format("The body must be sent as Content-Type: {}", expected));
}

}  // namespace muster::api
