"""How do curators keep the catalogue? Places and skills too: their writes raise its revision."""

from catalogue.admin import benefits, organisations, vocabulary

__all__ = ["benefits", "organisations", "vocabulary"]
