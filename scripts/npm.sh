#!/bin/sh
# Install what package-lock.json names, if npm is there and it is not installed yet; the tests that need it skip without.
set -eu
[ node_modules/.package-lock.json -nt package-lock.json ] && exit 0
if ! command -v npm >/dev/null; then
    echo "npm is missing: the HTML checker's tests will be skipped." >&2
    exit 0
fi
npm ci --no-audit --no-fund --loglevel=error || echo "npm could not install the HTML checker: its tests will be skipped." >&2
touch -c node_modules/.package-lock.json
