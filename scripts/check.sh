#!/bin/sh
# What can be said about the code without running it? Stops at the first thing to mend.
set -eu
PATH="$PWD/.venv/bin:$PATH"

say() { printf '\n== %s\n' "$*"; }

say "Format and lint"
ruff format --check .
ruff check .

say "Types"
mypy .

say "Imports between and inside the rooms"
lint-imports

say "Templates"
djlint --lint --quiet templates
find templates -name '*.html' -exec djade --target-version 5.2 --check {} +

say "Migrations and Django's own checks"
python manage.py makemigrations --check --dry-run
python manage.py check --fail-level WARNING
env DEBUG=0 SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    ALLOWED_HOSTS=example.org EMAIL_HOST=mail.example.org DEFAULT_FROM_EMAIL=cpd@example.org \
    python manage.py check --deploy --fail-level WARNING

say "All is well"
