"""What speaks for a membership, and what against it? Its facts for a renewal, in words.

Source of the numbers: `docs/design/evaluation.md`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Fee
from engine.result import Evaluation, MembershipResult
from evaluation import figures
from evaluation.amounts import fee_a_year, paid
from evaluation.benefits import BenefitFact
from evaluation.costs.allocation import Cost, points_for_money, points_for_time
from evaluation.facts import Facts
from evaluation.holdings import HeldFact
from evaluation.summary import what_the_personal_one_adds
from memberships.choices import MembershipKind, Payer, Use
from memberships.ledger import cost_of
from memberships.models import Membership, Term
from memberships.money import Reckoning, paid_by_person, split_term
from memberships.renewals import Renewal, Standing
from memberships.words import fee_of, known_fee, percent, period
from people.figures import day, money

HUNDRED = 100
Named = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A membership on a day with its last term and when that renews, and what is known of it.

    `fees` are what membership there is known to have cost, the newest first; `spent` is what it
    costs in a year with all that is spent beside.
    """

    membership: Membership
    term: Term | None
    renewal: Renewal | None
    fees: Sequence[Fee]
    facts: Facts
    held: HeldFact
    evaluation: Evaluation
    spent: Cost
    on: date

    @property
    def result(self) -> MembershipResult:
        """What the engine says of it."""
        return self.evaluation.memberships[self.held.key]


def cost(case: Case) -> Named:
    """What this term costs, whom, and how old that news is."""
    term = case.term
    if term is None:
        yield _("Fee"), _("not known: no term has been noted")
    else:
        yield _("This term"), _term(term)
        yield _("Fee of this term"), fee_of(term)
        yield _("Who pays"), _payers(term)
        if term.fee:
            yield _("Your own part of it"), _own_part(term, case.facts.reckoning)
    yield _("Where the fee is from"), _fee_source(term, case.fees, case.on)
    a_year = fee_a_year(case.held, case.facts.currency)
    if len(case.held.kinds) > 1 and case.held.fee is not None:
        a_year = _("%(fee)s, for all your ways of belonging to it") % {"fee": a_year}
    yield _("You pay a year"), a_year
    if case.spent.beside.of(Payer.SELF):
        yield (
            _("Beside the fee, in the last twelve months"),
            paid(case.spent.beside, Payer.SELF, own=case.facts.currency),
        )


def _term(term: Term) -> str:
    words = period(term.starts, term.ends)
    return f"{words}, {term.grade}" if term.grade else words


def _payers(term: Term) -> str:
    """“My employer; your share 20 %; tax relief on it 40 %”."""
    words = [str(Payer(term.payer).label)]
    if term.share != HUNDRED:
        words.append(_("your share %(share)s") % {"share": percent(term.share)})
    if term.tax_relief:
        words.append(_("tax relief on it %(relief)s") % {"relief": percent(term.tax_relief)})
    return "; ".join(words)


def _own_part(term: Term, reckoning: Reckoning) -> str:
    """What the person pays of the fee, as it was typed and in the currency they reckon in."""
    paid_in = split_term(cost_of(term)).of(Payer.SELF)
    typed = figures.fee(paid_in.get(term.currency, Decimal(0)), term.currency)
    if not paid_in or term.currency == reckoning.currency:
        return typed
    if not reckoning.knows(term.currency):
        return _("%(amount)s; what that is in %(currency)s has not been said") % {
            "amount": typed,
            "currency": reckoning.currency,
        }
    own = money(reckoning.total(paid_in), reckoning.currency)
    return _("%(amount)s, which is %(own)s") % {"amount": typed, "own": own}


def _fee_source(term: Term | None, fees: Sequence[Fee], on: date) -> str:
    """Where the fee was read, and how old that is; what is known where it has not been said."""
    if term is None or term.fee is None:
        if not fees:
            return _("nobody has told what it costs")
        return _("not said by you; the catalogue has %(fee)s") % {"fee": _aged(fees[0], on)}
    alike = [fee for fee in fees if (fee.amount, fee.currency) == (term.fee, term.currency)]
    if not alike:
        noted = timezone.localdate(term.changed_at)
        return _("typed by you on %(day)s") % {"day": day(noted)}
    best = next((fee for fee in alike if fee.grade == term.grade), alike[0])
    return _("as in the catalogue: %(fee)s") % {"fee": _aged(best, on)}


def _aged(fee: Fee, on: date) -> str:
    """A known fee with its age."""
    years = on.year - fee.year if fee.year else 0
    if years < 1:
        return known_fee(fee)
    age = ngettext("%(count)s year old", "%(count)s years old", years) % {"count": years}
    return f"{known_fee(fee)} ({age})"


