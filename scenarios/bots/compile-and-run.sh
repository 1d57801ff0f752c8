#!/bin/sh
# Runs a program in C as if it were a script:  sh compile-and-run.sh SOURCE [ARGUMENTS]
# This folder may be read-only, so the program lies in a temporary one.
source=$1
shift

folder=$(mktemp -d) || exit
trap 'rm -rf "$folder"' EXIT
# The same signal goes to the program, since it goes to our whole group.
trap 'exit 143' TERM
trap 'exit 130' INT

${CC:-cc} -O1 -o "$folder/program" "$source" || exit
"$folder/program" "$@"
