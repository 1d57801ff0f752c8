# Brings the files of a package into the form that Debian wants, which is not everybody's. CPack runs
# this when it has installed them and before it packs them.
set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}${CPACK_INSTALL_PREFIX}/share)
set(documents ${share}/doc/game)

file(RENAME ${documents}/LICENSE ${documents}/copyright)
file(MAKE_DIRECTORY ${share}/zsh/vendor-completions)
file(GLOB completions ${share}/zsh/site-functions/*)
file(COPY ${completions} DESTINATION ${share}/zsh/vendor-completions)
file(REMOVE_RECURSE ${share}/zsh/site-functions)

# Debian wants all documents in one place.
file(RENAME ${share}/game/scenarios/bots/README.md ${documents}/README.bots.md)

# For the scenarios of the systemd units.
file(MAKE_DIRECTORY ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/etc/game)

# It names the compiler, of which nobody has any use.
file(GLOB programs ${CPACK_TEMPORARY_INSTALL_DIRECTORY}${CPACK_INSTALL_PREFIX}/bin/*
     ${CPACK_TEMPORARY_INSTALL_DIRECTORY}${CPACK_INSTALL_PREFIX}/libexec/game/*)
execute_process(COMMAND strip --remove-section=.comment --remove-section=.note ${programs}
                COMMAND_ERROR_IS_FATAL ANY)

# The package is not one of Debian's own, whose first upload closes a bug report; a library has a slip; and libraries
# that are linked statically are meant to be, so that `game` starts sooner, and can be copied as one file.
file(WRITE ${share}/lintian/overrides/game
"game: initial-upload-closes-no-bugs
game: embedded-library ncurses *
game: spelling-error-in-binary dimentional dimensional *
")

configure_file(${CPACK_GAME_CHANGELOG} ${documents}/changelog.Debian COPYONLY)
file(GLOB manuals ${share}/man/*/*)
execute_process(COMMAND gzip -9nf ${manuals} ${documents}/changelog.Debian
                COMMAND_ERROR_IS_FATAL ANY)

# Whatever the umask of who packs.
execute_process(COMMAND chmod -R u=rwX,go=rX ${CPACK_TEMPORARY_INSTALL_DIRECTORY}
                COMMAND_ERROR_IS_FATAL ANY)
