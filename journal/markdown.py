"""How is a text shown that somebody wrote in Markdown? As safe HTML.

What is written is never trusted, also not by its owner, who may have pasted it: HTML in it is text,
a link leads to a web page or a mail address and nowhere else, and a picture is only a link to it.
What comes out is cleaned once more, by another library.
"""

from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

SCHEMES = {"http", "https", "mailto"}
HIGHEST, LOWEST = 3, 6  # below a page's heading and that of the section
TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
    "strong", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
MOST_NESTED = 100  # lists in quotations in lists; what lies deeper is left out
LINK_REL = "noopener noreferrer nofollow"


def render_markdown(text: str) -> SafeString:
    """The text as HTML, its headings from `h3` on, none left out in between."""
    html = nh3.clean(
        _parser.render(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=LINK_REL,
    )
    return mark_safe(html)  # noqa: S308 - cleaned the line before


def parse_markdown(text: str) -> list[Token]:
    """The text as markdown-it's tokens, for whoever shows it otherwise than as HTML."""
    return _parser.parse(text)


def _leads_out(url: str) -> bool:
    """Whether a link leads to a whole web address or a mail address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.netloc or parts.scheme == "mailto")


def _lower_headings(state: StateCore) -> None:
    """Each heading one below that which it stands under, however many signs it has."""
    above: list[int] = []
    for token in state.tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(HIGHEST + len(above) - 1, LOWEST)}"


def _make_parser() -> MarkdownIt:
    options = {"html": False, "breaks": True, "maxNesting": MOST_NESTED}
    parser = MarkdownIt("commonmark", options).disable("image")
    parser.validateLink = _leads_out  # type: ignore[method-assign]  # as its documentation says
    parser.core.ruler.push("lower_headings", _lower_headings)
    return parser


_parser = _make_parser()
