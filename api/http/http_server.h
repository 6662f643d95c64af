// HttpServer: the listening socket, the guard, the dispatch to routes, and a graceful stop. The
// only file that sees cpp-httplib.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/http/http_message.h"
#include "api/http/routes.h"
#include "core/base/result.h"

namespace muster::api {

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  int port = 7575;                      // 0: any free one.
  std::vector<std::string> host_names;  // Further names clients may use.
  std::size_t connections_max = 64;     // One thread each.
  std::size_t body_bytes_max = 256ULL * 1024 * 1024;
};

class HttpServer {
 public:
  // Binds at once, so that a taken port is known before the store is opened. Errors: kForbidden:
  // not a loopback address; kIo: the port is taken.
  static Result<std::unique_ptr<HttpServer>> bind(const HttpServerOptions& options);
  ~HttpServer();

  int port() const;

  // Answers until stop(); until ready() every route but /healthz is 503. Blocks. Requests under way
  // are finished before it returns.
  void run();
  // Threads: may be called from any thread, once the deployment can answer.
  void ready(const Deployment& deployment);
  // Threads: any.
  void stop();

 private:
  struct Implementation;
  explicit HttpServer(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace muster::api
