"""Finding the tables on a sheet: where each header stands, which rows are data, and which head or total others."""

from __future__ import annotations

from dataclasses import replace

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.columns.charts import take_titles_of_charts
from csp_desktop.excel.recognising.finding.about_document import (
    take_document_lines,
    take_lines_around,
    take_lines_between,
)
from csp_desktop.excel.recognising.finding.bands import band_of
from csp_desktop.excel.recognising.finding.below_tables import (
    cut_tail,
    form_over_headings,
    heads_below_title,
    heads_otherwise,
    heads_scale,
    lists_choices,
    only_words_follow,
    repeats,
    starts_another,
)
from csp_desktop.excel.recognising.finding.columns_under import columns_under
from csp_desktop.excel.recognising.finding.header_rows import (
    LONGEST_HEADING,
    Known,
    best_header,
    header_rows,
    wordings,
)
from csp_desktop.excel.recognising.finding.headings_between import (
    heading_between,
    take_first_heading,
    take_headings_of_parts,
    take_lone_sentence,
    take_names_alone,
    take_words_under_bands,
)
from csp_desktop.excel.recognising.finding.keys import (
    start_of_key,
    take_keys,
    take_keys_below,
    take_keys_over,
)
from csp_desktop.excel.recognising.finding.remarks import (
    END_ROW,
    EXAMPLE_ROW,
    GUIDANCE_ROW,
    MAYBE_SUMMARY_ROW,
    PAGE_NUMBER_ROW,
    REMARK_ROW,
    SUMMARY_ROW,
    UNFILLED_ROW,
    are_examples,
    counts_records,
    is_end,
    is_example,
    is_guidance,
    is_number_alone,
    is_remark,
    is_template,
    is_unfilled,
    names_source_of_rows,
)
from csp_desktop.excel.recognising.finding.side_by_side import headed_apart, side_by_side
from csp_desktop.excel.recognising.finding.told_scales import scale_rows
from csp_desktop.excel.recognising.finding.totals import is_total, sums_up, word_after
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import is_page_number, plain

_MOST_TITLES, _NEAREST = 12, 3


def find_tables(grid: Grid, known: Known) -> list[FoundTable]:
    """The tables of a sheet from top to bottom; `known` says how sure a text is a known heading."""
    tables = [table for part in headed_apart(grid, known) for table in _tables_below(part, known)]
    for table in tables:
        take_titles_of_charts(table)
    return tables


def _tables_below(grid: Grid, known: Known) -> list[FoundTable]:
    """The tables of a sheet, or of some columns of it, that stand below one another."""
    tables: list[FoundTable] = []
    rows = grid.rows
    start = 0
    while start < len(rows):
        at = best_header(grid, rows, start, known)
        if at is None:
            break
        header = header_rows(grid, rows, at)
        edge = start_of_key(grid, header)
        table, end = _table_at(grid, rows, header, edge, known)
        over = [row for row in rows[start:at] if row not in table.header]
        titles = {row: lone[1] for row in over if (lone := grid.lone_text(row)) and lone[0] < edge}
        # Below pages of text only what stands right over a table names it.
        table.titles = titles if len(titles) <= _MOST_TITLES else dict(list(titles.items())[-_NEAREST:])
        table.over = tuple(over)
        if over and are_examples(titles.get(over[-1], ""), table.rows):
            table.remarks |= dict.fromkeys(table.rows, EXAMPLE_ROW)
            table.rows = []
        take_first_heading(table)
        take_keys_over(grid, table)
        tables += map(_without_strangers, side_by_side(table, known))
        start = end
    if tables:
        take_headings_of_parts(tables)
        take_lines_around(grid, tables)
    return tables


def _without_strangers(table: FoundTable) -> FoundTable:
    """A table without the rows that hold nothing under any of its headings: they stand beside it."""
    held = table.grid.columns_by_row
    headed = {column.column for column in table.columns if column.heading}
    own = [row for row in table.rows if not headed.isdisjoint(held[row])]
    if not own or len(own) == len(table.rows):
        return table
    filled = headed.union(*(held[row] for row in own))
    sections = {row: text for row, text in table.sections.items() if not filled.isdisjoint(held[row])}
    columns = [column for column in table.columns if column.column in filled]
    return replace(table, rows=own, sections=sections, columns=columns)


