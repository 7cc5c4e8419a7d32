#!/bin/sh
# Resolve requirements*.in into requirements*.txt, with hashes, for Python 3.11 on every system.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

sh scripts/setup.sh
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
.venv/bin/python -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv==0.13.9
for list in requirements requirements-dev; do
    "$tools/bin/uv" pip compile --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --system-certs --output-file $list.txt $list.in >/dev/null
done
