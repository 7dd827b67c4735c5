"""How is text made alike for searching?"""

import unicodedata


def fold(text: str) -> str:
    """The text without case and accents: “Café Ö” and “cafe o” are found by each other."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def search_key(text: str) -> str:
    """A place's name for searching: “ST. IVES” is “st ives”, “King's” is “kings”.

    Commas stay, as they part name, county and country.
    """
    parts = (_words(part) for part in fold(text).split(","))
    return ", ".join(part for part in parts if part)


def _words(text: str) -> str:
    joined = "".join(char for char in text if char not in "'’")
    return " ".join("".join(char if char.isalnum() else " " for char in joined).split())
