"""Which text can be printed as it stands, and what stands for the rest?

A character without a glyph would stop the whole PDF, since PDF/A and PDF/UA forbid it. So such
characters are replaced visibly before a report is set, and counted.
"""

import re
import unicodedata

from reports.fonts import TEXT_FONT, families_of

REPLACEMENT = "\ufffd"

# Unicode's Default_Ignorable_Code_Point without the two joiners: nothing of them is ever seen,
# but the directional ones among them could turn the text that follows them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")  # every run of space but the no-break ones
_JOINERS = "\u200c\u200d"
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_UNPRINTABLE = {"Cc", "Cn", "Co", "Cs"}  # controls, unassigned, private use, half a character


def clean_text(text: str) -> tuple[str, int]:
    """A text that the fonts can print, and the number of characters replaced by "\ufffd" in it.

    Lines are joined, runs of space become one, invisible and directional marks go.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", _SPACES.sub(" ", text)))
    if text.isascii() and text.isprintable():
        return text, 0
    return _replace_unprintable(text)


def as_heading(text: str) -> str:
    """A text that somebody wrote, where one must be seen."""
    return text.strip() or REPLACEMENT


def clean_plainly(text: str) -> tuple[str, int]:
    """The same for the one font of ordinary text: less comes out, but nothing can go wrong."""
    text, before = clean_text(text)
    printed = [each if TEXT_FONT in families_of(each) else REPLACEMENT for each in text]
    return "".join(printed), max(before, printed.count(REPLACEMENT))


def continues(character: str) -> bool:
    """Whether a character belongs to the one before it: a mark, a joiner, a skin tone."""
    return (
        unicodedata.category(character).startswith("M")
        or character in _JOINERS
        or character in _SKIN_TONES
    )


def _replace_unprintable(text: str) -> tuple[str, int]:
    """Replace what no font has, and each mark that no font has together with its base."""
    printed: list[str] = []
    replaced = 0
    fonts: frozenset[str] = frozenset()  # those that can print the cluster so far
    joiner = ""
    for character in text:
        if character in _JOINERS:
            joiner = character
            continue
        own = _families(character)
        together = fonts & own if joiner or continues(character) else own
        if together:
            printed += joiner, character
            fonts = together
        elif own and not continues(character):  # what the joiner joined is printed side by side
            printed.append(character)
            fonts = own
        else:
            printed.append(REPLACEMENT)
            fonts = families_of(REPLACEMENT)
            replaced += 1
        joiner = ""
    return "".join(printed), replaced


def _families(character: str) -> frozenset[str]:
    unprintable = unicodedata.category(character) in _UNPRINTABLE
    return frozenset() if unprintable else families_of(character)
