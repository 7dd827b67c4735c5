"""May a calendar be asked for at this address, and where on the network is that?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, auto
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit

HTTPS = 443
LONGEST_ADDRESS = 2_000  # characters
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_HOST = re.compile(r"[a-z0-9._-]{1,253}|[0-9a-f:.]{2,45}")  # a name, or IPv6
_KEPT = "/%:?#[]@!$&'()*+,;=~"  # in a path and a query, as they are written
_WORDS_FOR_HTTPS = {"https", "webcal", "webcals"}
# A public address may stand inside these. Older ways of wrapping one are refused as a whole.
_TRANSLATED = ip_network("64:ff9b::/96")  # NAT64, RFC 6052
_WRAPPED = (
    ip_network("2002::/16"),  # 6to4
    ip_network("2001::/32"),  # Teredo
    ip_network("::/96"),  # IPv4-compatible, withdrawn
    ip_network("64:ff9b:1::/48"),  # NAT64 inside a network
)


class Refusal(StrEnum):
    """Why an address is not asked, or what it gave is not taken."""

    BAD_ADDRESS = auto()
    NOT_HTTPS = auto()
    PASSWORD_IN_ADDRESS = auto()
    OTHER_PORT = auto()
    NOT_PUBLIC = auto()
    TOO_MANY_REDIRECTS = auto()
    WEB_PAGE = auto()
    OTHER_KIND = auto()
    PACKED = auto()
    TOO_LARGE = auto()


class FetchRefusedError(Exception):
    """The address is not asked, or its answer not taken, because. Asking again changes nothing."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason.value}: {detail}")


@dataclass(frozen=True, slots=True)
class Target:
    """A web address in its parts: the host as DNS knows it, path and query as HTTP writes them."""

    host: str
    path: str

    @property
    def address(self) -> str:
        """The whole address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"https://{host}{self.path}"

    def lead_to(self, location: str) -> str:
        """The address that an answer from here sends to. Raises `FetchRefusedError`."""
        try:
            return urljoin(self.address, location)
        except ValueError as error:
            raise FetchRefusedError(Refusal.BAD_ADDRESS, location) from error


def read_target(address: str) -> Target:
    """The parts of an address. Raises `FetchRefusedError`."""
    address = address.strip()
    if len(address) > LONGEST_ADDRESS or _UNSEEN.search(address):
        raise FetchRefusedError(Refusal.BAD_ADDRESS, address[:LONGEST_ADDRESS])
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchRefusedError(Refusal.BAD_ADDRESS, address) from error
    if parts.scheme not in _WORDS_FOR_HTTPS:
        raise FetchRefusedError(Refusal.NOT_HTTPS, address)
    if not host:
        raise FetchRefusedError(Refusal.BAD_ADDRESS, address)
    if parts.username is not None or parts.password is not None:
        raise FetchRefusedError(Refusal.PASSWORD_IN_ADDRESS, host)
    if port not in {None, HTTPS}:
        raise FetchRefusedError(Refusal.OTHER_PORT, address)
    query = f"?{parts.query}" if parts.query else ""
    return Target(_as_dns_knows(host), quote((parts.path or "/") + query, safe=_KEPT))


def check_public(found: Iterable[str]) -> tuple[str, ...]:
    """The addresses that a name stands for, where all of them are public.

    One that is not gives the name away: raises `FetchRefusedError`.
    """
    addresses = tuple(found)
    for address in addresses:
        if not _is_public(ip_address(address)):
            raise FetchRefusedError(Refusal.NOT_PUBLIC, address)
    return addresses


def _as_dns_knows(host: str) -> str:
    try:
        known = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise FetchRefusedError(Refusal.BAD_ADDRESS, host) from error
    if not _HOST.fullmatch(known):
        raise FetchRefusedError(Refusal.BAD_ADDRESS, host)
    return known


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.scope_id or any(address in wrapped for wrapped in _WRAPPED):
            return False
        inner = address.ipv4_mapped
        if address in _TRANSLATED:
            inner = IPv4Address(address.packed[-4:])
        if inner is not None:
            return _is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
