#include "api/app/serving.h"

#include <atomic>
#include <ostream>
#include <signal.h>
#include <thread>

#include <fmt/format.h>

#include "api/app/address_file.h"
#include "api/app/store_opener.h"
#include "api/http/http_server.h"
#include "api/service/query_service.h"

namespace muster::app {
namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

// The stop signals must reach no thread but the one that waits for them: blocked before any other
// starts, which inherits it.
void block_stop_signals() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

// Waits for a stop signal on a thread of its own, because a signal handler may do next to nothing.
class StopWatch {
 public:
  explicit StopWatch(api::HttpServer& server) : thread_([this, &server] { wait(server); }) {}
  ~StopWatch() {
    ended_.store(true);
    thread_.join();
  }
  StopWatch(const StopWatch&) = delete;
  StopWatch& operator=(const StopWatch&) = delete;

  bool signalled() const { return signalled_.load(); }

 private:
  void wait(api::HttpServer& server) {
    const sigset_t signals = stop_signals();
    while (!ended_.load()) {
      const timespec patience{.tv_sec = 0, .tv_nsec = 100'000'000};
      if (sigtimedwait(&signals, nullptr, &patience) < 0) continue;
      signalled_.store(true);
      server.stop();
      return;
    }
  }

  std::atomic<bool> ended_{false};
  std::atomic<bool> signalled_{false};
  std::thread thread_;  // Last: it uses the members above.
};

// The address file, as long as the directory is served.
class AddressFile {
 public:
  explicit AddressFile(std::filesystem::path directory) : directory_(std::move(directory)) {}
  ~AddressFile() { remove_address_file(directory_); }
  AddressFile(const AddressFile&) = delete;
  AddressFile& operator=(const AddressFile&) = delete;

 private:
  std::filesystem::path directory_;
};

}  // namespace

Result<void> serve(const api::ServeOptions& options, const Clock& clock, std::ostream& out) {
  block_stop_signals();
  MUSTER_TRY(
      const std::unique_ptr<api::HttpServer> server,
      api::HttpServer::bind(
          {.address = options.address, .port = options.port, .host_names = options.host_names}));
  // Answers at once: /healthz is 200 and /readyz 503 while the snapshot is read.
  const StopWatch stop_watch(*server);
  std::thread answering([&] { server->run(); });
  const auto end = [&](Result<void> result) {
    server->stop();
    answering.join();
    return result;
  };

  std::shared_ptr<const ConfinedFolder> csv_folder;
  if (!options.csv_folder.empty()) {
    auto folder = ConfinedFolder::open(options.csv_folder);
    if (!folder) return end(std::move(folder).error());
    csv_folder = std::move(folder).value();
  }
  // Beside the opening of the store, which mostly waits for the disk.
  std::thread warming(api::warm_queries);
  Result<api::OpenedStore> opened = open_store(options.data_directory, api::StoreAccess::kWrite);
  warming.join();
  if (!opened) return end(std::move(opened).error());
  Result<std::string> instance = random_token();
  if (!instance) return end(std::move(instance).error());
  Result<std::string> token = random_token();
  if (!token) return end(std::move(token).error());
  const bool v6 = options.address.find(':') != std::string::npos;
  const std::string address =
      fmt::format("{}:{}", v6 ? "[" + options.address + "]" : options.address, server->port());
  if (Result<void> written = write_address_file(
          options.data_directory, {.address = address, .instance = *instance, .token = *token});
      !written) {
    return end(std::move(written));
  }
  const AddressFile address_file(options.data_directory);
  const api::Deployment deployment{.store = *opened->store,
                                   .admin = opened->admin,
                                   .clock = clock,
                                   .csv_folder = csv_folder.get(),
                                   .instance = *instance};
  server->ready(deployment);
  out << fmt::format("Muster answers on http://{} (data in {}). Ctrl-C or SIGTERM ends it.\n",
                     address, options.data_directory.string());
  out.flush();
  answering.join();
  out << "Muster has stopped.\n";
  return ok();
}

}  // namespace muster::app
