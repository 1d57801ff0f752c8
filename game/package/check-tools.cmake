# Run by CPack before it makes the package. Without these programs it would fail without saying what to
# install, or make a package without dependencies.
foreach(tool file dpkg-shlibdeps)
  find_program(found_${tool} ${tool})
  if(NOT found_${tool})
    message(FATAL_ERROR "${tool} is missing. Please install what makes Debian packages: "
                        ".ci/install-packages package (or: apt-get install file dpkg-dev)")
  endif()
endforeach()
