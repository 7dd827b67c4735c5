"""Records as ROR writes them, of organisations that nobody has founded."""

import json

from curation.ror.parse import ADDRESS, ALPHABET


def number(value: int) -> str:
    """A number of ROR's with its two check digits: of ISO/IEC 7064, MOD 97-10."""
    signs, rest = "", value
    for _place in range(6):
        rest, sign = divmod(rest, 32)
        signs = ALPHABET[sign] + signs
    return f"0{signs}{98 - value * 100 % 97:02}"


GUILD, UNION, LEAGUE = number(1), number(2), number(3)


def name(text, *types, lang="en"):
    return {"value": text, "types": list(types), "lang": lang}


def record(ror=GUILD, display="Guild of Map Keepers", **changes):
    """A record of which the test says what matters to it."""
    return {
        "admin": {"created": {"date": "2024-01-02", "schema_version": "2.0"}},
        "domains": [],
        "established": 1901,
        "external_ids": [],
        "id": f"{ADDRESS}{ror}",
        "links": [],
        "locations": [],
        "names": [name(display, "ror_display", "label")],
        "relationships": [],
        "status": "active",
        "types": ["nonprofit"],
    } | changes


def location(geonames_id=1, town="Mapton", country="GB", lat=52.0, lng=-1.0):
    details = {"name": town, "country_code": country, "lat": lat, "lng": lng}
    return {"geonames_id": geonames_id, "geonames_details": details}


def relation(kind, ror, label="Other"):
    return {"type": kind, "id": f"{ADDRESS}{ror}", "label": label}


def website(address):
    return {"type": "website", "value": address}


def as_file(*records):
    return json.dumps(records).encode()
