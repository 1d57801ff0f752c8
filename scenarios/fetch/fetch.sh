#!/bin/sh
# Fetches a file and says how long it took:  sh fetch.sh FILE
url=${FETCH_URL:-http://127.0.0.1:8000}/$1

said=$(curl --silent --show-error --fail --location --noproxy 127.0.0.1 --output /dev/null \
    --write-out '%{size_download} bytes in %{time_total} s' "$url")
code=$?
if [ "$code" -eq 0 ]; then
    echo "$said"
elif [ "$code" -eq 7 ] && [ -z "${FETCH_URL:-}" ]; then
    echo "start the server first: python3 $PWD/slow-server.py" >&2
fi
exit "$code"
