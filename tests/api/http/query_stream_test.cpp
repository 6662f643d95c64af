// A served query, from the client's side of the socket.
#include "api/http/query_stream.h"

#include <arpa/inet.h>
#include <chrono>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/http/http_server.h"
#include "api/service/query_registry.h"
#include "core/graph/memory_store.h"
#include "tests/support/matchers.h"

namespace muster::api {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// Hours of work that give no row before the end.
constexpr const char* kEndless =
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 100000) AS c "
    "RETURN count(*)";
// Rows at once, and then hours of work.
constexpr const char* kRowsThenEndless =
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN a, b";

std::string query_body(const char* text, int time_ms = 60'000) {
  return fmt::format(
      R"({{"query": "{}", "format": "ndjson", "time_ms": {}, "rows_max": 100000000}})", text,
      time_ms);
}

// One connection. Closes when it goes.
class Client {
 public:
  explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)), port_(port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    // The socket interface wants its address as the base type.
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(const std::string& method_and_path, const std::string& body = "") {
    const std::string request = fmt::format(
        "{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n"
        "Content-Length: {}\r\nConnection: close\r\n\r\n{}",
        method_and_path, port_, body.size(), body);
    EXPECT_EQ(::send(socket_, request.data(), request.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(request.size()));
  }
  // What comes next, one read; empty at the end.
  std::string receive() {
    std::string bytes(65536, '\0');
    const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
  }
  std::string receive_all() {
    std::string all;
    for (std::string more = receive(); !more.empty(); more = receive()) all += more;
    return all;
  }

 private:
  int socket_;
  int port_;
};

class ServedQuery : public ::testing::Test {
 protected:
  void SetUp() override {
    auto bound = HttpServer::bind({.port = 0});
    ASSERT_THAT(bound, testing::IsOk());
    server_ = std::move(bound).value();
    server_->ready(deployment_);
    thread_ = std::thread([this] { server_->run(); });
  }
  void TearDown() override {
    server_->stop();
    thread_.join();
  }

  std::string ask(const std::string& body) {
    Client client(server_->port());
    client.send("POST /v1/query", body);
    return client.receive_all();
  }
  // The gauge as /metrics shows it.
  int running() {
    Client client(server_->port());
    client.send("GET /metrics");
    const std::string text = client.receive_all();
    const std::string name = "\nmuster_queries_running ";
    const std::size_t at = text.find(name);
    return at == std::string::npos ? -1 : std::stoi(text.substr(at + name.size()));
  }
  bool runs_within(int wanted, std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < end) {
      if (running() == wanted) return true;
    }
    return false;
  }

  std::unique_ptr<GraphStore> store_ = make_memory_store();
  Deployment deployment_{.store = *store_, .clock = system_clock()};
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

TEST_F(ServedQuery, AShortAnswerIsOnePlainBody) {
  EXPECT_THAT(
      ask(query_body("RETURN 1 AS x")),
      AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("Content-Length: 8"), HasSubstr("{\"x\":1}\n")));
}

TEST_F(ServedQuery, ACommandWithNothingToDoAnswersLikeOneThatDidSomething) {
  const std::string create =
      R"body({"query": "CREATE INDEX names IF NOT EXISTS FOR (n:User) ON (n.name)"})body";
  for (int times = 0; times < 2; ++times) {
    EXPECT_THAT(ask(create), AllOf(StartsWith("HTTP/1.1 200"),
                                   HasSubstr(R"({"columns":[],"rows":[],"counters":{)")));
  }
}

TEST_F(ServedQuery, AnAnswerNamesWhatTheGraphDoesNotKnow) {
  EXPECT_THAT(ask(R"({"query": "MATCH (n:Usr) RETURN n"})"),
              HasSubstr(R"("notifications":[{"code":"UnknownLabel",)"));
}

TEST_F(ServedQuery, AnErrorBeforeTheFirstRowDecidesTheStatus) {
  EXPECT_THAT(ask(query_body("RETURN 1 / 0")), StartsWith("HTTP/1.1 4"));
  EXPECT_THAT(ask(query_body(kEndless, 20)), StartsWith("HTTP/1.1 504"));
}

TEST_F(ServedQuery, AnErrorAfterTheDecisionIsTheLastRecord) {
  const std::string answer = ask(query_body(kEndless, 700));
  EXPECT_THAT(answer, AllOf(StartsWith("HTTP/1.1 200"),
                            HasSubstr("{\"error\":{\"code\":\"DeadlineExceeded\"")));
}

TEST_F(ServedQuery, AnErrorAfterTheFirstRowIsTheLastRecord) {
  const std::string answer =
      ask(query_body("UNWIND range(-5000, 5000) AS x RETURN 10000 / (x - 4000) AS y"));
  EXPECT_THAT(answer, AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("{\"y\":"),
                            HasSubstr("\"reason\":\"DivisionByZero\"")));
}

TEST_F(ServedQuery, AClientThatGoesAwayCancelsItsSilentQuery) {
  {
    Client client(server_->port());
    client.send("POST /v1/query", query_body(kEndless));
    EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 200"));
    EXPECT_EQ(running(), 1);
  }
  EXPECT_TRUE(runs_within(0, std::chrono::seconds(2)));
}

TEST_F(ServedQuery, AClientThatGoesAwayCancelsItsFlowingQuery) {
  {
    Client client(server_->port());
    client.send("POST /v1/query", query_body(kRowsThenEndless));
    EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 200"));
    EXPECT_EQ(running(), 1);
  }
  EXPECT_TRUE(runs_within(0, std::chrono::seconds(2)));
}

TEST_F(ServedQuery, StoppingTheServerEndsAQueryThatFlows) {
  Client client(server_->port());
  client.send("POST /v1/query", query_body(kEndless));
  EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 200"));
  server_->stop();
  while (running_queries().count() != 0) std::this_thread::yield();
}

}  // namespace
}  // namespace muster::api
