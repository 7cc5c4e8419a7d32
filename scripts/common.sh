# Sourced by the other scripts, after `cd` to the project's folder.

fail() {
    echo "$1" >&2
    exit 1
}

# Install the locked packages of $1, unless this very list is installed already.
install_requirements() {
    installed=.venv/$1.installed
    cmp -s "$1" "$installed" && return
    echo "Installing the packages of $1 (about a minute)…"
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --retries 2 \
        --require-hashes -r "$1" >.venv/pip.log 2>&1 || explain_pip_failure "$1"
    cp "$1" "$installed"
}

explain_pip_failure() {
    if grep -qE 'No space left' .venv/pip.log; then
        fail "The disk is full: free about 1 GB and run the command again."
    elif grep -qE 'NewConnectionError|NameResolutionError|Temporary failure|timed out|ProxyError|SSLError|Connection' .venv/pip.log; then
        fail "No network: the Python package index cannot be reached. Connect and run the command again (log: .venv/pip.log)."
    fi
    fail "Cannot install the packages of $1: $(grep -m 1 ERROR .venv/pip.log || tail -n 1 .venv/pip.log) (log: .venv/pip.log)"
}
