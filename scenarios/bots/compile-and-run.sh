#!/bin/sh
# Runs a program in C or C++ as if it were a script:  sh compile-and-run.sh SOURCE [ARGUMENTS]
# This folder may be read-only, so the program lies in a temporary one.
source=$1
shift

case $source in
    *.cpp) compiler=${CXX:-c++} package=g++ ;;
    *) compiler=${CC:-cc} package=gcc ;;
esac
if ! command -v "${compiler%% *}" >/dev/null; then
    echo "$source needs a compiler, and there is no ${compiler%% *}: install $package" >&2
    exit 127
fi

folder=$(mktemp -d) || exit
trap 'rm -rf "$folder"' EXIT
# The same signal goes to the program, since it goes to our whole group.
trap 'exit 143' TERM
trap 'exit 130' INT

$compiler -O1 -o "$folder/program" "$source" || exit
"$folder/program" "$@"
