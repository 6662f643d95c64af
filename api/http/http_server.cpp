#include "api/http/http_server.h"

#include <chrono>
#include <httplib.h>
#include <thread>

#include <fmt/format.h>

#include "api/http/error_mapping.h"
#include "api/http/metrics.h"
#include "api/http/openapi.h"
#include "api/http/request_guard.h"
#include "api/service/metrics_service.h"

namespace muster::api {

struct HttpServer::Implementation {
  explicit Implementation(const HttpServerOptions& given) : options(given) {}

  HttpServerOptions options;
  httplib::Server server;
  int port = 0;
  std::unique_ptr<RequestGuard> guard;
  std::atomic<const Deployment*> deployment{nullptr};
  RequestMetrics metrics;
  // Where run() is: the library's stop() is lost on a server that is about to listen.
  enum class Phase { kBound, kListening, kEnded };
  std::atomic<Phase> phase{Phase::kBound};

  HttpResponse answer(const HttpRequest& request, std::string& route_label);
  HttpResponse dispatch(HttpRequest request, std::string& route_label);
  void install_handlers();
};

namespace {

HttpRequest from_library(const httplib::Request& request) {
  HttpRequest out{.method = request.method,
                  .path = request.path,
                  .content_type = request.get_header_value("Content-Type"),
                  .host = request.get_header_value("Host"),
                  .origin = request.get_header_value("Origin"),
                  .body = request.body};
  for (const auto& [name, value] : request.params) out.query.emplace(name, value);
  return out;
}

// How long a silent stream may go without a look whether its reader is still there.
constexpr std::chrono::milliseconds kReaderCheckInterval{100};

// `first`, then what the stream gives; ends it when the reader has gone.
httplib::ContentProviderWithoutLength provider_of(std::shared_ptr<BodyStream> stream,
                                                  std::string first) {
  return [stream = std::move(stream), bytes = std::move(first)](std::size_t,
                                                                httplib::DataSink& sink) mutable {
    const auto state = stream->read(kReaderCheckInterval, bytes);
    if (!sink.is_writable() || (!bytes.empty() && !sink.write(bytes.data(), bytes.size()))) {
      stream->abandon();
      return false;
    }
    bytes.clear();
    if (state == BodyStream::State::kEnd) sink.done();
    return true;
  };
}

// `chunks`: the client's version of HTTP knows them; else the end of the connection ends the body.
void to_library(HttpResponse&& from, httplib::Response& to, bool chunks = true) {
  to.status = from.status;
  for (const auto& [name, value] : from.headers) to.set_header(name, value);
  if (from.stream == nullptr) {
    to.body = std::move(from.body);  // set_content() would copy it.
    to.set_header("Content-Type", from.content_type);
    return;
  }
  auto provider = provider_of(std::move(from.stream), std::move(from.body));
  if (chunks) {
    to.set_chunked_content_provider(from.content_type, std::move(provider));
  } else {
    to.set_content_provider(from.content_type, std::move(provider));
  }
}

HttpResponse text_response(std::string body, std::string_view content_type) {
  return HttpResponse{.content_type = std::string(content_type), .body = std::move(body)};
}

}  // namespace

HttpResponse HttpServer::Implementation::dispatch(HttpRequest request, std::string& route_label) {
  const RouteMatch match = match_route(request.method, request.path);
  if (match.route == nullptr) {
    if (match.path_known)
      return problem_response(405, "MethodNotAllowed",
                              "This path has no such method; see /openapi.json");
    return problem_response(404, "NoSuchPath", "There is nothing at this path; see /openapi.json");
  }
  route_label = match.route->path;
  const Deployment* serving = deployment.load(std::memory_order_acquire);
  if (serving == nullptr)
    return problem_response(503, "Starting", "The first snapshot is still being read");
  if (match.route->takes_body && !match.route->body.empty()) {
    if (auto refusal = RequestGuard::refuse_body(request, "application/json")) return *refusal;
  }
  request.path_argument = match.path_argument;
  return match.route->handle(*serving, request);
}

HttpResponse HttpServer::Implementation::answer(const HttpRequest& request,
                                                std::string& route_label) {
  route_label = "other";
  if (auto refusal = guard->refuse(request)) return *refusal;
  const Deployment* serving = deployment.load(std::memory_order_acquire);
  if (request.method == "GET" || request.method == "HEAD") {
    if (request.path == "/healthz") {
      route_label = request.path;
      return text_response(health_json(serving), "application/json");
    }
    if (request.path == "/readyz") {
      route_label = request.path;
      if (serving == nullptr)
        return problem_response(503, "Starting", "The first snapshot is still being read");
      return text_response("{\"ready\":true}\n", "application/json");
    }
    if (request.path == "/openapi.json") {
      route_label = request.path;
      return text_response(openapi_document(), "application/json");
    }
    if (request.path == "/metrics") {
      route_label = request.path;
      return text_response(metrics.render() + (serving == nullptr ? "" : service_metrics(*serving)),
                           "text/plain; version=0.0.4; charset=utf-8");
    }
  }
  return dispatch(request, route_label);
}

void HttpServer::Implementation::install_handlers() {
  const auto handler = [this](const httplib::Request& from, httplib::Response& to) {
    const auto begin = std::chrono::steady_clock::now();
    std::string route_label;
    HttpResponse response = answer(from_library(from), route_label);
    metrics.count(route_label, response.status, std::chrono::steady_clock::now() - begin);
    to_library(std::move(response), to, from.version != "HTTP/1.0");
  };
  // Before the body is read: a foreign page must not make us take in a large upload.
  server.set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
    auto refusal = guard->refuse(from_library(from));
    if (!refusal) return httplib::Server::HandlerResponse::Unhandled;
    metrics.count("other", refusal->status, std::chrono::nanoseconds(0));
    to_library(std::move(*refusal), to);
    return httplib::Server::HandlerResponse::Handled;
  });
  server.Get(".*", handler);
  server.Post(".*", handler);
  server.Put(".*", handler);
  server.Patch(".*", handler);
  server.Delete(".*", handler);
  // The fence of cpp-httplib: what a handler throws (bad_alloc) becomes an answer, and the server
  // lives on.
  server.set_exception_handler(
      [](const httplib::Request&, httplib::Response& to, std::exception_ptr thrown) {
        std::string what = "an unknown failure";
        try {
          std::rethrow_exception(std::move(thrown));
        } catch (const std::exception& failure) {
          what = failure.what();
        } catch (...) {
          what = "a failure that is no exception of the standard library";
        }
        to_library(
            problem_response(500, "Internal", "The request failed inside the server: " + what), to);
      });
  server.set_error_handler([](const httplib::Request&, httplib::Response& to) {
    if (!to.body.empty()) return;
    const int status = to.status;
    to_library(problem_response(status, status == 413 ? "PayloadTooLarge" : "BadRequest",
                                status == 413 ? "The body is larger than this server takes"
                                              : "The request cannot be read as HTTP"),
               to);
  });
}

