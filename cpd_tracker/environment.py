"""How are settings read from the environment? Strictly: a wrong value stops the start."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
HIGHEST_PORT = 65535


def read_text(name: str, default: str = "") -> str:
    """The variable's value without surrounding space, or the default where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def read_flag(name: str) -> bool | None:
    """True for 1, False for 0, None where unset. Anything else stops the start."""
    value = read_text(name)
    flags = {"": None, "1": True, "0": False}
    if value not in flags:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not “{value}”.")
    return flags[value]


def read_port(name: str, default: int) -> int:
    """The variable as the number of a port, or the default where it is unset or empty."""
    value = read_text(name, str(default))
    is_short = value.isdecimal() and len(value) <= len(str(HIGHEST_PORT))
    if not (is_short and 1 <= int(value) <= HIGHEST_PORT):
        raise ImproperlyConfigured(f"{name} must be from 1 to {HIGHEST_PORT}, not “{value}”.")
    return int(value)


def read_list(name: str) -> list[str]:
    """The comma-separated values of the variable."""
    return [part.strip() for part in read_text(name).split(",") if part.strip()]


def demand(*names: str) -> None:
    """Stop the start, naming every variable of `names` that is unset."""
    missing = [name for name in names if not read_text(name)]
    if missing:
        raise ImproperlyConfigured(
            f"DEBUG=0 means a deployed site, which also needs: {', '.join(missing)}. "
            "docs/deploying.md says what each is for."
        )


def refuse_weak(key: str, hosts: list[str]) -> None:
    """Stop the start of a deployed site that could be forged, or that answers to any name."""
    if len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"SECRET_KEY must have {SHORTEST_KEY} characters or more.")
    if any("*" in host for host in hosts):
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's hosts, without “*”.")


def make_private(folder: Path) -> Path:
    """The folder, made for its owner's eyes only where there is none."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep_secret_key(path: Path) -> str:
    """The key in `path`, made at the first start with mode 0600."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text().strip()
        if len(key) < SHORTEST_KEY:
            raise ImproperlyConfigured(
                f"{path} holds no usable key. Delete it and start again: a new one will be made."
            ) from None
        return key
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key
