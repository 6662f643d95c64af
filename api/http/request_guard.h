// Who may speak to a server on a loopback address: whoever names it as it is called.
//
// A page in a browser can make the browser send requests to 127.0.0.1. It cannot choose the Host
// (which ends DNS rebinding), it cannot hide its Origin, and it cannot send `application/json`
// without asking first. The guard checks all three.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/http_message.h"

namespace muster::api {

class RequestGuard {
 public:
  // `names` are further host names a client may use (with or without port).
  RequestGuard(const std::string& address, int port, const std::vector<std::string>& names);

  // The refusal (403), or nothing.
  std::optional<HttpResponse> refuse(const HttpRequest& request) const;

  // The refusal (415) of a body whose type is not `expected`, or nothing.
  static std::optional<HttpResponse> refuse_body(const HttpRequest& request,
                                                 std::string_view expected);

 private:
  bool allowed(std::string_view host) const;
  std::vector<std::string> hosts_;  // Lower case, with port.
};

// Whether `address` is a loopback address in numbers, or localhost.
bool is_loopback(std::string_view address);

// "application/json; charset=utf-8" -> "application/json".
std::string media_type_of(std::string_view content_type);

}  // namespace muster::api
