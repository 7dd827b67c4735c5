"""How is text made alike for searching?"""

import unicodedata


def fold(text: str) -> str:
    """The text without case and accents: “Café Ö” and “cafe o” are found by each other."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def search_key(text: str) -> str:
    """Folded words with a space between: “St Ives” and “ST. IVES”, “King's” and “kings” alike."""
    joined = "".join(char for char in fold(text) if char not in "'’")
    return " ".join("".join(char if char.isalnum() else " " for char in joined).split())
