"""What somebody wrote, or pasted, is shown and does nothing."""

import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.markdown import ATTRIBUTES, TAGS, render_markdown

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<style>@import 'https://evil.example/'</style>",
    "<iframe src=https://evil.example></iframe>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](  javascript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](vbscript:x)",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](file:///etc/passwd)",
    "[a](//evil.example/)",
    "[a](/account/logout/)",
    "[a](https:javascript:alert(1))",
    '[a](https://example.org "x\\" onclick=\\"alert(1)")',
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "![picture](https://evil.example/pixel.png)",
    "![picture](data:image/svg+xml,<svg/onload=alert(1)>)",
    "[![in a link](https://evil.example/p.png)](https://example.org)",
    "`<b>` ```\n<script>\n```",
    "```<script>\nx\n```",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!-- --!> <script>alert(1)</script> -->",
    "a\x00b <\x00script>",
    "\u202ejavascript:\u202c",
]
NESTED = ["[", "![", "[a](", "*a ", "**a _b ", "> ", "- ", "1. ", "`", "<", "<a", "_", "~", "a**"]


class Reader(HTMLParser):
    """Every tag with its attributes, and every text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def assert_harmless(text):
    for tag, attributes in Reader(render_markdown(text)).tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        if tag == "a":
            assert urlsplit(attributes["href"]).scheme in {"http", "https", "mailto"}
            assert attributes["rel"] == "noopener noreferrer nofollow"


@pytest.mark.parametrize("text", ATTACKS)
def test_attacks_are_text(text):
    assert_harmless(text)


@given(st.lists(st.sampled_from([*ATTACKS, *NESTED, "\n", "\n\n", "    ", "# "]), max_size=8))
def test_attacks_in_attacks_are_text(parts):
    assert_harmless("".join(parts))


@given(st.text())
def test_no_text_is_too_odd(text):
    assert_harmless(text)


@pytest.mark.parametrize("sign", NESTED)
def test_hostile_nesting_takes_no_time(sign):
    begins = time.monotonic()
    assert_harmless((sign * 20_000)[:20_000])
    assert time.monotonic() - begins < 20


def test_what_it_is_for():
    text = (
        "One *two* **three**\nfour\n\n- a\n- b\n\n3. c\n\n> d\n\n[e](https://example.org/?a=1&b=2)"
    )
    assert render_markdown(text) == (
        "<p>One <em>two</em> <strong>three</strong><br>\nfour</p>\n"
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
        '<ol start="3">\n<li>c</li>\n</ol>\n'
        "<blockquote>\n<p>d</p>\n</blockquote>\n"
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer nofollow">e</a>'
        "</p>\n"
    )


def test_a_picture_is_a_link_to_it():
    assert render_markdown("![The hall](https://example.org/hall.png)") == (
        '<p>!<a href="https://example.org/hall.png" rel="noopener noreferrer nofollow">The hall</a>'
        "</p>\n"
    )


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a", [3]),
        ("###### a", [3]),
        ("# a\n### b\n## c\n#### d\n# e", [3, 4, 4, 5, 3]),
        ("### a\n# b", [3, 3]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", [3, 4, 5, 6, 6, 6]),
        ("a\n===\n\nb\n---", [3, 4]),
    ],
)
def test_headings_stand_below_those_of_the_page(text, levels):
    tags = [tag for tag, _ in Reader(render_markdown(text)).tags]
    assert tags == [f"h{level}" for level in levels]
