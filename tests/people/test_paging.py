"""Links to the pages of a list."""

from django.core.paginator import Paginator

from people.paging import PageLink, page_links


def links(*, rows, number):
    page = Paginator(range(rows), 10).get_page(number)
    return page_links(page, address="/list/", asked={"q": "word"})


def test_one_page_needs_none():
    assert links(rows=10, number=1) == ()


def test_each_keeps_what_was_asked():
    assert links(rows=11, number=2) == (
        PageLink(label="1", href="/list/?q=word", current=False),
        PageLink(label="2", href="/list/?q=word&page=2", current=True),
    )


def test_of_many_those_at_the_ends_and_near_are_linked():
    shown = links(rows=4000, number=200)
    assert [link.label for link in shown] == [
        *("1", "2", "…", "197", "198", "199", "200", "201", "202", "203", "…", "399", "400")
    ]
    assert [link.label for link in shown if not link.href] == ["…", "…"]
    assert [link.label for link in shown if link.current] == ["200"]
