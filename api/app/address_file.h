// The address file: where a served directory's server answers.
//
// The law: RocksDB's lock decides, not the file. Lock free: the file is stale and ignored; lock
// held: the file says whom to ask.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/result.h"

namespace muster::app {

struct ServedAddress {
  std::string address;   // "127.0.0.1:7575".
  std::string instance;  // What /healthz answers; compared before the token is sent.
  std::string token;     // Made at start; whoever can read the file may use the server.
};

// 128 random bits in hexadecimal, from the system.
Result<std::string> random_token();

// Writes DIR/server.json, mode 0600, in one step.
Result<void> write_address_file(const std::filesystem::path& directory,
                                const ServedAddress& served);

// nullopt: no file, or not one of ours.
std::optional<ServedAddress> read_address_file(const std::filesystem::path& directory);

void remove_address_file(const std::filesystem::path& directory);

}  // namespace muster::app
