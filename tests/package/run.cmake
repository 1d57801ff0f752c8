# Builds and runs the small project: cmake -DBUILD=… -DSOURCE=… -DWORK=… -DCMAKE_CXX_COMPILER=… -P run.cmake
cmake_minimum_required(VERSION 3.25)
set(here ${CMAKE_CURRENT_LIST_DIR})

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(check_output expected)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
  if(NOT output STREQUAL expected)
    message(FATAL_ERROR "${ARGN}: got ${output}")
  endif()
endfunction()

set(pieces "run begins\nrun is in the middle\nrun ends\nrun in pieces\n")
set(configure ${CMAKE_COMMAND} -G Ninja -S ${here} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
    -DEXAMPLES=${SOURCE}/common/async/examples)
file(REMOVE_RECURSE ${WORK})

message("-- find_package")
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix --component development)
run(${configure} -B ${WORK}/installed -DCMAKE_PREFIX_PATH=${WORK}/prefix)
run(${CMAKE_COMMAND} --build ${WORK}/installed)
check_output("${pieces}" ${WORK}/installed/tiny)
check_output("one two\n" ${WORK}/installed/listing)

message("-- a forgotten co_await")
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/installed --target forgotten
                RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0 OR NOT output MATCHES "nodiscard")
  message(FATAL_ERROR "it is not found: ${output}")
endif()

message("-- add_subdirectory")
run(${configure} -B ${WORK}/subdirectory -DSOURCE=${SOURCE} -DCMAKE_BUILD_TYPE=None)
run(${CMAKE_COMMAND} --build ${WORK}/subdirectory --target tiny)
check_output("${pieces}" ${WORK}/subdirectory/tiny)
