# muster_module(NAME [DEPENDS target ...] [LIBRARIES foreign ...])
#
# Makes the static library NAME of every .cpp in the current folder (sub-folders are modules of their own).
# DEPENDS names muster modules lower in the layer map; LIBRARIES names foreign packages, which stay private to the
# folder so that the library fences hold at link time too.
function(muster_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  if(sources)
    add_library(${name} STATIC ${sources} ${headers})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${ARG_DEPENDS} fmt::fmt PRIVATE muster_warnings ${ARG_LIBRARIES})
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} INTERFACE ${ARG_DEPENDS})
  endif()
endfunction()
