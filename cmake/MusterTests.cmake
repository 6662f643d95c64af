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
  target_link_libraries(${target} PRIVATE ${ARG_LIBRARIES} muster_test_support muster_warnings GTest::gmock_main rapidcheck)
  foreach(shard RANGE 1 ${ARG_SHARDS})
    math(EXPR index "${shard} - 1")
    set(entry unit.${area}.${shard})
    add_test(NAME ${entry} COMMAND ${target})
    set_tests_properties(${entry} PROPERTIES TIMEOUT 900 LABELS "unit" ENVIRONMENT
      "GTEST_TOTAL_SHARDS=${ARG_SHARDS};GTEST_SHARD_INDEX=${index};GTEST_OUTPUT=json:${CMAKE_BINARY_DIR}/test-results/${entry}.json")
  endforeach()
endfunction()
