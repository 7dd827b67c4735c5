"""How do curators look after the whole? What its own room shows of the catalogue, and more."""

from curation.admin import benefits, organisations, vocabulary

__all__ = ["benefits", "organisations", "vocabulary"]
