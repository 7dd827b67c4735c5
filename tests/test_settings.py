"""Does the house start on anything sensible, and refuse anything else with clear words?

Each test reads the settings as a start does: in a process of its own, with its own environment.
"""

import json
import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings as current

SHOW = """
import json
from cpd_tracker import settings
names = {names!r}
print(json.dumps({{name: getattr(settings, name, None) for name in names}}))
"""
OURS = (
    "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "BEHIND_PROXY", "DATA_DIR",
    "REGISTRATION_OPEN",
)  # fmt: skip
KEY = "k" * 50
DEPLOYED = {
    "DEBUG": "0",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "cpd.example.org, www.cpd.example.org",
    "EMAIL_HOST": "mail.example.org",
    "DEFAULT_FROM_EMAIL": "cpd@example.org",
}


@pytest.fixture
def start(tmp_path):
    """Starts with the variables given and nothing else set; data lie in a folder not yet made."""

    def run(*names, **variables):
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in OURS and not name.startswith(("EMAIL_", "DJANGO_"))
        }
        return subprocess.run(
            [sys.executable, "-c", SHOW.format(names=names)],
            cwd=current.BASE_DIR,
            env={**environment, "DATA_DIR": str(tmp_path / "data"), **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def shown(result):
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def refused(result):
    """The last line of the error: what somebody reads."""
    assert result.returncode == 1
    last = result.stderr.strip().splitlines()[-1]
    prefix = "django.core.exceptions.ImproperlyConfigured: "
    assert last.startswith(prefix)
    return last.removeprefix(prefix)


def test_nothing_set_serves_this_machine_only(start, tmp_path):
    settings = shown(start("DEBUG", "ALLOWED_HOSTS", "SECRET_KEY", "SESSION_COOKIE_SECURE"))
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert settings["SESSION_COOKIE_SECURE"] is False  # there is no https on loopback
    assert len(settings["SECRET_KEY"]) >= 50


def test_the_key_is_private_and_kept(start, tmp_path):
    first = shown(start("SECRET_KEY"))
    file = tmp_path / "data" / "secret_key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == first["SECRET_KEY"]
    assert shown(start("SECRET_KEY")) == first


def test_a_damaged_key_is_not_used(start, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret_key").write_text("short")
    assert refused(start()).endswith(
        "secret_key holds no usable key. Delete it and start again: a new one will be made."
    )


def test_sqlite_is_set_up_for_several_writers(start, tmp_path):
    database = shown(start("DATABASES"))["DATABASES"]["default"]
    assert database["NAME"] == str(tmp_path / "data" / "cpd_tracker.sqlite3")
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }


def test_debug_pages_when_asked_for(start):
    assert shown(start("DEBUG", DEBUG="1")) == {"DEBUG": True}


def test_deployed_without_its_secrets_names_all_of_them(start):
    assert refused(start(DEBUG="0", EMAIL_HOST="mail.example.org")) == (
        "DEBUG=0 means a deployed site, which also needs: "
        "SECRET_KEY, ALLOWED_HOSTS, DEFAULT_FROM_EMAIL. "
        "docs/deploying.md says what each is for."
    )


def test_deployed_is_strict(start, tmp_path):
    names = (
        "DEBUG",
        "ALLOWED_HOSTS",
        "CSRF_TRUSTED_ORIGINS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "EMAIL_BACKEND",
        "EMAIL_USE_TLS",
        "SECURE_PROXY_SSL_HEADER",
    )
    assert shown(start(*names, **DEPLOYED)) == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["cpd.example.org", "www.cpd.example.org"],
        "CSRF_TRUSTED_ORIGINS": ["https://cpd.example.org", "https://www.cpd.example.org"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "EMAIL_BACKEND": "mailer.backend.DbBackend",
        "EMAIL_USE_TLS": True,
        "SECURE_PROXY_SSL_HEADER": None,  # a header that anybody can send is not believed
    }
    assert not (tmp_path / "data" / "secret_key").exists()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "k" * 49, "SECRET_KEY must have 50 characters or more."),
        (
            "ALLOWED_HOSTS",
            "a.example.org,*",
            "ALLOWED_HOSTS must name the site's hosts, without “*”.",
        ),
    ],
)
def test_deployed_refuses_what_is_weak(start, name, value, words):
    assert refused(start(**DEPLOYED | {name: value})) == words


def test_only_deployed_are_ports_of_hosts_refused(start):
    middleware = "cpd_tracker.middleware.HostMiddleware"
    assert middleware in shown(start("MIDDLEWARE", **DEPLOYED))["MIDDLEWARE"]
    assert middleware not in shown(start("MIDDLEWARE"))["MIDDLEWARE"]


def test_data_are_private(start, tmp_path):
    shown(start())
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_limits_on_tries_are_counted_where_all_workers_look(start, tmp_path):
    assert shown(start("CACHES"))["CACHES"]["default"] == {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(tmp_path / "data" / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }


def test_a_proxy_is_believed_only_when_named(start):
    settings = shown(
        start(
            "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT", BEHIND_PROXY="1", **DEPLOYED
        )
    )
    assert settings == {
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    }


@pytest.mark.parametrize(
    ("variables", "is_open"), [({}, True), ({"REGISTRATION_OPEN": "0"}, False)]
)
def test_registration_is_open_unless_it_is_switched_off(start, variables, is_open):
    assert shown(start("REGISTRATION_OPEN", **variables)) == {"REGISTRATION_OPEN": is_open}


def test_postgresql_by_address(start):
    address = "postgres://reader:secret@db.example.org:5433/cpd"  # a made-up one
    database = shown(start("DATABASES", DATABASE_URL=address))["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == (
        "db.example.org",
        5433,
        "cpd",
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DEBUG", "yes", "DEBUG must be 0 or 1, not “yes”."),
        ("DEBUG", "False", "DEBUG must be 0 or 1, not “False”."),
        ("BEHIND_PROXY", "nginx", "BEHIND_PROXY must be 0 or 1, not “nginx”."),
        ("REGISTRATION_OPEN", "no", "REGISTRATION_OPEN must be 0 or 1, not “no”."),
        ("EMAIL_PORT", "smtp", "EMAIL_PORT must be from 1 to 65535, not “smtp”."),
        ("EMAIL_PORT", "0", "EMAIL_PORT must be from 1 to 65535, not “0”."),
        ("EMAIL_PORT", "65536", "EMAIL_PORT must be from 1 to 65535, not “65536”."),
    ],
)
def test_a_wrong_value_stops_the_start(start, name, value, words):
    assert refused(start(**{name: value})) == words


@pytest.mark.parametrize(
    "address", ["nonsense", "oracle-ish://x", "postgres://u:p@host:port/name", "//", "sqlite"]
)
def test_a_wrong_database_address_stops_the_start(start, address):
    words = refused(start(DATABASE_URL=address))
    assert words.startswith("DATABASE_URL is not a database address: ")


def test_a_password_in_a_wrong_database_address_is_not_printed(start):
    result = start(DATABASE_URL="postgress://reader:s3cret@db.example.org/cpd")
    refused(result)
    assert "s3cret" not in result.stderr
