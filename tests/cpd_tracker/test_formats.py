"""That a day may be written as people write it."""

import datetime

import pytest
from django import forms


@pytest.mark.parametrize(
    "typed",
    ["11/8/2011", "11/08/11", "11.8.2011", "11-8-2011", "11 Aug 2011", "11 august, 2011",
     " 2011-08-11 "],
)  # fmt: skip
def test_a_day_in_british_order(typed):
    assert forms.DateField().clean(typed) == datetime.date(2011, 8, 11)


@pytest.mark.parametrize("typed", ["8/13/2011", "31/2/2011", "soon"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)


def test_a_form_shows_a_day_as_it_reads_it():
    shown = forms.DateField().widget.format_value(datetime.date(2011, 8, 11))
    assert forms.DateField().clean(shown) == datetime.date(2011, 8, 11)
