// Chunk: the unit of sharing between versions of the graph, reference-counted, and the edit that
// may change it.
//
// The law: a chunk is changed in place only by the edit that made it; any other edit makes its own
// copy first. So a published snapshot never changes, and what an edit allocates is all that a
// commit costs in memory: Edit counts it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

namespace muster::internal {

// The right of one builder to change the chunks it made, and the account of their bytes.
struct Edit {
  std::uint64_t owner = 0;
  std::uint64_t bytes_copied = 0;
};

// An edit whose owner token no other edit of this process has. Threads: safe.
Edit begin_edit();

// The head of every chunk. Chunks have no virtual functions: who holds one knows its type.
class Chunk {
 public:
  explicit Chunk(const Edit& edit) : owner_(edit.owner) {}
  Chunk(const Chunk&) = delete;
  Chunk& operator=(const Chunk&) = delete;

  bool owned_by(const Edit& edit) const { return owner_ == edit.owner; }
  void retain() const { references_.fetch_add(1, std::memory_order_relaxed); }
  // True when the caller gave back the last reference and must destroy the chunk.
  bool release() const {
    // The owner alone may see a count of one and change the chunk, so what others read before must
    // come before the destruction.
    return references_.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }

 protected:
  ~Chunk() = default;

 private:
  mutable std::atomic<std::uint32_t> references_{1};
  std::uint64_t owner_;
};

// Makes a chunk of type T with `tail_bytes` of room behind it, and counts its bytes.
template <typename T, typename... Arguments>
T* make_chunk(Edit& edit, std::size_t tail_bytes, Arguments&&... arguments) {
  const std::size_t bytes = sizeof(T) + tail_bytes;
  edit.bytes_copied += bytes;
  return new (::operator new(bytes)) T(edit, std::forward<Arguments>(arguments)...);
}

template <typename T>
void release_chunk(T* chunk) {
  if (chunk == nullptr || !chunk->release()) return;
  chunk->~T();
  ::operator delete(chunk);
}

// Shares a chunk of a known type.
template <typename T>
class ChunkPtr {
 public:
  ChunkPtr() = default;
  // Takes over the reference that make_chunk gave.
  explicit ChunkPtr(T* made) : chunk_(made) {}
  ChunkPtr(const ChunkPtr& other) : chunk_(other.chunk_) {
    if (chunk_ != nullptr) chunk_->retain();
  }
  ChunkPtr(ChunkPtr&& other) noexcept : chunk_(std::exchange(other.chunk_, nullptr)) {}
  ChunkPtr& operator=(ChunkPtr other) noexcept {
    std::swap(chunk_, other.chunk_);
    return *this;
  }
  ~ChunkPtr() { release_chunk(chunk_); }

  const T* get() const { return chunk_; }
  const T* operator->() const { return chunk_; }
  const T& operator*() const { return *chunk_; }
  explicit operator bool() const { return chunk_ != nullptr; }

  // The chunk for change; null unless `edit` owns it.
  T* owned(const Edit& edit) const {
    return chunk_ != nullptr && chunk_->owned_by(edit) ? chunk_ : nullptr;
  }

 private:
  T* chunk_ = nullptr;
};

}  // namespace muster::internal
