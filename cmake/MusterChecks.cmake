# Targets that check rather than build: format, format-check, lint. (bench and fuzz: tests/bench, tests/fuzz.)
find_program(MUSTER_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)

add_custom_target(format COMMAND ${PROJECT_SOURCE_DIR}/tools/format
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} COMMENT "Formatting" VERBATIM)
add_custom_target(format-check COMMAND ${PROJECT_SOURCE_DIR}/tools/format --check
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} COMMENT "Checking the format" VERBATIM)
add_custom_target(lint
  COMMAND ${MUSTER_PYTHON} tools/check_layers.py
  COMMAND ${MUSTER_PYTHON} tools/check_house.py
  COMMAND ${MUSTER_PYTHON} tools/lint.py --build ${CMAKE_BINARY_DIR}
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} COMMENT "Checking layers, house rules and changed files" USES_TERMINAL VERBATIM)