def _table_at(
    grid: Grid, rows: list[int], header: tuple[int, ...], edge: int, known: Known
) -> tuple[FoundTable, int]:
    """The table under a header, before the key that begins in column `edge`, and where the rows after it start."""
    first = rows.index(header[-1]) + 1
    heading_columns = {column for row in header for column in grid.columns_by_row[row] if column < edge}
    last_headed = max(heading_columns)
    header_texts = {plain(text) for above in header for text in wordings(grid, above)}
    table = FoundTable(grid, header, [])
    end = first
    again: list[int] = []
    while end < len(rows):
        row = rows[end]
        columns = [column for column in grid.columns_by_row[row] if column < edge]
        if not columns:
            end += 1
            continue
        opening = grid.text(row, columns[0])
        headed = len(columns) > 1 and plain(opening[:LONGEST_HEADING]) in header_texts
        if headed and any(repeats(grid, row, above) for above in header):
            again.append(row)  # the header once more, after a page break
        elif table.rows and (
            (headed and heads_otherwise(grid, header[-1], row, known))
            or (rows[end - 1] in table.sections and heads_below_title(grid, row, len(heading_columns), known))
            or scale_rows(grid, rows, end)
            or form_over_headings(grid, rows, end, header[-1])
        ):
            end = _names_of_next(rows, table, end)
            break
        elif row - rows[end - 1] > 1 and (
            starts_another(grid, rows, end, known)
            or only_words_follow(grid, rows, end, table.rows)
            or heads_scale(grid, rows, end, table.rows)
            or lists_choices(grid, rows, end)
        ):
            end = _names_of_next(rows, table, end, below_gap=True)
            break
        elif len(columns) == 1 and opening[:4].casefold() == "page" and is_page_number(opening):
            table.remarks[row] = PAGE_NUMBER_ROW
        elif len(columns) == 1 and counts_records(opening):
            table.remarks[row] = SUMMARY_ROW
        elif (
            len(columns) <= 2
            and is_remark(grid, row, columns, len(heading_columns))
            and not names_source_of_rows(grid, row, header)
        ):
            table.remarks[row] = REMARK_ROW
        elif is_end(grid, row, columns):
            table.remarks[row] = END_ROW
        elif is_unfilled(grid, row, columns, min(heading_columns)) or (
            table.rows and _carries_no_words(grid, row, columns, table.rows[-1], known)
        ):
            table.remarks[row] = UNFILLED_ROW
        elif is_example(grid, row, columns):
            table.remarks[row] = EXAMPLE_ROW
        elif is_total(grid, row, columns, table.rows, later := word_after(grid, row, columns, table.rows)):
            table.totals.append(row)
        elif row - 1 not in table.sections and (
            (summed := sums_up(grid, row, columns, table.rows, table.totals, later)) or summed is None
        ):
            table.remarks[row] = SUMMARY_ROW if summed else MAYBE_SUMMARY_ROW
        elif heading := heading_between(
            grid, row, [column for column in columns if column <= last_headed] or columns, heading_columns
        ):
            table.sections[row] = heading
        elif opening or any(grid.text(row, column) for column in columns):
            # A row of nothing but errors, or results nobody stored, is no record: each cell is asked about.
            table.rows.append(row)
        end += 1
    if (
        len(table.rows) > 1
        and not any(row < table.rows[0] for row in table.sections)
        and is_guidance(grid, table.rows[0], table.rows[1])
    ):
        table.remarks[table.rows.pop(0)] = GUIDANCE_ROW
    end = cut_tail(grid, rows, table, end)
    take_document_lines(table)
    if take_keys(table):
        take_document_lines(table)
    end = take_keys_below(grid, rows, table, end)
    take_lines_between(table)
    take_names_alone(table)
    take_lone_sentence(table)
    take_words_under_bands(table)
    table.header = (*header, *(row for row in again if end == len(rows) or row < rows[end]))
    table.columns = [column for column in columns_under(grid, header, table.rows) if column.column < edge]
    return table, end


def _names_of_next(rows: list[int], table: FoundTable, end: int, *, below_gap: bool = False) -> int:
    """Where what names the table that begins at `end` stands: the texts right before it that head no rows are none of this one.

    With `below_gap` only those below a gap; what stands right under the rows explains them.
    """
    first = end
    while rows[first - 1] in table.sections:
        first -= 1
    if below_gap or end - first > 1:
        while first < end and rows[first] - rows[first - 1] == 1 and not band_of(table.sections[rows[first]]):
            first += 1
    for row in rows[first:end]:
        del table.sections[row]
    return first


def _carries_no_words(grid: Grid, row: int, columns: list[int], above: int, known: Known) -> bool:
    """Does a row below another hold only the next number, or what is to be typed over?"""
    if len(columns) == 1:
        return is_number_alone(grid.text(row, columns[0]), grid.text(above, columns[0]))
    return is_template(grid, row, columns, known)
