"""What led to this, and what did it lead to? Entries and steps in their order, ready to draw."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from journal.choices import StepState
from journal.models import Entry, Step
from journal.pages.through import marks
from people.figures import day

MOST_INDENTED = 3
Node = Entry | Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """An entry or a step in its chain. `mark` names its sign; `follows` what it comes after.

    That is said where it is not what stands above: where a step led to several entries.
    """

    mark: str
    what: str
    words: str
    note: str
    follows: str
    url: str
    current: bool
    indent: int


def load_chain(*, node: Node) -> tuple[ChainLink, ...]:
    """All that an entry or a step came from and led to, itself included. One query.

    Nothing where it stands alone. What leads in a circle is said once.
    """
    of_entry = isinstance(node, Entry)
    entries = list(
        Entry.objects.in_chain(
            entry=node.pk if of_entry else None, step=None if of_entry else node.pk
        )
        .select_related("next_step", "after_step")
        .order_by("on", "pk")
    )
    links = tuple(
        _link(each, current=each == node, indent=indent, follows=follows)
        for each, indent, follows in _walk(entries)
    )
    return links if len(links) > 1 else ()


def _walk(entries: Sequence[Entry]) -> Iterator[tuple[Node, int, str]]:
    """Each entry and step after what it came from, how far in, and what it follows.

    A stack, as a chain has any length.
    """
    opened: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        opened[entry.after_step_id].append(entry)
    seen: set[Node] = set()
    for beginning in _beginnings(entries):
        stack: list[tuple[Node, int, str]] = [(beginning, 0, "")]
        while stack:
            node, indent, follows = stack.pop()
            if node in seen:
                continue
            seen.add(node)
            yield node, indent, follows
            following = _following(node, opened)
            branches = len(following) > 1
            stack.extend(
                (each, min(indent + branches, MOST_INDENTED), _said(node) if number else "")
                for number, each in reversed(list(enumerate(following)))
            )


def _beginnings(entries: Sequence[Entry]) -> Iterator[Node]:
    """What comes after nothing; then every entry, so that a circle is entered somewhere."""
    led_to = {entry.next_step_id for entry in entries}
    for entry in entries:
        if entry.after_step is None:
            yield entry
        elif entry.after_step_id not in led_to:
            yield entry.after_step
    yield from entries


def _following(node: Node, opened: Mapping[int | None, Sequence[Entry]]) -> Sequence[Node]:
    if isinstance(node, Step):
        return opened.get(node.pk, ())
    return (node.next_step,) if node.next_step else ()


def _said(node: Node) -> str:
    words = node.sentence if isinstance(node, Step) else node.title
    return _("follows “%(words)s”") % {"words": words}


def _link(node: Node, *, current: bool, indent: int, follows: str) -> ChainLink:
    if isinstance(node, Step):
        return ChainLink(
            mark=node.state,
            what=_what_of(node),
            words=node.sentence,
            note=_("sensitive") if node.sensitive else "",
            follows=follows,
            url="" if current else reverse("journal:step", args=[node.uuid]),
            current=current,
            indent=indent,
        )
    removed = node.removed_at is not None
    return ChainLink(
        mark="entry",
        what=_("Entry, %(day)s") % {"day": day(node.on)},
        words=_("An entry that you removed") if removed else node.title,
        note="" if removed else ", ".join(marks(node)),
        follows=follows,
        url="" if current or removed else reverse("journal:entry", args=[node.uuid]),
        current=current,
        indent=indent,
    )


def _what_of(step: Step) -> str:
    if step.state == StepState.OPEN:
        return _("Next step, by %(day)s") % {"day": day(step.due)}
    words = {"day": day(step.closed_on or step.due)}
    if step.state == StepState.DONE:
        return _("Step, done on %(day)s") % words
    return _("Step, dropped on %(day)s") % words
