"""How is text made alike for searching?"""

import unicodedata


def fold(text: str) -> str:
    """The text without case and accents: “Café Ö” and “cafe o” are found by each other."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
