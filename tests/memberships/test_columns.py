"""How are the columns and cells of a table of memberships understood?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memberships.columns import COLUMNS, guess_mapping, read_values, says_a_term

KEYS = dict(enumerate(COLUMNS))
DEFAULTS = {"kind": "personal", "currency": "GBP"}


@pytest.mark.parametrize(
    ("headings", "mapping"),
    [
        (list(COLUMNS), KEYS),
        ([str(column.label) for column in COLUMNS.values()], KEYS),
        (["NAME", " Membership_No. ", "Start date", "Colour", ""],
         {0: "organisation", 1: "number", 2: "starts"}),
        (["Body", "Member No", "Annual sub", "ccy", "Joined", "Expires on"],
         {0: "organisation", 1: "number", 2: "fee", 3: "currency", 4: "starts", 5: "ends"}),
        (["Society", "Membership number", "Sub", "Cur.", "Since", "Expiry"],
         {0: "organisation", 1: "number", 2: "fee", 3: "currency", 4: "starts", 5: "ends"}),
        (["Organisation", "Name", "Notes"], {0: "organisation", 2: "notes"}),
        ([], {}),
    ],
)  # fmt: skip
def test_headings_say_what_columns_hold(headings, mapping):
    assert guess_mapping(headings) == mapping


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ({"kind": "Through my employer"}, {"kind": "employer"}),
        ({"kind": "INDIVIDUAL", "state": "lapsed"}, {"kind": "personal", "state": "ended"}),
        ({"kind": "friend"}, {"kind": "friend"}),
        ({"starts": "1/1/2026", "ends": "For life"},
         {"starts": "1/1/2026", "lifetime": "on", "currency": "GBP"}),
        ({"fee": "£1,020.50"}, {"fee": "1,020.50", "currency": "GBP"}),
        ({"fee": "12 EUR"}, {"fee": "12", "currency": "EUR"}),
        ({"fee": "€ 12", "currency": "USD"}, {"fee": "12", "currency": "USD"}),
        ({"fee": "$12"}, {"fee": "$12", "currency": "GBP"}),
        ({"fee": "about 12"}, {"fee": "about 12", "currency": "GBP"}),
        ({"share": "25 %", "tax_relief": "20%"},
         {"share": "25", "tax_relief": "20", "currency": "GBP"}),
        ({"sensitive": "Y", "auto_renews": "0"}, {"sensitive": "yes", "auto_renews": "no"}),
        ({"payer": "Me"}, {"payer": "self"}),
        ({"notes": "'=1+1", "number": "'-7"}, {"notes": "=1+1", "number": "-7"}),
    ],
)  # fmt: skip
def test_cells_become_what_a_form_sends(said, understood):
    cells = [said.get(key, "") for key in COLUMNS]
    assert read_values(cells, KEYS, defaults=DEFAULTS) == {"kind": "personal", **understood}


def test_days_of_terms_are_filled_in_only_where_a_term_is_said_without_them():
    defaults = {**DEFAULTS, "starts": "2026-01-01", "ends": "2026-12-31"}
    mapping = {0: "organisation", 1: "fee", 2: "ends"}
    days = [
        {key: values.get(key) for key in ("starts", "ends")}
        for values in (
            read_values(cells, mapping, defaults=defaults)
            for cells in (("GoR", "", ""), ("GoR", "5", ""), ("GoR", "5", "for life"))
        )
    ]
    assert days == [
        {"starts": None, "ends": None},
        {"starts": "2026-01-01", "ends": "2026-12-31"},
        {"starts": "2026-01-01", "ends": None},
    ]


@given(st.lists(st.text(max_size=20), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_any_cells_are_read(cells):
    values = read_values(cells, KEYS, defaults=DEFAULTS)
    assert all(isinstance(text, str) and text for text in values.values())
    assert says_a_term(values) in {True, False}