HttpServer::HttpServer(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::bind(const HttpServerOptions& options) {
  if (!is_loopback(options.address)) {
    return Error{.code = ErrorCode::kForbidden,
                 .message = fmt::format("Muster serves on loopback addresses only, and {} is none",
                                        options.address),
                 .hint =
                     "use --listen 127.0.0.1:7575 and reach it through a tunnel or a reverse proxy "
                     "that authenticates"};
  }
  auto implementation = std::make_unique<Implementation>(options);
  httplib::Server& server = implementation->server;
  server.new_task_queue = [threads = options.connections_max] {
    return new httplib::ThreadPool(threads);
  };
  server.set_payload_max_length(options.body_bytes_max);
  server.set_keep_alive_max_count(1'000'000);
  server.set_keep_alive_timeout(5);
  server.set_read_timeout(30);
  server.set_write_timeout(30);
  server.set_tcp_nodelay(true);
  if (options.port == 0) {
    implementation->port = server.bind_to_any_port(options.address);
  } else {
    implementation->port = server.bind_to_port(options.address, options.port) ? options.port : -1;
  }
  if (implementation->port < 0) {
    return Error{.code = ErrorCode::kIo,
                 .message = fmt::format("Cannot listen on {}:{}; is another server there?",
                                        options.address, options.port),
                 .hint = "choose another port with --listen ADDRESS:PORT"};
  }
  implementation->guard =
      std::make_unique<RequestGuard>(options.address, implementation->port, options.host_names);
  implementation->install_handlers();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(implementation)));
}

int HttpServer::port() const { return implementation_->port; }
void HttpServer::run() {
  using Phase = Implementation::Phase;
  Phase expected = Phase::kBound;
  if (!implementation_->phase.compare_exchange_strong(expected, Phase::kListening)) return;
  implementation_->server.listen_after_bind();
  implementation_->phase.store(Phase::kEnded);
}
void HttpServer::ready(const Deployment& deployment) {
  implementation_->deployment.store(&deployment, std::memory_order_release);
}
void HttpServer::stop() {
  using Phase = Implementation::Phase;
  Phase expected = Phase::kBound;
  if (implementation_->phase.compare_exchange_strong(expected, Phase::kEnded))
    return;  // run() will see it.
  while (implementation_->phase.load() == Phase::kListening &&
         !implementation_->server.is_running()) {
    std::this_thread::yield();
  }
  implementation_->server.stop();
}

}  // namespace muster::api
