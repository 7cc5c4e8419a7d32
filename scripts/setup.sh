#!/bin/sh
# Make .venv with the locked packages and Persian's lexicon; does nothing when all is there.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

is_python_3_11() {
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in python3.11 python3 python \
        "$HOME"/.pyenv/versions/3.11*/bin/python "$HOME"/.local/bin/python3.11; do
        if is_python_3_11 "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "Python 3.11 is missing (found: $(python3 --version 2>/dev/null || echo none)). Install it (apt install python3.11 python3.11-venv, brew install python@3.11 or pyenv install 3.11) and run the command again."
}

make_environment() {
    python=$(find_python)
    mkdir -p .venv 2>/dev/null && [ -w .venv ] ||
        fail "Cannot write to $(pwd): make the folder writable, or clone the project into one of your own."
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        fail "Python's venv module is missing. Install it (apt install python3.11-venv) and run the command again."
    echo "Making the environment .venv…"
    "$python" -m venv --clear .venv >.venv.log 2>&1 ||
        fail "Cannot make .venv: $(tail -n 1 .venv.log) (log: .venv.log)"
    rm -f .venv.log
}

: "${HOME:=/}"
is_python_3_11 .venv/bin/python || make_environment
install_requirements requirements.txt
.venv/bin/python -m persian.build_lexicon
