#include "api/http/query_stream.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "api/http/error_mapping.h"

namespace muster::api {
namespace {

constexpr std::chrono::milliseconds kEndGrace{5};

// A slow reader holds the query back rather than filling memory.
constexpr std::size_t kUnreadBytesMax = 1 << 20;

std::string_view content_type_of(RowFormat format) {
  switch (format) {
    case RowFormat::kJson:
      return "application/json";
    case RowFormat::kNdjson:
      return "application/x-ndjson";
    case RowFormat::kCsv:
      return "text/csv; charset=utf-8";
    case RowFormat::kTable:
      return "text/plain; charset=utf-8";
  }
  MUSTER_UNREACHABLE();
}

// Tells when there is a first row: column names alone decide nothing.
class FirstRowEncoder final : public RowEncoder {
 public:
  FirstRowEncoder(RowEncoder& inner, std::function<void()> on_first_row)
      : inner_(inner), on_first_row_(std::move(on_first_row)) {}
  void start(std::span<const std::string> columns) override { inner_.start(columns); }
  void row(const GraphSnapshot& graph, std::span<const Value> values) override {
    inner_.row(graph, values);
    if (std::exchange(first_, false)) on_first_row_();
  }
  void finish(const RowsFooter& footer) override { inner_.finish(footer); }
  void fail(const RowsFailure& failure) override { inner_.fail(failure); }

 private:
  RowEncoder& inner_;
  std::function<void()> on_first_row_;
  bool first_ = true;
};

class QueryStream final : public BodyStream {
 public:
  QueryStream(const Deployment& deployment, QueryRequest request, RowFormat format)
      : deployment_(deployment),
        request_(std::move(request)),
        budget_(limits_of(request_)),
        encoder_(make_row_encoder(format, [this](std::string_view bytes) { append(bytes); })) {
    thread_ = std::thread([this] { run(); });
  }
  ~QueryStream() override {
    abandon();
    thread_.join();
  }

  // Waits until there is a row, an end, or `time` has passed. The error, if it came before any row.
  std::optional<Error> decide(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, time, [&] { return has_row_ || ended_; });
    // Most answers end right after their first rows: they are worth a length in the header.
    if (has_row_) changed_.wait_for(lock, kEndGrace, [&] { return ended_; });
    decided_ = true;
    if (error_ && !has_row_) return error_;
    return std::nullopt;
  }

  std::string_view text() const { return request_.text; }

  State read(std::chrono::milliseconds wait, std::string& bytes) override {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, wait, [&] { return !unread_.empty() || ended_; });
    bytes += unread_;
    unread_.clear();
    changed_.notify_all();
    return ended_ ? State::kEnd : State::kMore;
  }

  void abandon() override {
    budget_.cancel();
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
    changed_.notify_all();
  }

 private:
  void run() {
    FirstRowEncoder encoder(*encoder_, [this] {
      const std::lock_guard lock(mutex_);
      has_row_ = true;
      changed_.notify_all();
    });
    const Result<void> ran = run_query(deployment_, request_, budget_, encoder);
    if (!ran) fail(ran.error());
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

  // An error that still decides the status is given to decide(); a later one ends the body.
  void fail(const Error& error) {
    {
      const std::lock_guard lock(mutex_);
      if (!decided_ && !has_row_) {
        error_ = error;
        return;
      }
    }
    std::string problem = problem_response(error, request_.text).body;
    while (!problem.empty() && problem.back() == '\n') problem.pop_back();
    encoder_->fail({.problem_json = std::move(problem), .text = error.message});
  }

  void append(std::string_view bytes) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return unread_.size() < kUnreadBytesMax || abandoned_; });
    if (abandoned_) return;
    unread_ += bytes;
    if (has_row_) changed_.notify_all();
  }

  const Deployment& deployment_;
  const QueryRequest request_;
  WorkBudget budget_;
  std::unique_ptr<RowEncoder> encoder_;  // Used by the thread alone.

  std::mutex mutex_;  // Guards all that follows.
  std::condition_variable changed_;
  std::string unread_;
  bool has_row_ = false;
  bool decided_ = false;
  bool ended_ = false;
  bool abandoned_ = false;
  std::optional<Error> error_;

  std::thread thread_;  // Last: it uses everything above.
};

}  // namespace

HttpResponse stream_query(const Deployment& deployment, QueryRequest request, RowFormat format,
                          std::chrono::milliseconds decision_time) {
  auto stream = std::make_shared<QueryStream>(deployment, std::move(request), format);
  if (const auto error = stream->decide(decision_time))
    return problem_response(*error, stream->text());
  HttpResponse response{.content_type = std::string(content_type_of(format))};
  if (stream->read(std::chrono::milliseconds(0), response.body) == BodyStream::State::kMore)
    response.stream = std::move(stream);
  return response;
}

}  // namespace muster::api
