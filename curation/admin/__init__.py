"""How do curators look after the whole? What its own room shows of the catalogue, and more."""

from curation.admin import organisations

__all__ = ["organisations"]
