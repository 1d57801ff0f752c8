# `cpack -G DEB` in the build folder makes game_VERSION_ARCHITECTURE.deb, with both programs.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME game)
set(CPACK_PACKAGE_CONTACT "the game and players authors <authors@game.example>")
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
# So that what names its own place, as the systemd unit does, learns the final one.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
# Without the component `development`, which is the library for other projects.
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};game;Unspecified;/")
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/check-tools.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/debianize.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What some of the installed scenarios launch.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "curl, g++, gcc, nodejs, python3")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "launch programs at their times and relay what they write")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"game launches many programs at the times that a scenario says, relays every
line that they write, tells the time, and stops when the last of them has
ended. It loses no line and leaves no process behind. Any program in any
language can be launched: bot matches, demonstrations, classes on asynchronous
programming, load tests.
.
players is a program to begin with: it plays two people who make random moves.")

configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.in package/changelog @ONLY)
set(CPACK_GAME_CHANGELOG ${CMAKE_CURRENT_BINARY_DIR}/package/changelog)
include(CPack)
