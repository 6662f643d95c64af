#include "api/app/store_opener.h"

#include <fmt/format.h>

#include "api/app/address_file.h"
#include "core/derivation/derivation_stage.h"
#include "core/graph/memory_store.h"
#include "storage/directory.h"
#include "storage/rocks_store.h"

namespace muster::app {
namespace {

// Who serves the directory says more than that it is in use.
Error name_the_server(Error error, const std::filesystem::path& directory) {
  const std::optional<ServedAddress> served = read_address_file(directory);
  if (error.code != ErrorCode::kBusy || !served) return error;
  error.message =
      fmt::format("{} is being served at http://{}", directory.string(), served->address);
  error.hint = "ask the server (curl http://" + served->address +
               "/openapi.json lists what it answers), or stop it first";
  error.detail = "Served";
  return error;
}

}  // namespace

Result<api::OpenedStore> open_store(const std::filesystem::path& directory,
                                    api::StoreAccess access) {
  if (access == api::StoreAccess::kRead) {
    MUSTER_TRY(const storage::DirectoryState state, storage::inspect_directory(directory.string()));
    if (state == storage::DirectoryState::kMissing || state == storage::DirectoryState::kEmpty) {
      return api::OpenedStore{.store = make_memory_store()};
    }
  }
  Result<std::unique_ptr<storage::RocksStore>> opened = storage::RocksStore::open(
      {.directory = directory.string(), .create_if_missing = access == api::StoreAccess::kWrite});
  if (!opened) return name_the_server(std::move(opened).error(), directory);
  std::unique_ptr<storage::RocksStore> store = std::move(opened).value();
  store->add_commit_stage(derivation::make_derivation_stage());
  const StoreAdmin* admin = store.get();
  return api::OpenedStore{.store = std::move(store), .admin = admin};
}

}  // namespace muster::app
