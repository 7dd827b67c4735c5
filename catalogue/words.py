"""How is an organisation described in a few words? Once, in Python; templates only print."""

from decimal import Decimal

from django.db.models import Choices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.choices import FeePeriod, OrganisationKind, Scope, Status
from catalogue.models import Fee, Organisation
from people.figures import money


def word(choices: type[Choices], value: str | int) -> str:
    """What a choice is called."""
    # Django's own get_…_display() reads all choices anew each time.
    return str(choices(value).label)


def kind_in_words(organisation: Organisation) -> str:
    """“Special interest group”."""
    return word(OrganisationKind, organisation.kind)


def about(organisation: Organisation) -> str:
    """“Special interest group · group of CILIP · national · Oxford, GB”."""
    parts = [kind_in_words(organisation)]
    if organisation.parent is not None:
        parts.append(_("group of %(parent)s") % {"parent": organisation.parent.label})
    parts.append(word(Scope, organisation.scope).lower())
    parts.append(where(organisation))
    if organisation.owner_id is not None:
        parts.append(_("only in your own catalogue"))
    return " · ".join(part for part in parts if part)


def where(organisation: Organisation) -> str:
    """The town of the gazetteer, else the place in words, with the country."""
    town = organisation.place.name if organisation.place else organisation.place_text
    return ", ".join(part for part in (town, organisation.country) if part)


def standing(organisation: Organisation) -> str:
    """What became of an organisation that is no longer what it was, else nothing."""
    if organisation.status == Status.ACTIVE:
        return ""
    label = word(Status, organisation.status)
    if organisation.successor is None:
        return label
    successor = organisation.successor.label
    return _("%(status)s: see %(successor)s") % {"status": label, "successor": successor}


def lowest_fee(amount: Decimal | None, year: int | None, currency: str) -> str:
    """“from 45.00 GBP a year (2024)”, “free”, or nothing where no fee is known."""
    if amount is None:
        return ""
    if not amount:
        return pgettext("fee", "free")
    text = _("from %(amount)s a year") % {"amount": money(amount, currency)}
    return f"{text} ({year})" if year else text


def fee_in_words(fee: Fee) -> str:
    """“Individual: 189.00 GBP a year (2011)”."""
    if fee.amount is None:
        amount = _("not known")
    else:
        amount = f"{money(fee.amount, fee.currency)} {word(FeePeriod, fee.period).lower()}"
    text = _("%(grade)s: %(amount)s") % {"grade": fee.grade, "amount": amount}
    return f"{text} ({fee.year})" if fee.year else text
