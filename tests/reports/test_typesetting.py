"""Typesetting: the same bytes for the same data, one sentence for every trouble, files whole or not at all."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typst
from printed_plan import small_plan

from csp_desktop.errors import FileProblem, ReportProblem
from csp_desktop.paths import resources_folder
from csp_desktop.reports import typesetting
from csp_desktop.reports.blocks import Column, Row, Table, cell
from csp_desktop.reports.catalog import gather, look, print_report
from csp_desktop.reports.row_headings import with_row_headings
from csp_desktop.reports.typesetting import typeset, write_pdf
from csp_desktop.sample import write_sample


@pytest.fixture
def document(options):
    records = small_plan()
    form = gather(records, "action-plan", options())
    appearance = look(records, options(), form.title)
    return {"look": appearance, "cover": None, "contents": False, "flipped": True, "forms": [form.data()]}


@pytest.fixture
def templates(tmp_path):
    return Path(shutil.copytree(resources_folder() / "reports", tmp_path / "templates"))


def test_equal_data_on_equal_days_give_equal_bytes(document):
    first = typeset(document, printed_on=date(2010, 10, 22))
    assert first == typeset(document, printed_on=date(2010, 10, 22))
    assert first != typeset(document, printed_on=date(2010, 10, 23))


def test_it_is_tagged_and_says_it_is_accessible(document):
    pdf = typeset(document, printed_on=date(2010, 10, 22))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/Lang" in pdf and b"en-GB" in pdf


def test_a_cell_with_nothing_in_it_names_no_row(document, options):
    form = gather(small_plan(), "action-plan", options())
    columns = (Column("who", "Who", share=1, leads=True), Column("what", "What", share=1))
    table = Table(columns, (Row((cell("Police"), cell("Locks"))), Row(((), cell("Lamps")))))
    sheet = replace(form.sheets[0], blocks={"table": table})
    told = {**document, "forms": [replace(form, sheets=(sheet,)).data()]}
    assert typeset(told, printed_on=date(2010, 10, 22)).count(b"/Scope/Row") == 1


def test_rows_are_called_by_what_names_them_and_the_file_stays_whole(document):
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(typeset(document, printed_on=date(2010, 10, 22)))) as pdf:
        assert pdf.check_pdf_syntax() == []
        names = pdf.Root.StructTreeRoot.IDTree.Names
        rows = {
            str(name): cell for name, cell in zip(names[::2], names[1::2], strict=True) if str(name)[0] == "R"
        }
        assert rows and all(cell.S == "/TH" and str(cell.ID) == name for name, cell in rows.items())
        beside = [cell for cell in next(iter(rows.values())).P.K if cell.S == "/TD"]
        assert beside and all(next(iter(rows)) in map(str, cell.A[0].Headers) for cell in beside)
    plain = typst.compile(b"#set document(title: [x])\nNo table", pdf_standards=["ua-1"])
    assert with_row_headings(plain) == plain
    # Another version of typst may write its files otherwise: they then stay as they are.
    for other in (b"", b"%PDF-2.0\nstartxref\n9\n%%EOF\n", plain[:-40]):
        assert with_row_headings(other) == other


def test_a_table_of_bands_and_two_rows_has_a_head(document):
    for table in _tables(document["forms"]):
        row = next(row for row in table["rows"] if "cells" in row)
        table["rows"] = [{"band": "A review"}, row, row]
    pdf = typeset(document, printed_on=date(2010, 10, 22))
    assert pdf.count(b"/S/THead") == pdf.count(b"/S/Table/") > 0


def _tables(data):
    if isinstance(data, dict):
        yield from [data] if "columns" in data else ()
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _tables(part)


def test_a_missing_template_is_one_sentence(document, templates):
    (templates / "action-plan.typ").unlink()
    with pytest.raises(ReportProblem) as caught:
        typeset(document, printed_on=date(2010, 10, 22), templates=templates)
    assert "action-plan.typ" in caught.value.sentence
    assert "\n" not in caught.value.sentence


def test_a_broken_template_is_one_sentence(document, templates):
    (templates / "action-plan.typ").write_text("#let lay-out(form) = [#unheard-of]", encoding="utf-8")
    with pytest.raises(ReportProblem) as caught:
        typeset(document, printed_on=date(2010, 10, 22), templates=templates)
    assert "could not be laid out" in caught.value.sentence
    assert "\n" not in caught.value.sentence


def test_no_typeface_is_one_sentence(document, monkeypatch):
    monkeypatch.setattr(typesetting, "TEXT_FAMILIES", ("No Such Sans", "Nor This"))
    typesetting.text_family.cache_clear()
    try:
        with pytest.raises(ReportProblem, match="No suitable typeface"):
            typeset(document, printed_on=date(2010, 10, 22))
    finally:
        typesetting.text_family.cache_clear()


def test_a_report_nobody_knows(options):
    with pytest.raises(ReportProblem, match="quarterly-sheet"):
        print_report(small_plan(), "no-such-form", options())


def test_a_pdf_takes_the_place_of_the_one_before(tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"before")
    write_pdf(path, b"after")
    assert path.read_bytes() == b"after"
    assert [found.name for found in tmp_path.iterdir()] == ["sheet.pdf"]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(FileProblem, match="nothing was changed"):
        write_pdf(tmp_path / "nowhere" / "sheet.pdf", b"pdf")


def test_a_target_that_is_a_folder_is_left_alone(tmp_path):
    (tmp_path / "sheet.pdf").mkdir()
    with pytest.raises(FileProblem):
        write_pdf(tmp_path / "sheet.pdf", b"pdf")
    assert [found.name for found in tmp_path.iterdir()] == ["sheet.pdf"]


def test_a_target_held_open_elsewhere(tmp_path, monkeypatch):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"before")

    def held(self, target):
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(FileProblem, match="open in another program"):
        write_pdf(path, b"after")
    assert path.read_bytes() == b"before"
    assert [found.name for found in tmp_path.iterdir()] == ["sheet.pdf"]


def test_resources_are_found_in_a_bundle(tmp_path, monkeypatch):
    (tmp_path / "resources" / "reports").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_folder() == tmp_path / "resources"


_TWENTY_PRINTS = """
import sys
from datetime import date
from pathlib import Path
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.reports.catalog import print_report
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.typesetting import let_go_of_pages

with Workspace.open(Path(sys.argv[1]), read_only=True) as workspace:
    records = workspace.plan_records(workspace.plans()[0]["id"])
options = ReportOptions(quarter=Quarter(2010, 2), printed_on=date(2010, 10, 22))
for turn in range(20):
    records.updates[turn]["narrative"] = f"{records.updates[turn]['narrative']} {turn}"
    print_report(records, ("action-plan", "quarterly-sheet")[turn % 2], options)
    let_go_of_pages()
print(int(Path("/proc/self/statm").read_text().split()[1]) * 4096)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read as Linux tells it")
def test_pages_printed_before_are_not_held_for_ever(tmp_path: Path) -> None:
    write_sample(tmp_path / "sample.csp")
    run = subprocess.run(
        [sys.executable, "-c", _TWENTY_PRINTS, str(tmp_path / "sample.csp")], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) < 300e6
