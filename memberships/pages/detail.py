"""What is there about one membership? The page object."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memberships.choices import Payer, State
from memberships.models import Expense, Membership, Role, Term
from memberships.pages.finding import standing
from memberships.pages.listing import asks_for_fee
from memberships.words import fee_of, percent, period
from people.figures import day, money


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address with its words."""

    href: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term in words. `renew_url` is empty but for the last one, and for life."""

    period: str
    grade: str
    fee: str
    conditions: str
    edit_url: str
    renew_url: str
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseRow:
    """An expense in words."""

    day: str
    text: str
    conditions: str
    edit_url: str
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """A role in words."""

    title: str
    period: str
    edit_url: str
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """Everything about one membership; actions whose address is empty are not offered."""

    label: str
    sentence: str
    standing: str
    facts: tuple[tuple[str, str], ...]
    terms: tuple[TermRow, ...]
    expenses: tuple[ExpenseRow, ...]
    roles: tuple[RoleRow, ...]
    related: tuple[Link, ...]
    history: tuple[str, ...]
    fee_url: str
    evaluation_url: str
    renewal_url: str
    private_url: str
    edit_url: str
    confirm_url: str
    term_url: str
    expense_url: str
    role_url: str
    end_url: str
    hold_url: str
    hold_words: str
    remove_url: str


def load_detail(*, membership: Membership, on: date) -> Detail:
    """The membership as of a day, in five queries; it comes with its organisation and parent."""
    terms = list(membership.terms.order_by("starts"))
    expenses = membership.expenses.order_by("-on", "-pk")
    roles = membership.roles.order_by("starts", "pk")
    organisation = membership.organisation
    held = membership.state == State.HELD
    return Detail(
        label=organisation.label,
        sentence=_sentence(membership),
        standing=standing(organisation),
        facts=_facts(membership),
        terms=tuple(
            _term_row(membership, term, last=term is terms[-1]) for term in reversed(terms)
        ),
        expenses=tuple(_expense_row(membership, expense) for expense in expenses),
        roles=tuple(_role_row(membership, role) for role in roles),
        related=tuple(_related(membership)),
        history=tuple(_history(membership)),
        fee_url=_url("fee", membership) if asks_for_fee(membership, terms, on) else "",
        evaluation_url=reverse("evaluation:membership", args=[membership.uuid]) if held else "",
        renewal_url=reverse("evaluation:renewal", args=[membership.uuid]) if held else "",
        private_url=reverse("memberships:edit_private", args=[organisation.uuid])
        if organisation.owner_id
        else "",
        edit_url=_url("edit", membership),
        confirm_url=_url("confirm", membership),
        term_url=_url("add_term", membership),
        expense_url=_url("add_expense", membership),
        role_url=_url("add_role", membership),
        end_url=_url("end", membership) if held else "",
        hold_url="" if held else _url("hold", membership),
        hold_words=_("I belong to it now")
        if membership.state == State.INTENDED
        else _("I still belong to it"),
        remove_url=_url("remove", membership),
    )


def _url(name: str, membership: Membership, *pk: int) -> str:
    return reverse(f"memberships:{name}", args=[membership.uuid, *pk])


def _sentence(membership: Membership) -> str:
    sentences = {
        State.HELD: _("You belong to %(name)s: %(kind)s."),
        State.INTENDED: _("You mean to join %(name)s: %(kind)s."),
        State.ENDED: _("You no longer belong to %(name)s: %(kind)s."),
    }
    return sentences[State(membership.state)] % {
        "name": membership.organisation.name,
        "kind": membership.get_kind_display().lower(),
    }


def _facts(membership: Membership) -> tuple[tuple[str, str], ...]:
    """What is said of it, without what is not."""
    organisation = membership.organisation
    said = [
        (_("Kind of organisation"), organisation.get_kind_display()),
        (_("Group of"), organisation.parent.name if organisation.parent else ""),
        (_("Website"), organisation.website),
        (_("Your membership number"), membership.number),
        (_("Your reason to keep it"), membership.get_keep_reason_display()),
        (_("Your notes"), membership.notes),
        (_("Sensitive"), _("yes: left out of what is made for others") * membership.sensitive),
        (_("Last confirmed"), day(membership.confirmed_on) if membership.confirmed_on else ""),
    ]
    return tuple((name, text) for name, text in said if text)


def _term_row(membership: Membership, term: Term, *, last: bool) -> TermRow:
    renewable = last and term.ends is not None
    return TermRow(
        period=period(term.starts, term.ends)
        if term.ends
        else _("from %(starts)s for life") % {"starts": day(term.starts)},
        grade=term.grade,
        fee=fee_of(term),
        conditions=" · ".join(_conditions(term)),
        edit_url=_url("edit_term", membership, term.pk),
        renew_url=_url("renew", membership, term.pk) if renewable else "",
        remove_url=_url("remove_term", membership, term.pk),
    )


def _conditions(term: Term) -> Iterable[str]:
    """Who pays, and how it goes on."""
    yield from _who_pays(term)
    if term.tax_relief:
        yield _("tax relief %(relief)s") % {"relief": percent(term.tax_relief)}
    if term.notice_days:
        yield ngettext("%(count)s day of notice", "%(count)s days of notice", term.notice_days) % {
            "count": term.notice_days
        }
    if term.auto_renews:
        yield _("renews by itself")


def _who_pays(paid: Term | Expense) -> Iterable[str]:
    if paid.payer != Payer.SELF:
        yield _("%(payer)s pays") % {"payer": _payer(paid)}
    if paid.share != 100:  # noqa: PLR2004 - per cent
        yield _("your share %(share)s") % {"share": percent(paid.share)}


def _payer(paid: Term | Expense) -> str:
    return _("Your employer") if paid.payer == Payer.EMPLOYER else _("Somebody else")


def _expense_row(membership: Membership, expense: Expense) -> ExpenseRow:
    conditions = [*_who_pays(expense)]
    if expense.minutes:
        conditions.append(
            ngettext(
                "%(count)s minute of travelling",
                "%(count)s minutes of travelling",
                expense.minutes,
            )
            % {"count": expense.minutes}
        )
    words = [expense.get_kind_display(), expense.note, money(expense.amount, expense.currency)]
    return ExpenseRow(
        day=day(expense.on),
        text=", ".join(text for text in words if text),
        conditions=" · ".join(conditions),
        edit_url=_url("edit_expense", membership, expense.pk),
        remove_url=_url("remove_expense", membership, expense.pk),
    )


def _role_row(membership: Membership, role: Role) -> RoleRow:
    return RoleRow(
        title=role.title,
        period=period(role.starts, role.ends),
        edit_url=_url("edit_role", membership, role.pk),
        remove_url=_url("remove_role", membership, role.pk),
    )


def _related(membership: Membership) -> Iterable[Link]:
    """What else the person holds of the same organisation, of its groups and its parent."""
    here = membership.organisation
    near = Q(organisation=here) | Q(organisation__parent=here)
    if here.parent_id:
        near |= Q(organisation=here.parent_id)
    others = membership.user.memberships.filter(near, state=State.HELD)
    for other in others.exclude(pk=membership.pk).select_related("organisation"):
        words = {"label": other.organisation.label, "kind": other.get_kind_display().lower()}
        yield Link(href=_url("detail", other), text=_("%(label)s: %(kind)s") % words)


def _history(membership: Membership) -> Iterable[str]:
    """When it came and went."""
    added = timezone.localdate(membership.created_at)
    yield _("Added here on %(day)s.") % {"day": day(added)}
    for ending in membership.endings.all():
        yield _ended(ending.on, ending.reason)
        yield _("Went on after all on %(day)s.") % {
            "day": day(timezone.localdate(ending.created_at))
        }
    if membership.ended_on:
        yield _ended(membership.ended_on, membership.ended_reason)


def _ended(on: date, reason: str) -> str:
    ended = _("Ended on %(day)s") % {"day": day(on)}
    return f"{ended}: {reason}" if reason else f"{ended}."
