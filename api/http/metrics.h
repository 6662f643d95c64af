// What /metrics shows, in Prometheus' text format.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace muster::api {

// Threads: all members may be called concurrently.
class RequestMetrics {
 public:
  // `route` is the pattern ("/v1/identities/{alias}"), never the path: names must not become label
  // values.
  void count(std::string_view route, int status, std::chrono::nanoseconds elapsed);

  // muster_http_requests_total and the histogram muster_http_request_seconds.
  std::string render() const;

 private:
  static constexpr std::array<double, 9> kBucketSeconds = {0.001, 0.005, 0.01, 0.05, 0.1,
                                                           0.5,   1,     5,    30};
  struct Histogram {
    std::array<std::uint64_t, kBucketSeconds.size()> buckets{};
    std::uint64_t count = 0;
    double seconds = 0;
  };
  mutable std::mutex mutex_;  // Guards the two below.
  std::map<std::pair<std::string, int>, std::uint64_t> requests_;
  std::map<std::string, Histogram, std::less<>> latency_;
};

}  // namespace muster::api
