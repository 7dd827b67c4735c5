"""What is this organisation? Its page object."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import (
    Audience,
    BenefitMode,
    FeePeriod,
    Interactivity,
    Joinable,
    Scope,
    Status,
    Strength,
)
from catalogue.models import Benefit, BenefitSkill, Fee, Organisation
from catalogue.parse import MEMBER, OPEN
from catalogue.words import about, kind_in_words, standing, where, word
from goals.choices import Level
from goals.models import ExperienceKind
from people.figures import day, money, number
from people.models import User

MOST_INDENTED = 3
LINKED = ("uuid", "name", "short_name", "kind", "parent")  # what a link says, and where it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another organisation; `indent` is how deep it stands below."""

    label: str
    url: str
    note: str
    indent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where something was read: an address to follow, if it is one, and the day."""

    label: str
    url: str
    read_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """What a grade costs, and how old that is."""

    grade: str
    amount: str
    age: str
    source: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A benefit, with its skills from the strongest."""

    title: str
    way: str
    level: str
    skills: tuple[str, ...]
    audience: str
    hours: str
    needs: str
    gives: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferKind:
    """The benefits of a kind."""

    label: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the catalogue says of an organisation."""

    uuid: str
    label: str
    name: str
    about: str
    standing: str
    successor: Link | None
    instead: tuple[Link, ...]
    parents: tuple[Link, ...]
    groups: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    website: str
    website_url: str
    note: str
    kinds: tuple[OfferKind, ...]
    fees: tuple[FeeLine, ...]
    sources: tuple[Reference, ...]
    is_private: bool


def load_page(*, organisation: Organisation, user: User | AnonymousUser, on: date) -> Page:
    """What the catalogue says of an organisation that this person may see, as of a day."""
    names = organisation.other_names.all()
    visible = Organisation.objects.visible_to(user).filter(merged_into=None).only(*LINKED)
    above = {each.pk: each for each in visible.above(organisation.pk)}
    below = list(visible.below([organisation.pk]))
    return Page(
        uuid=str(organisation.uuid),
        label=organisation.label,
        name=organisation.name if organisation.short_name else "",
        about=about(organisation),
        standing=standing(organisation),
        successor=_link(organisation.successor) if organisation.successor else None,
        instead=tuple(_link(each) for each in organisation.see_instead.all()),
        parents=tuple(_link(each) for each in _line(organisation, above)),
        groups=tuple(_tree(organisation, below)),
        facts=tuple(_facts(organisation, [name.name for name in names], on)),
        website=organisation.website,
        website_url=_website_url(organisation.website),
        note=organisation.note,
        kinds=tuple(_kinds(organisation)),
        fees=tuple(_fee(fee, on) for fee in organisation.fees.all()),
        sources=tuple(
            Reference(
                label=source.text,
                url=_address(source.text),
                read_on=day(source.read_on) if source.read_on else "",
            )
            for source in organisation.sources.all()
        ),
        is_private=organisation.owner_id is not None,
    )


def edit_url(*, organisation: Organisation, user: User | AnonymousUser) -> str:
    """Where a curator edits it; nothing for everybody else, nor for what is one person's own."""
    may = user.is_staff and user.has_perm("catalogue.change_organisation")
    if not may or organisation.owner_id is not None:
        return ""
    return reverse("admin:catalogue_organisation_change", args=[organisation.pk])


def _link(organisation: Organisation, indent: int = 0) -> Link:
    return Link(
        label=organisation.label,
        url=reverse("catalogue:organisation", args=[organisation.uuid]),
        note=" · ".join(
            [organisation.name] * bool(organisation.short_name) + [kind_in_words(organisation)]
        ),
        indent=indent,
    )


def _line(organisation: Organisation, above: dict[int, Organisation]) -> list[Organisation]:
    """What it is a group of, and what that is a group of, from the top."""
    line: list[Organisation] = []
    parent = above.get(organisation.parent_id or 0)
    while parent is not None and parent not in line:
        line.insert(0, parent)
        parent = above.get(parent.parent_id or 0)
    return line


def _tree(organisation: Organisation, below: Iterable[Organisation]) -> Iterable[Link]:
    """Its groups, each followed by its own."""
    groups: dict[int | None, list[Organisation]] = defaultdict(list)
    for each in sorted(below, key=lambda each: each.name.casefold()):
        groups[each.parent_id].append(each)
    # A stack, as a tree has any depth.
    stack = [(each, 0) for each in reversed(groups[organisation.pk])]
    while stack:
        each, depth = stack.pop()
        yield _link(each, min(depth, MOST_INDENTED))
        stack.extend((group, depth + 1) for group in reversed(groups[each.pk]))


