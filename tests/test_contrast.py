"""Can everybody read it, in both themes? WCAG 2.2: text 4.5, edges of controls and pictures 3."""

import re

import pytest
from django.conf import settings

STYLES = (settings.BASE_DIR / "static" / "css" / "cpd.css").read_text()
THEMES = {
    theme: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for theme, block in zip(
        ("light", "dark"), re.findall(r":root \{[^}]*--paper: [^}]*\}", STYLES), strict=True
    )
}
GROUNDS = ("paper", "surface")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-soft", "accent", "warning") for ground in GROUNDS),
    ("accent-strong", "paper"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("ink", "heat-1"),
    ("ink", "heat-2"),
    ("ink", "heat-3"),
    ("heat-ink-4", "heat-4"),
    ("heat-ink-5", "heat-5"),
]
EDGES = [("edge", "paper"), ("edge", "surface"), ("accent", "paper"), ("accent", "line")]


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_and_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(theme, ink, ground):
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_can_be_seen(theme, edge, ground):
    assert contrast(THEMES[theme][edge], THEMES[theme][ground]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_steps_of_heat_go_one_way(theme):
    steps = [
        luminance(THEMES[theme][name]) for name in ("paper", *(f"heat-{n}" for n in range(1, 6)))
    ]
    assert steps == sorted(steps, reverse=theme == "light")
