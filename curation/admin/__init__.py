"""How do curators look after the whole? What its own room shows of the catalogue, and more."""

from curation.admin import benefits, organisations

__all__ = ["benefits", "organisations"]
