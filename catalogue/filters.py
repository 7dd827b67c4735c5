"""Which organisations is somebody looking for?"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import (
    BenefitMode,
    FeePeriod,
    Interactivity,
    Joinable,
    OrganisationKind,
    Scope,
    Status,
)
from catalogue.models import Benefit, BenefitKind, Fee, Organisation
from catalogue.querysets import OrganisationQuerySet
from goals.models import Skill
from people.models import Profile, User

LONGEST_TEXT = 100
DISTANCES = [(str(km), gettext_lazy("within %(km)s km") % {"km": km}) for km in (25, 50, 100, 200)]
# The four with a count beside each answer.
MAIN = ("kind", "scope", "mode", "joinable")
ITS_OWN = ("kind", "scope", "joinable")  # of the four, what an organisation itself says
# What is asked of one benefit at once: an online course on advocacy, not online, a course, and
# advocacy somewhere.
OF_A_BENEFIT = ("mode", "interactivity", "benefit", "skill")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many organisations there are in all, and of each answer of a main filter."""

    total: int
    by_answer: Mapping[str, Counter[str]]


def _many(label: Any, choices: Any) -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, distinct=False
    )


class OrganisationFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped
    """The catalogue, and what a person keeps in it for themself, as far as they ask for it.

    `user` and `profile` say what is theirs, where home is and in which currency fees are compared.
    """

    q = django_filters.CharFilter(
        label=gettext_lazy("Words of a name, an earlier name or an offer"),
        method="with_words",
        max_length=LONGEST_TEXT,
    )
    kind = _many(gettext_lazy("Kind"), OrganisationKind.choices)
    scope = _many(gettext_lazy("Scope"), Scope.choices)
    mode = _many(gettext_lazy("Way of taking part"), BenefitMode.choices)
    joinable = _many(gettext_lazy("Who may join"), Joinable.choices)
    skill = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Serves the skill"),
        queryset=Skill.objects.select_related("parent"),
        to_field_name="key",
        empty_label=gettext_lazy("any"),
    )
    benefit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Offers"),
        queryset=BenefitKind.objects.all(),
        to_field_name="key",
        empty_label=gettext_lazy("anything"),
    )
    interactivity = django_filters.ChoiceFilter(
        label=gettext_lazy("Interactivity"),
        choices=Interactivity.choices,
        empty_label=gettext_lazy("any"),
    )
    country = django_filters.ChoiceFilter(
        label=gettext_lazy("Country"), empty_label=gettext_lazy("anywhere")
    )
    distance = django_filters.ChoiceFilter(
        label=gettext_lazy("From home"),
        choices=DISTANCES,
        method="near_home",
        empty_label=gettext_lazy("anywhere"),
    )
    fee = django_filters.NumberFilter(
        label=gettext_lazy("Fee a year at most"), method="at_most", min_value=0
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=Status.choices, empty_label=gettext_lazy("any")
    )

    class Meta:
        model = Organisation
        fields = [
            "q", "kind", "scope", "mode", "joinable", "skill", "benefit", "interactivity",
            "country", "distance", "fee", "status",
        ]  # fmt: skip

    def __init__(
        self, data: Any, *, user: User | AnonymousUser, profile: Profile | None = None
    ) -> None:
        self.home = profile.home if profile else None
        self.currency = profile.currency if profile else Profile().currency
        there = Organisation.objects.visible_to(user).filter(merged_into=None)
        super().__init__(data, queryset=_with_fee(there, self.currency))
        countries = there.exclude(country="").order_by("country").values_list("country", flat=True)
        self.filters["country"].extra["choices"] = [(code, code) for code in countries.distinct()]
        label = _("Fee a year at most, %(currency)s") % {"currency": self.currency}
        self.filters["fee"].label = label
        if self.home is None:
            del self.filters["distance"]

    def with_words(self, queryset: OrganisationQuerySet, _name: str, text: str) -> QuerySet[Any]:
        """Those in whose names, earlier names or offers every word stands."""
        return queryset.search(text)

    def near_home(self, queryset: OrganisationQuerySet, _name: str, km: str) -> QuerySet[Any]:
        """Those whose place is so near to the person's home, as the crow flies."""
        return queryset if self.home is None else queryset.near(self.home, km=int(km))

    def at_most(self, queryset: QuerySet[Any], _name: str, fee: Any) -> QuerySet[Any]:
        """Those whose lowest fee of a year that is known is no higher."""
        return queryset.filter(lowest_fee__lte=fee)

    def filter_queryset(self, queryset: OrganisationQuerySet) -> OrganisationQuerySet:
        """What every answer leaves; what is asked of a benefit is asked of one and the same."""
        return self._left(queryset, self.form.cleaned_data)

    def _left(
        self, queryset: OrganisationQuerySet, answers: Mapping[str, Any]
    ) -> OrganisationQuerySet:
        for name, answer in answers.items():
            if name not in OF_A_BENEFIT:
                queryset = self.filters[name].filter(queryset, answer)
        wanted = _of_a_benefit(answers)
        if wanted:
            offers = Benefit.objects.offered().filter(wanted, organisation=OuterRef("pk"))
            queryset = queryset.filter(Exists(offers))
        return queryset

    def count(self) -> Counts:
        """How many organisations all answers leave, and each of a main filter beside all others.

        In two queries.
        """
        self.form.is_valid()
        answers = self.form.cleaned_data
        others = {name: value for name, value in answers.items() if name not in ITS_OWN}
        kinds = self._left(self.queryset, others).order_by().values_list(*ITS_OWN)
        alike = list(kinds.annotate(Count("pk")))
        own = [answers.get(name) for name in ITS_OWN]
        counts = {name: _count_beside(alike, place, own) for place, name in enumerate(ITS_OWN)}
        kept = own[0] or list(counts[ITS_OWN[0]])
        return Counts(
            total=sum(counts[ITS_OWN[0]][value] for value in kept),
            by_answer=counts | {"mode": self._count_modes(answers)},
        )

    def _count_modes(self, answers: Mapping[str, Any]) -> Counter[str]:
        others = {name: value for name, value in answers.items() if name != "mode"}
        its_own = {name: value for name, value in others.items() if name not in OF_A_BENEFIT}
        left = self._left(self.queryset, its_own).order_by().values("pk")
        offers = Benefit.objects.offered().filter(_of_a_benefit(others), organisation__in=left)
        rows = offers.order_by().values_list("mode").annotate(Count("organisation", distinct=True))
        return Counter(dict(rows))

    @property
    def text(self) -> str:
        """The words that are searched for."""
        return self.form.cleaned_data.get("q", "") if self.form.is_valid() else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked than words."""
        return bool(self.asked.keys() - {"q"})

    @property
    def asked(self) -> dict[str, list[str]]:
        """What is asked for, as an address says it."""
        self.form.is_valid()
        return {
            name: self.form.data.getlist(name)
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "", []) and name in self.form.data
        }


def _count_beside(
    alike: Iterable[tuple[Any, ...]], place: int, answers: Sequence[Collection[str]]
) -> Counter[str]:
    """How many there are of each value at a place of the rows that the other answers leave.

    The last of a row is how many are like it; no answer leaves all.
    """
    counts: Counter[str] = Counter()
    for *values, number in alike:
        if all(
            not answer or value in answer
            for at, (value, answer) in enumerate(zip(values, answers, strict=True))
            if at != place
        ):
            counts[values[place]] += number
    return counts


def _with_fee(queryset: OrganisationQuerySet, currency: str) -> QuerySet[Any]:
    """Each with its `lowest_fee` a year in a currency, of the newest `fee_year` known, or None."""
    fees = Fee.objects.filter(
        organisation=OuterRef("pk"), period=FeePeriod.YEAR, currency=currency, amount__isnull=False
    )
    newest = fees.order_by(F("year").desc(nulls_last=True), "amount", "pk")
    return queryset.annotate(
        lowest_fee=Subquery(newest.values("amount")[:1]),
        fee_year=Subquery(newest.values("year")[:1]),
    )


def _of_a_benefit(answers: Mapping[str, Any]) -> Q:
    """The condition on a benefit that the answers make; an empty one where they make none."""
    wanted = Q()
    if answers.get("mode"):
        wanted &= Q(mode__in=answers["mode"])
    if answers.get("interactivity"):
        wanted &= Q(interactivity=answers["interactivity"])
    if answers.get("benefit"):
        wanted &= Q(kind=answers["benefit"])
    if answers.get("skill"):
        skills = Skill.objects.filter(Q(pk=answers["skill"].pk) | Q(parent=answers["skill"]))
        wanted &= Q(skills__in=skills)
    return wanted
