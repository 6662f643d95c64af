# Compiler, warnings, sanitizers and build accelerators, the same for every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(MUSTER_SANITIZE "" CACHE STRING "Sanitizers for the whole build: address,undefined or thread")
option(MUSTER_FUZZ "Build the fuzz targets (clang-19, libFuzzer)" OFF)
option(MUSTER_UNIT_TESTS "Build the unit, contract and property tests" ON)
option(MUSTER_PRODUCT_TESTS "Build and register the tests that need the optimised binary" OFF)
set(MUSTER_ASSERTIONS OFF CACHE BOOL "Keep MUSTER_ASSERT in optimised builds")

# ccache, told that a precompiled header is what its content is, not when it was written, and that a second clone in another
# folder compiles the same files: paths below the root of the sources are hashed as relative ones.
find_program(MUSTER_CCACHE ccache)
if(MUSTER_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${MUSTER_CCACHE})
endif()
# No path of this machine in a binary: assertions and debug information name files from the root of the sources.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)

find_program(MUSTER_MOLD mold)
if(MUSTER_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# Our own code is compiled with all of these; foreign headers come in as SYSTEM, generated code opts out.
add_library(muster_warnings INTERFACE)
target_compile_options(muster_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these inside libstdc++ and fmt once the optimiser has inlined them; each is a known false positive.
  target_compile_options(muster_warnings INTERFACE
    -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds -Wno-restrict -Wno-dangling-pointer
    -Wno-free-nonheap-object -Wno-missing-field-initializers)
else()
  # GCC 12's library has what Clang calls deprecated inside its own std::stable_sort; Clang reports it where that is used.
  target_compile_options(muster_warnings INTERFACE
    -Wno-missing-field-initializers -Wno-missing-designated-field-initializers -Wno-deprecated-declarations)
endif()

if(MUSTER_SANITIZE)
  add_compile_options(-fsanitize=${MUSTER_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${MUSTER_SANITIZE})
  if(MUSTER_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=all)
  endif()
  if(MUSTER_SANITIZE MATCHES "thread")
    # Debian's oneTBB is not instrumented: the task arenas run on std::thread behind the same interface.
    add_compile_definitions(MUSTER_TASKS_ON_STD_THREAD=1)
  endif()
endif()

if(CMAKE_BUILD_TYPE STREQUAL "Debug" OR MUSTER_ASSERTIONS)
  add_compile_definitions(MUSTER_ASSERTIONS=1)
endif()

if(MUSTER_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(fmt REQUIRED)
