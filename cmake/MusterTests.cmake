# The precompiled header that all test executables share: GoogleTest costs more to read than a test file costs to compile. Test code
# is compiled without optimisation (most of it runs once); the product code it calls is compiled as the preset says.
function(muster_test_precompiled_header)
  add_library(muster_test_headers OBJECT ${PROJECT_SOURCE_DIR}/tests/support/precompiled.cpp)
  target_link_libraries(muster_test_headers PUBLIC GTest::gmock fmt::fmt)
  target_include_directories(muster_test_headers PUBLIC ${PROJECT_SOURCE_DIR})
  muster_test_options(muster_test_headers)
  target_precompile_headers(muster_test_headers PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/precompiled.h)
endfunction()

# What test code is compiled with. REQUIRES of a target that reuses the precompiled header: the same options.
function(muster_test_options target)
  target_compile_options(${target} PRIVATE -O0)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -fpch-preprocess)  # ccache needs it to see what a precompiled header holds.
  endif()
  target_link_libraries(${target} PRIVATE muster_warnings)
endfunction()

# muster_tests(AREA [SHARDS n] LIBRARIES target ...)
#
# Makes the executable muster_unit_tests_<AREA> of every .cpp under tests/<AREA>, and registers it as SHARDS ctest entries: a process
# a case would cost more than most cases do under the sanitizers. Each entry leaves its cases in test-results/<entry>.json, which
# tools/count_tests.py sums. REQUIRES: GTest and rapidcheck were found.
function(muster_tests area)
  cmake_parse_arguments(ARG "" "SHARDS" "LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${area}/*.cpp)
  if(NOT sources)
    return()
  endif()
  set(target muster_unit_tests_${area})
  add_executable(${target} ${sources})
  target_link_libraries(${target} PRIVATE ${ARG_LIBRARIES} muster_test_support GTest::gmock_main rapidcheck)
  muster_test_options(${target})
  target_precompile_headers(${target} REUSE_FROM muster_test_headers)
  foreach(shard RANGE 1 ${ARG_SHARDS})
    math(EXPR index "${shard} - 1")
    set(entry unit.${area}.${shard})
    add_test(NAME ${entry} COMMAND ${target})
    set_tests_properties(${entry} PROPERTIES TIMEOUT 900 LABELS "unit" ENVIRONMENT
      "GTEST_TOTAL_SHARDS=${ARG_SHARDS};GTEST_SHARD_INDEX=${index};GTEST_OUTPUT=json:${CMAKE_BINARY_DIR}/test-results/${entry}.json")
  endforeach()
endfunction()

# muster_pytest(NAME FOLDER [ENVIRONMENT name=value ...])
#
# Registers the Python tests of FOLDER as the ctest entry NAME. The entry leaves its cases in test-results/<NAME>.xml. Debian's
# interpreter runs them, because the packages of scripts/packages.txt are installed for that one. MUSTER_BINARY names the product.
function(muster_pytest name folder)
  cmake_parse_arguments(ARG "" "" "ENVIRONMENT" ${ARGN})
  add_test(NAME ${name} COMMAND ${MUSTER_PYTHON} -B -m pytest -q -p no:cacheprovider ${folder}
    --junitxml=${CMAKE_BINARY_DIR}/test-results/${name}.xml)
  set_tests_properties(${name} PROPERTIES TIMEOUT 1800 ENVIRONMENT
    "MUSTER_BINARY=${CMAKE_BINARY_DIR}/muster;MUSTER_SOURCE_DIR=${PROJECT_SOURCE_DIR};${ARG_ENVIRONMENT}")
endfunction()
