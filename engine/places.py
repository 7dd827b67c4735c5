"""How names out of a problem are written in messages: short, and safe for any terminal."""

import json

LONGEST_SHOWN = 60


def quoted(text: str) -> str:
    """Return the text in quotation marks, cut where it is long, odd characters escaped."""
    if len(text) > LONGEST_SHOWN:
        return f"{quoted(text[:LONGEST_SHOWN])}..."
    return f'"{text}"' if text.isprintable() and '"' not in text else json.dumps(text)


def inside(place: str, name: str) -> str:
    """Return the place of what stands under this name within a place ("" is the whole)."""
    shown = name if name.isidentifier() and len(name) <= LONGEST_SHOWN else quoted(name)
    return f"{place}.{shown}" if place else shown
