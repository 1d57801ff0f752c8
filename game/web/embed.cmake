# Writes a C++ source that holds the files of the page:
#
#     cmake -DFOLDER=page -DOUTPUT=page_files.cpp -P embed.cmake
cmake_minimum_required(VERSION 3.25)
set(type_html "text/html")
set(type_css "text/css")
set(type_js "text/javascript")
set(type_svg "image/svg+xml")
file(GLOB names RELATIVE ${FOLDER} ${FOLDER}/*.html ${FOLDER}/*.css ${FOLDER}/*.js ${FOLDER}/*.svg)
list(SORT names)

set(contents "")
set(table "")
foreach(name IN LISTS names)
  string(MAKE_C_IDENTIFIER "file_${name}" identifier)
  string(REGEX REPLACE ".*\\." "" extension "${name}")
  file(READ ${FOLDER}/${name} bytes HEX)
  file(SHA256 ${FOLDER}/${name} hash)
  string(SUBSTRING ${hash} 0 16 hash)
  # A long string literal: compilers read it faster than a list of numbers. Lines of 64 bytes.
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  string(REGEX REPLACE "(................................................................)"
         "\\1\"\n    \"" bytes "${bytes}")
  string(APPEND contents "constexpr char ${identifier}[] =\n    \"${bytes}\";\n")
  string(APPEND table
    "    {\"/${name}\", \"${type_${extension}}; charset=utf-8\", \"\\\"${hash}\\\"\", {${identifier}, sizeof ${identifier} - 1}},\n")
endforeach()

file(WRITE ${OUTPUT} "// Made from the files of the page by embed.cmake.
#include \"game/web/page_files.h\"

namespace game::web {
namespace {

${contents}
constexpr PageFile files[] = {
${table}};

}  // namespace

std::span<const PageFile> page_files() {
    return files;
}

}  // namespace game::web
")
