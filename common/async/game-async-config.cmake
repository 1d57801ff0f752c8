# find_package(game-async): the targets game-async::async and game-async::io.
include(CMakeFindDependencyMacro)
find_dependency(PkgConfig)
if(NOT TARGET PkgConfig::LIBUV)
  pkg_check_modules(LIBUV REQUIRED IMPORTED_TARGET GLOBAL libuv)
endif()
include(${CMAKE_CURRENT_LIST_DIR}/game-async.cmake)
