"""What blocks tell the templates of themselves."""

from __future__ import annotations

from csp_desktop.reports.blocks import Badge, Band, Bullets, Column, Row, Table, Words, cell


def test_a_column_tells_the_longest_word_and_rating_it_must_hold():
    rows = (
        Row((cell("A lot of", Words("words", "soft")), cell(Badge("red", "Red", "Lead")))),
        Band("Incomprehensibilities"),
        Row(
            (cell(Bullets(("Several", "points", "further"))), cell(Badge("amber", "Amber"), Badge("", "At")))
        ),
    )
    table = Table((Column("what", "What"), Column("state", "Moderated")), rows)
    what, state = table.data()["columns"]
    assert (what["word"], what["rating"]) == ("Several", None)
    assert (state["word"], state["rating"]) == ("Moderated", {"rag": "red", "word": "Red", "of": "Lead"})
    assert Table((Column("what", ""),), ()).data()["columns"][0]["word"] == ""
