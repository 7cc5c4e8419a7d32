#!/bin/sh
# See to it that the browser tests find a Chromium: the system's, Playwright's own, or Debian's.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

has_system_browser() {
    command -v chromium >/dev/null || command -v google-chrome >/dev/null
}

playwright_browser_starts() {
    .venv/bin/python - >>.venv/browser.log 2>&1 <<'PYTHON'
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    playwright.chromium.launch(args=["--no-sandbox"]).close()
PYTHON
}

has_system_browser && exit
playwright_browser_starts && exit
echo "Fetching a browser for the tests…"
.venv/bin/python -m playwright install chromium >.venv/browser.log 2>&1 &&
    playwright_browser_starts && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    {
        apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes chromium
    } >>.venv/browser.log 2>&1 || true
    has_system_browser && exit
fi
fail "The browser tests need Chromium. Install it (apt install chromium, or your system's package) and run the command again (log: .venv/browser.log)."
