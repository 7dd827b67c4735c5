"""Which characters can be printed, and how wide are they?

The fonts come out of wheels, so that a report looks the same on every machine and needs nothing
of the system: Noto (`manimgx-fonts`), Amiri for Arabic (`fontpkg-amiri`), DejaVu Sans for signs
(`ziafont`, for its font only). docs/decisions/pdf.md says why these.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont

_NOTO, _AMIRI, _DEJAVU = "manimgx_fonts", "fontpkg_amiri/files", "ziafont/fonts"
_NOTO_SCRIPTS = (
    "Hebrew", "Armenian", "Georgian", "Ethiopic", "Devanagari", "Bengali", "Gurmukhi", "Gujarati",
    "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Khmer",
    "Myanmar",
)  # fmt: skip

TEXT_FONT = "Noto Sans"
_FILES = {
    TEXT_FONT: (_NOTO, "NotoSans[wght].ttf"),
    "Amiri": (_AMIRI, "Amiri-Regular.ttf"),
    **{f"Noto Sans {name}": (_NOTO, f"NotoSans{name}[wght].ttf") for name in _NOTO_SCRIPTS},
    "Noto Emoji": (_NOTO, "NotoEmoji[wght].ttf"),
    "Noto Sans Symbols": (_NOTO, "NotoSansSymbols[wght].ttf"),
    "DejaVu Sans": (_DEJAVU, "DejaVuSans.ttf"),
}
FAMILIES = tuple(_FILES)
"""The families in the order in which they are tried for a character."""


def font_folders() -> tuple[Path, ...]:
    """The folders that hold the fonts."""
    return tuple(map(_folder, (_NOTO, _AMIRI, _DEJAVU)))


@cache
def advances(family: str) -> Mapping[int, float]:
    """The width of each character that a family has, in em, by its code point."""
    folder, name = _FILES[family]
    with TTFont(_folder(folder) / name, lazy=True) as font:
        widths, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}


@cache
def families_of(character: str) -> frozenset[str]:
    """The families that have a character."""
    return frozenset(family for family in FAMILIES if ord(character) in advances(family))


@cache
def advance(character: str) -> float:
    """The width of a character in em, in the first family that has it; 1 if none has."""
    code = ord(character)
    return next((advances(name)[code] for name in FAMILIES if code in advances(name)), 1.0)


def _folder(inside: str) -> Path:
    package, *rest = inside.split("/")
    return Path(str(files(package).joinpath(*rest)))
