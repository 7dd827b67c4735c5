"""A document that does not add up is refused where it is made."""

import pytest

from journal.picture import Piece
from reports.content import (
    Bar,
    BarChart,
    Bullets,
    Column,
    Document,
    HeatCell,
    HeatMap,
    Point,
    Section,
    StepChart,
    Table,
)


def test_a_row_has_a_cell_for_each_column():
    with pytest.raises(ValueError, match="row 2 of the table “Fees” has 1 entries, not 2"):
        Table("Fees", (Column("Name"), Column("Fee", "end")), (("a", "1"), ("b",)))


def test_a_table_has_columns():
    with pytest.raises(ValueError, match="the table “Fees” has no columns"):
        Table("Fees", (), ())


def test_the_cells_of_a_heat_map_match_its_labels():
    cell = HeatCell("0.5", 3)
    with pytest.raises(ValueError, match="the heat map “Map” has 1 entries, not 2"):
        HeatMap("Map", "Name", ("a", "b"), ("x",), ((cell,),))
    with pytest.raises(ValueError, match="“a” in “Map” has 2 entries, not 1"):
        HeatMap("Map", "Name", ("a",), ("x",), ((cell, cell),))
    with pytest.raises(ValueError, match="the heat map “Map” has no columns"):
        HeatMap("Map", "Name", ("a",), (), ((),))


@pytest.mark.parametrize("step", [-1, 6])
def test_a_heat_map_has_six_steps(step):
    with pytest.raises(ValueError, match="steps 0 to 5"):
        HeatCell("1", step)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_bar_is_a_share_of_the_longest(share):
    with pytest.raises(ValueError, match="not 0 to 1"):
        Bar("Goal", share, "1")


@pytest.mark.parametrize("place", [(-0.1, 0), (1.1, 0), (0.5, -1), (0.5, 3)])
@pytest.mark.parametrize("name", ["now", "wanted", "points"])
def test_a_step_chart_has_nothing_outside_of_it(name, place):
    piece, point = Piece((0.5, 0), place), Point(place, moved=False)
    with pytest.raises(ValueError, match="the step chart “Goal” has no place"):
        StepChart(
            caption="Goal",
            alternative="In words",
            levels=("0", "1", "2"),
            now=(piece,) if name == "now" else (),
            wanted=(piece,) if name == "wanted" else (),
            points=(point,) if name == "points" else (),
            first="a",
            last="b",
        )


def test_headings_titles_and_alternatives_have_text():
    with pytest.raises(ValueError, match="heading"):
        Section(" ")
    with pytest.raises(ValueError, match="title"):
        Document("", "en", (), ())
    with pytest.raises(ValueError, match="alternative"):
        BarChart("Bars", "", ())


@pytest.mark.parametrize("language", ["", "english", "en_GB", "en-GB-oxford"])
def test_a_language_is_a_tag(language):
    with pytest.raises(ValueError, match="no language tag"):
        Document("Review", language, (), ())


def test_the_parts_of_a_document_come_in_the_order_of_reading():
    inner = Section("Inner", (), (Section("Innermost"),))
    document = Document("T", "en", (), (Section("A", (), (inner,)), Section("B")), Section("C"))
    assert [(part.level, part.anchor, part.section.heading) for part in document.parts] == [
        (1, "part-1", "A"),
        (2, "part-1-1", "Inner"),
        (3, "part-1-1-1", "Innermost"),
        (1, "part-2", "B"),
        (1, "part-3", "C"),
    ]


def test_a_list_is_numbered_from_nothing_less_than_0():
    with pytest.raises(ValueError, match="not from -1"):
        Bullets((), first=-1)