def dates(case: Case) -> Named:
    """When the last term ends, and by when to say that one does not want another."""
    renewal = case.renewal
    if renewal is None:
        return
    over = is_over(case)
    if renewal.notice_by and not over:
        days = ngettext(
            "%(day)s (%(count)s day before the last)",
            "%(day)s (%(count)s days before the last)",
            renewal.notice_days,
        )
        yield (
            _("Last day to give notice"),
            days % {"day": day(renewal.notice_by), "count": renewal.notice_days},
        )
    yield _("Last day of the term"), day(renewal.last_day)
    if renewal.auto_renews:
        name = _("Was to renew by itself on") if over else _("Renews by itself on")
    else:
        name = _("Lapsed, unless renewed, on") if over else _("Lapses, unless renewed, on")
    yield name, day(renewal.renews_on)


def is_over(case: Case) -> bool:
    """Whether the last term has run out, so that it is too late for any notice."""
    return case.renewal is not None and case.renewal.standing(case.on) is Standing.RUN_OUT


def worth(case: Case) -> Named:
    """What it does for the goals, and one's own reason to keep it whatever that is."""
    result = case.result
    if not case.facts.goals:
        yield _("Score"), _("none yet: you have no goal that is tied to a skill")
    else:
        yield _("Score"), figures.points_range(result.score, result.score + result.unknown)
        potential = {
            "points": figures.points(result.potential),
            "hours": figures.hours(result.hours.known),
        }
        yield _("Potential"), _("%(points)s, in about %(hours)s hours a year") % potential
        yield _("Loss without it and its groups"), figures.points(result.loss_if_dropped)
        yield _("Given by your others anyway"), figures.points(result.overlap)
        yield from _for_money_and_time(case)
    if case.membership.keep_reason:
        yield _("Your own reason to keep it"), case.membership.get_keep_reason_display()


def _for_money_and_time(case: Case) -> Named:
    """Points for what is paid and for the hours it takes as it is used, where there are any."""
    spent, reckoning = case.spent, case.facts.reckoning
    amount = paid_by_person(spent.payments, reckoning)
    if amount:
        yield (
            _("Points per 100 %(currency)s") % {"currency": reckoning.currency},
            figures.points_range(*points_for_money(spent, amount)),
        )
    an_hour = points_for_time(spent)
    if an_hour is not None:
        known = {
            "points": figures.points(an_hour, 2),
            "hours": figures.hours(spent.hours + spent.travelling),
        }
        yield (
            _("Points per hour"),
            _("%(points)s, in about %(hours)s hours a year as you use it") % known,
        )


def uses(case: Case) -> Named:
    """What is used, what is not, and what has not been said; the most to be gained first."""
    gains = case.result.benefits

    def unused(fact: BenefitFact) -> str:
        gain = figures.points(gains[fact.key].gain_if_used)
        if gain == figures.points(0):
            return fact.title
        return _("%(title)s (could add %(gain)s)") % {"title": fact.title, "gain": gain}

    facts = sorted(case.held.benefits.values(), key=lambda fact: -gains[fact.key].gain_if_used)
    if not facts:
        yield _("Benefits"), _("nothing is known of what it offers you")
        return
    yield _("Used"), _listed(_used(fact.title, Use(fact.use)) for fact in facts if fact.use)
    yield _("Not used"), _listed(unused(fact) for fact in facts if fact.use == Use.NONE)
    not_said = [fact for fact in facts if fact.use is None]
    if not_said:
        yield _("Not said yet"), _listed(map(unused, not_said))


def anyway(case: Case) -> Named:
    """What comes through the employer anyway, and what the personal membership adds to that."""
    kinds, benefits = case.held.kinds, case.held.benefits.values()
    if MembershipKind.EMPLOYER not in kinds:
        yield _("Through your employer"), _("you do not hold it through your employer")
        return
    if case.membership.kind == MembershipKind.EMPLOYER:
        yield _("Through your employer"), _("this is the membership through your employer")
    if MembershipKind.PERSONAL in kinds:
        adds = what_the_personal_one_adds(case.facts, case.evaluation, case.held)
        shared = (fact.title for fact in benefits if not fact.personal_only)
        yield _("Through your employer anyway"), _listed(shared)
        only = (fact.title for fact in benefits if fact.personal_only)
        yield _("Only through the personal one"), _listed(only)
        points = {"points": figures.points(adds)}
        yield _("What the personal one adds"), _("%(points)s points") % points


def _used(title: str, use: Use) -> str:
    return _("%(title)s (%(use)s)") % {"title": title, "use": str(use.label).lower()}


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(texts) or _("nothing")
