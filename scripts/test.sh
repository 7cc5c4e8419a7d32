#!/bin/sh
# Set everything up and run every test; arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

sh scripts/setup.sh
install_requirements requirements-dev.txt
sh scripts/browser.sh
exec .venv/bin/python -m pytest "$@"
