#include "api/http/metrics.h"

#include <fmt/format.h>

namespace muster::api {

void RequestMetrics::count(std::string_view route, int status, std::chrono::nanoseconds elapsed) {
  const double seconds = std::chrono::duration<double>(elapsed).count();
  const std::lock_guard lock(mutex_);
  ++requests_[{std::string(route), status}];
  auto found = latency_.find(route);
  if (found == latency_.end()) found = latency_.emplace(std::string(route), Histogram{}).first;
  Histogram& histogram = found->second;
  for (std::size_t i = 0; i < kBucketSeconds.size(); ++i)
    histogram.buckets[i] += seconds <= kBucketSeconds[i];
  ++histogram.count;
  histogram.seconds += seconds;
}

std::string RequestMetrics::render() const {
  const std::lock_guard lock(mutex_);
  std::string out =
      "# HELP muster_http_requests_total Requests answered.\n"
      "# TYPE muster_http_requests_total counter\n";
  for (const auto& [key, count] : requests_) {
    out += fmt::format("muster_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first,
                       key.second, count);
  }
  out +=
      "# HELP muster_http_request_seconds Time from request to answer.\n"
      "# TYPE muster_http_request_seconds histogram\n";
  for (const auto& [route, histogram] : latency_) {
    for (std::size_t i = 0; i < kBucketSeconds.size(); ++i) {
      out += fmt::format("muster_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route,
                         kBucketSeconds[i], histogram.buckets[i]);
    }
    out += fmt::format("muster_http_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", route,
                       histogram.count);
    out += fmt::format("muster_http_request_seconds_sum{{route=\"{}\"}} {}\n", route,
                       histogram.seconds);
    out += fmt::format("muster_http_request_seconds_count{{route=\"{}\"}} {}\n", route,
                       histogram.count);
  }
  return out;
}

}  // namespace muster::api
