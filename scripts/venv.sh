#!/bin/sh
# Make the virtual environment with the Python given; says what to do where that cannot be.
set -eu
python=$1
[ -x .venv/bin/pip ] && exit 0
if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    sh scripts/apt.sh python3-venv
fi
"$python" -m venv .venv
