#!/bin/sh
# Everything about the code that needs no running archive. Stops at the first complaint.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

sh scripts/setup.sh
install_requirements requirements-dev.txt
PATH="$(pwd)/.venv/bin:$PATH"

complain_about() {
    if grep -rnE "$2" --include="$3" archive config persian search static/css templates; then
        fail "$1"
    fi
}

ruff check
ruff format --check
mypy
find templates -name '*.html' -exec djade --check --target-version 5.2 {} +
complain_about "Use logical properties, not left and right." \
    '(^|[^-a-z])(left|right)([^-a-z]|$)|-(left|right)' '*.css'
complain_about "Markup comes from autoescaped templates, never from marked strings." \
    '\|[[:space:]]*safe([^a-z]|$)|mark_safe|autoescape off' '*.html'
complain_about "Markup comes from autoescaped templates, never from marked strings." \
    'mark_safe|\bSafeString\(' '*.py'
complain_about "The Content-Security-Policy forbids inline style and script." \
    '[[:space:]](style|on[a-z]+)="|<style|<script>' '*.html'

data_dir=$(mktemp -d)
trap 'rm -rf "$data_dir"' EXIT
export DATA_DIR="$data_dir" SITE_HTTPS=1 SITE_URL=https://archive.example ALLOWED_HOSTS=archive.example
python manage.py makemigrations --check --dry-run
python manage.py check --deploy --fail-level WARNING
