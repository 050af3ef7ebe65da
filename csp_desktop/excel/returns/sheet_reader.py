"""One sheet of a returned workbook against the sheet that was issued: its rows known again, its answers read.

What was sorted, moved or pasted apart is asked about; nothing is dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property

from csp_desktop.excel.opening.grid import cell_text
from csp_desktop.excel.opening.read_cells import ReadCell, SheetRead
from csp_desktop.excel.returns.cells.answers import read_answer
from csp_desktop.excel.returns.cells.asides import says_more
from csp_desktop.excel.returns.cells.impossible_figures import doubted
from csp_desktop.excel.returns.cells.quoted_cells import shown_text
from csp_desktop.excel.returns.cells.shown_figures import shows_only_unit
from csp_desktop.excel.returns.cells.suggestions import only_month_first
from csp_desktop.excel.returns.columns import CODE, RECORD, FoundColumns, find_columns
from csp_desktop.excel.returns.headings import doubt_headed_otherwise
from csp_desktop.excel.returns.leftovers import Leftovers, Place
from csp_desktop.excel.returns.moved_answers import ask_about_moved
from csp_desktop.excel.returns.returned_form import ReturnedCell, ReturnedRow, ReturnedSheet
from csp_desktop.excel.returns.said_elsewhere import left_as_it_was, meant_above, sent_beside
from csp_desktop.excel.returns.slid_answers import (
    Slide,
    ask_whether_moved,
    ask_which_row,
    can_be_moved,
    find_slide,
    move_back,
)
from csp_desktop.excel.returns.sums import adds_up, figure_in, may_name_sum, names_sum, only_figures
from csp_desktop.excel.returns.surroundings import address_of, note_at
from csp_desktop.excel.wording.colours import is_purple, rag_of_fill
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.as_written.wordings import plain, plain_text
from csp_desktop.registers.fields import is_blank
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.register import looks_like_id
from csp_desktop.registers.return_form import NEW_ITEMS, WORDS, InputColumn
from csp_desktop.registers.row_codes import looks_like_row_code, read_row_code, row_code_holds


class SheetReader:
    """Reads a sheet of a form; `by_title` has its rows paired by their titles."""

    def __init__(self, sheet: SheetRead, issued: IssuedSheet, form: IssuedForm, by_title: bool) -> None:
        self._sheet = sheet
        self._issued = issued
        self._form = form
        self._columns: FoundColumns = find_columns(sheet, issued)
        self._by_code = {row.code: row for row in issued.rows}
        self._by_record = {row.record: row for row in issued.rows}
        self._titles: dict[str, list[IssuedRow]] = defaultdict(list)
        for row in issued.rows:
            self._titles[plain(row.title)].append(row)
        self._read: dict[str, tuple[ReadCell | None, bool, str, str]] = {}
        self._returned_sheet = ReturnedSheet(sheet.title, issued, by_title=by_title)

    def read(self, slid: bool | None = None) -> ReturnedSheet:
        """The sheet as it came back; `slid` is whether answers stand one row from their own, where somebody said."""
        returned, columns = self._returned_sheet, self._columns
        returned.missing_columns = [
            column
            for column in self._issued.form.inputs
            if column.key not in columns.places and self._issued.rows
        ]
        rows: dict[int, ReturnedRow] = {}
        for number, cells in sorted(self._sheet.rows.items()):
            if number != columns.header_row and not self._heads_again(cells):
                rows[number] = row = self._returned(number, cells)
                row.place = self._place(row, cells)
        for number, row in sorted(rows.items()):
            over = rows.get(number - 1)
            if row.place == "proposed" and over is not None and not any(row.context.values()):
                words_alone = all(cell.column.field.kind in WORDS for cell in row.answers())
                row.goes_on = (over.issued or over.goes_on) if words_alone else None
        if returned.held:
            # What was paired may be paired wrongly: nothing of it is certain.
            for row in returned.rows:
                row.fault = returned.held
        self._spread(rows)
        self._doubt_dates(rows)
        for row in rows.values():
            self._understand(row)
        pasted_over = self._doubt_slid(rows, slid)
        self._leave_over(rows, pasted_over if slid else ())
        return returned

    def _doubt_slid(self, rows: Mapping[int, ReturnedRow], slid: bool | None) -> tuple[str, ...]:
        """Move answers that slid, or ask about them, and those moved apart, that point at the row above or are headed otherwise.

        Gives the keys of the columns whose heading an answer was pasted over.
        """
        returned, columns = self._returned_sheet, self._columns
        slide = find_slide(returned, rows, columns, self._form)
        if slide is not None and can_be_moved(slide, returned, columns):
            returned.slid = slide.way
            if slid:
                move_back(slide, returned, rows, self._over_first(slide))
                for row in returned.rows:
                    self._understand(row)
        if not returned.held:
            meant_above(returned.rows)
        pasted_over = slide.columns if slide is not None and slide.way == "too high" else ()
        doubt_headed_otherwise(list(rows.values()), columns, self._issued, self._form, pasted_over)
        if slide is not None and slid is not False:
            (ask_whether_moved if slid else ask_which_row)(slide, returned.rows)
        elif slide is None and not returned.held:
            ask_about_moved(returned.rows)
        return pasted_over

    def _leave_over(self, rows: Mapping[int, ReturnedRow], moved: Collection[str]) -> None:
        """Keep every word that is no answer, but for a sum of the rows; the headings of columns `moved` are answers."""
        returned, columns = self._returned_sheet, self._columns
        leftovers = Leftovers(self._sheet, self._issued, self._form, columns, held=bool(returned.held))
        returned.remarks += leftovers.in_headings(moved)
        known = [self._sheet.rows[number] for number, row in rows.items() if row.issued]
        for number, row in rows.items():
            remarks = leftovers.in_row(number, row.place, row.issued)
            if row.place == "elsewhere":
                sums, words = self._parted(self._sheet.rows[number])
                if only_figures(sums) and adds_up(sums, known):
                    said = {address_of(number, column) for column in words}
                    remarks = (remark for remark in remarks if remark.address in said)
            returned.remarks += remarks
        returned.remarks += leftovers.over_cells({number: row.issued for number, row in rows.items()})

    def _over_first(self, slide: Slide) -> dict[str, ReturnedCell]:
        """The answers that stand where the headings were."""
        number = self._columns.header_row
        over: dict[str, ReturnedCell] = {}
        for column in self._issued.form.inputs:
            if slide.way == "too high" and column.key in slide.columns:
                position = (number, self._columns.places[column.key])
                over[column.key] = self._cell(column, position, self._sheet.rows[number].get(position[1]))
        return over

    def _parted(self, cells: Mapping[int, ReadCell]) -> tuple[dict[int, ReadCell], dict[int, ReadCell]]:
        """The cells of a row, and apart from them those with words where words are asked for.

        Words there that may name a sum do, where nothing else in the row does.
        """
        words = {
            column: cell
            for column, cell in cells.items()
            if column in self._columns_of_words
            and cell.kind == "text"
            and not is_blank(cell.value)
            and figure_in(cell) is None
        }
        if not names_sum({column: cell for column, cell in cells.items() if column not in words}):
            words = {column: cell for column, cell in words.items() if not may_name_sum(cell.value)}
        return {column: cell for column, cell in cells.items() if column not in words}, words

    @cached_property
    def _columns_of_words(self) -> frozenset[int | None]:
        """The columns of the sheet in which words are asked for."""
        return frozenset(
            self._columns.places.get(column.key)
            for column in self._issued.form.inputs
            if column.field.kind in WORDS
        )

    def _is_sum(self, cells: Mapping[int, ReadCell]) -> bool:
        """Whether a row adds up others, or holds nothing but figures."""
        sums, words = self._parted(cells)
        return only_figures(sums) and (not words or (self._can_be_summed() and names_sum(sums)))

    def _can_be_summed(self) -> bool:
        """Whether what is asked for can be added up, as scores cannot."""
        return any(column.field.kind in ("money", "number or TBC") for column in self._issued.form.inputs)

    def _heads_again(self, cells: Mapping[int, ReadCell]) -> bool:
        """Whether a row is that of the headings once more, as where a table was copied below another."""
        headings = self._columns.headings
        filled = {column: cell for column, cell in cells.items() if not is_blank(cell.value)}
        return len(filled) > 1 and all(
            cell.kind == "text" and plain(cell.value) == plain(headings.get(column, ""))
            for column, cell in filled.items()
        )

    def _spread(self, rows: dict[int, ReturnedRow]) -> None:
        """Which answers are merged over several rows."""
        inputs = {self._columns.places.get(column.key): column.key for column in self._issued.form.inputs}
        for top, left, bottom, _ in self._sheet.merged:
            if bottom > top and left in inputs and top in rows:
                over = [row.issued for number, row in rows.items() if top <= number <= bottom and row.issued]
                if len(over) > 1 and rows[top].issued:
                    rows[top].cells[inputs[left]].over = over

    def _doubt_dates(self, rows: dict[int, ReturnedRow]) -> None:
        """Which dates may have their month first, since another of their column must."""
        for column in self._issued.form.inputs:
            if column.field.kind == "date":
                cells = [row.cells[column.key] for row in rows.values() if column.key in row.cells]
                doubtful = any(only_month_first(cell.raw) for cell in cells)
                for cell in cells:
                    cell.months_first = doubtful

    def _understand(self, row: ReturnedRow) -> None:
        """Read what each of a row's cells means, once and for all."""
        unit = str(row.issued.context.get("unit") or "") if row.issued else ""
        for cell in row.cells.values():
            read, struck, left, shown = self._read[cell.address]
            cell.answer = read_answer(
                read, cell.column, self._form, unit, struck, left=left, months_first=cell.months_first
            )
            if shown and read is not None and cell.answer.state == "value":
                cell.answer = self._seen_otherwise(cell, read, shown, unit)
            if row.issued and read is not None and read.kind == "text" and not struck:
                cell.answer = left_as_it_was(cell.answer, cell.words, cell.column, row.issued, self._form)
                cell.answer = sent_beside(cell.answer, cell.words, cell.column)
            if row.issued and cell.column.field.kind == "number or TBC":
                cell.answer = doubted(cell.answer, row.issued)
            if read is not None and read.kind == "text" and cell.column.field.kind not in WORDS:
                value = cell.column.field.format(cell.answer.value) if cell.answer.value is not None else ""
                cell.says_more = says_more(read.value, value)
        self._doubt_swapped(row)

    def _seen_otherwise(self, cell: ReturnedCell, read: ReadCell, shown: str, unit: str) -> Answer:
        """A number whose cell shows another, 2 as "2k": what is seen may be what is meant."""
        column, answer = cell.column, cell.answer
        if column.field.kind not in ("money", "number or TBC", "whole number") or read.kind != "number":
            return answer
        if shows_only_unit(shown, read.value, column, unit):
            return answer
        meant = read_answer(ReadCell("text", shown), column, self._form, unit).value
        said = f"The cell holds {cell.raw} and shows “{shown}”. Did they mean "
        said += "that?" if meant is None else f"{column.field.format(meant)}?"
        return replace(answer, state="unsure", value=meant, literal=answer.value, message=said)

    def _doubt_swapped(self, row: ReturnedRow) -> None:
        """Ask about words that are nothing but a rating or state, where the column for that holds other words."""
        listed = [cell for cell in row.answers() if cell.column.field.kind in ("rag", "choice")]
        for other in listed:
            if other.answer.state != "rejected" and (
                other.answer.state == "value" or len(other.words.split()) < 3
            ):
                continue
            for cell in row.answers():
                if cell.column.field.kind not in WORDS or cell.answer.state != "value":
                    continue
                if read_answer(ReadCell("text", cell.words), other.column, self._form).state == "value":
                    said = (
                        f"“{cell.words}” stands under {cell.column.header} and other words under "
                        f"{other.column.header}. Is it their {cell.column.header}, or were the two swapped?"
                    )
                    cell.answer = replace(cell.answer, state="unsure", message=said)

    def _place(self, row: ReturnedRow, cells: dict[int, ReadCell]) -> Place:
        """Know the row again."""
        code, record = row.code, self._text(cells, RECORD)
        before_header = row.number < self._columns.header_row
        filled = any(row.answers())
        if self._issued.key == NEW_ITEMS:
            if before_header or not filled:
                return "elsewhere"
            return self._propose(row)
        if not looks_like_row_code(code) and not record and self._is_sum(cells):
            return "elsewhere"  # it adds up the rows above, and is none of its own
        if self._returned_sheet.by_title:
            return self._pair_by_title(row, before_header)
        if not code and not record:
            return self._without_code(row, before_header)
        if not looks_like_row_code(code) and record not in self._by_record and not filled:
            return "elsewhere"  # the title, or something written above or below the table
        by_code, by_record = self._by_code.get(code), self._by_record.get(record)
        if by_code is None and by_record and not filled and not looks_like_row_code(code):
            row.issued = by_record  # somebody wrote over the code of a row that says nothing else
            return self._accept(row)
        if code and by_code is None:
            return self._refuse(row, self._why_unknown(code))
        if by_code is None and by_record is None:
            return self._refuse(row, "The row's code is gone and its record id is not one that was sent")
        if by_code is not None and looks_like_id(record) and by_record is not by_code:
            return self._hold(row, f"row code {code} is next to another row's record id")
        row.issued = by_code or by_record
        return self._accept(row)

    def _accept(self, row: ReturnedRow) -> Place:
        issued = row.issued
        assert issued is not None
        own, title = plain(issued.title), plain(row.title)
        if title and title != own and title in self._titles and self._titles[title][0] is not issued:
            return self._hold(row, f"“{issued.code}” is next to the title of {self._titles[title][0].code}")
        self._returned_sheet.rows.append(row)
        return "known"

    def _propose(self, row: ReturnedRow) -> Place:
        self._returned_sheet.proposed.append(row)
        return "proposed"

    def _hold(self, row: ReturnedRow, why: str) -> Place:
        if not self._returned_sheet.held:
            self._returned_sheet.held = (
                f"The sheet was sorted apart: in row {row.number}, {why}. Nothing on it is taken until its "
                "rows are paired again, by their titles or by the partner."
            )
        row.issued = None
        self._returned_sheet.unknown.append(row)
        return "unknown"

    def _refuse(self, row: ReturnedRow, why: str) -> Place:
        row.fault = f"{why}; the row is kept for you to look at and nothing of it was taken."
        self._returned_sheet.unknown.append(row)
        return "unknown"

    def _why_unknown(self, code: str) -> str:
        if not looks_like_row_code(code):
            return f"“{code}” is not a row code"
        if row_code_holds(self._form.return_code, code):
            return f"No row {code} was sent with this return"
        return f"The check character of {code} is wrong: it was mistyped, or the row is from another return"

    def _without_code(self, row: ReturnedRow, before_header: bool) -> Place:
        filled = any(row.answers())
        if before_header or not (filled or (self._columns.header_row and row.title)):
            return "elsewhere"
        if CODE not in self._columns.places and RECORD not in self._columns.places:
            # The columns that name rows are gone altogether.
            if filled:
                return self._hold(row, "there is neither a row code nor a record id")
            if plain(row.title) in self._titles:
                return "unknown"
        return self._propose(row)

    def _pair_by_title(self, row: ReturnedRow, before_header: bool) -> Place:
        titled = self._titles.get(plain(row.title), []) if row.title else []
        if len(titled) > 1:
            titled = [issued for issued in titled if plain(issued.ref) == plain(row.context.get("ref", ""))]
        if len(titled) == 1:
            row.issued = titled[0]
            self._returned_sheet.rows.append(row)
            return "known"
        if not before_header and any(row.answers()):
            return self._refuse(
                row, "No row that was sent has this title" if row.title else "This row has no title"
            )
        return "elsewhere"

    def _returned(self, number: int, cells: dict[int, ReadCell]) -> ReturnedRow:
        places, sheet = self._columns.places, self._sheet
        answers = {}
        for column in self._issued.form.inputs:
            place = places.get(column.key)
            if place is None:
                continue
            position = (number, place)
            answers[column.key] = cell = self._cell(column, position, cells.get(place))
            if column.field.kind == "rag" and cell.blank:
                fill = sheet.fills.get(position, "")
                # What purple stands for is asked: where it is used beside the others it mostly says complete.
                cell.colour = rag_of_fill(fill) or ("blue" if is_purple(fill) else "")
        context = {
            column.key: cell_text(shown_text(cells[places[column.key]]))
            for column in self._issued.form.context
            if places.get(column.key) in cells
        }
        code = read_row_code(cells[places[CODE]].value) if places.get(CODE) in cells else ""
        address = address_of(number, places.get(CODE, 1))
        title = plain_text(context.get("title", ""))
        return ReturnedRow(sheet.title, number, None, answers, address, code, title, context=context)

    def _cell(self, column: InputColumn, position: tuple[int, int], read: ReadCell | None) -> ReturnedCell:
        sheet, address = self._sheet, address_of(*position)
        struck, left = position in sheet.struck, sheet.part_struck.get(position, ("", ""))[0]
        self._read[address] = (read, struck, left, sheet.shown_texts.get(position, ""))
        raw = "" if read is None else shown_text(read)
        blank = read is None or (read.kind == "text" and is_blank(read.value))
        return ReturnedCell(column, address, raw, cell_text(raw), blank, comment=note_at(sheet, position))

    def _text(self, cells: dict[int, ReadCell], key: str) -> str:
        place = self._columns.places.get(key)
        return str(cells[place].value).strip() if place in cells else ""