def _facts(organisation: Organisation, names: list[str], on: date) -> Iterable[tuple[str, str]]:
    """What is known of it, each with its name."""
    yield _("Kind"), kind_in_words(organisation)
    yield _("Scope"), word(Scope, organisation.scope)
    if place := where(organisation):
        yield _("Where"), place
    if names:
        yield _("Also known as"), ", ".join(names)
    yield _("Who may join"), word(Joinable, organisation.joinable)
    yield _("Status"), standing(organisation) or word(Status, organisation.status)
    if organisation.owner_id is None:
        yield _("Last checked"), _checked(organisation.checked_on, on)


def _address(source: str) -> str:
    """The address that a source is; nothing where it is words."""
    is_one = source.startswith(("https://", "http://")) and " " not in source
    return source if is_one else ""


def _website_url(website: str) -> str:
    """The address to follow; nothing where it is none that a browser should follow."""
    if website.startswith(("https://", "http://")):
        return website
    return f"https://{website}" if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", website) else ""


def _checked(checked_on: date | None, on: date) -> str:
    if checked_on is None:
        return _("never")
    return _("%(day)s, %(age)s") % {
        "day": day(checked_on),
        "age": _age((on - checked_on).days // 365),
    }


def _age(years: int) -> str:
    if years < 1:
        return _("less than a year ago")
    return ngettext("%(years)s year ago", "%(years)s years ago", years) % {"years": years}


def _kinds(organisation: Organisation) -> Iterable[OfferKind]:
    """Its benefits by kind, in the order of the kinds."""
    words = dict(ExperienceKind.objects.values_list("key", "label"))
    served = Prefetch("benefit_skills", BenefitSkill.objects.select_related("skill"))
    offered = organisation.benefits.offered().select_related("kind").prefetch_related(served)
    kinds: dict[str, list[Offer]] = defaultdict(list)
    for benefit in offered.order_by("kind__position", "title", "pk"):
        kinds[benefit.kind.label].append(_offer(benefit, organisation, words))
    return (OfferKind(label=label, offers=tuple(offers)) for label, offers in kinds.items())


def _offer(benefit: Benefit, organisation: Organisation, words: dict[str, str]) -> Offer:
    strongest = sorted(benefit.benefit_skills.all(), key=lambda each: (-each.strength, each.pk))
    known = benefit.hours or benefit.kind.hours
    return Offer(
        title=benefit.title,
        way=_("%(mode)s, %(interactivity)s")
        % {
            "mode": word(BenefitMode, benefit.mode),
            "interactivity": word(Interactivity, benefit.interactivity).lower(),
        },
        level=word(Level, benefit.level) if benefit.level else _("as the organisation’s scope"),
        skills=tuple(
            _("%(skill)s: %(strength)s")
            % {"skill": each.skill.name, "strength": word(Strength, each.strength).lower()}
            for each in strongest
        ),
        audience=word(Audience, benefit.audience),
        hours=_("%(hours)s h") % {"hours": number(float(known), 0)}
        if benefit.hours
        else _("%(hours)s h, as usual for its kind") % {"hours": number(float(known), 0)},
        needs=_needs(benefit, words),
        gives=", ".join(words.get(key, key) for key in benefit.gives or benefit.kind.gives),
    )


def _needs(benefit: Benefit, words: dict[str, str]) -> str:
    """The experience that is asked for, in words; nothing where none is."""
    own = [[word] for word in benefit.requires if word in words and word != MEMBER]
    needed = [] if benefit.requires == [OPEN] else [*benefit.kind.requires, *own]
    either = [_(" or ").join(words.get(key, key) for key in each) for each in needed]
    return "; ".join(dict.fromkeys(either))


def _fee(fee: Fee, on: date) -> FeeLine:
    if fee.amount is None:
        amount = _("not known")
    else:
        period = word(FeePeriod, fee.period).lower()
        amount = _("%(amount)s %(period)s") % {
            "amount": money(fee.amount, fee.currency),
            "period": period,
        }
    age = ""
    if fee.year:
        age = _("%(year)s, %(age)s") % {"year": fee.year, "age": _age(on.year - fee.year)}
    url = _address(fee.source)
    # A table has no room for a whole address: the site is named.
    source = Reference(label=urlsplit(url).netloc or fee.source, url=url)
    return FeeLine(grade=fee.grade, amount=amount, age=age, source=source)
