"""Any form as a web page: one file without script, readable on a telephone, in light and dark.

Text is always escaped; nothing is fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from csp_desktop.palette import DARK, LIGHT, Colours
from csp_desktop.paths import own_text, resources_folder
from csp_desktop.rating_colours import with_chosen
from csp_desktop.registers.fields import RAG_SHAPES
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import (
    Badge,
    Band,
    Blank,
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Facts,
    Form,
    HeatMap,
    Node,
    Piece,
    Prose,
    Row,
    Sheet,
    Table,
    Ticks,
    cell,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import written
from csp_desktop.reports.typesetting import printable
from csp_desktop.rules.rag import rag_words

# Of a chart, in its own units: as wide as a telephone, so that its letters stay legible there.
_WIDE, _TALL, _LEFT, _FOOT = 360, 190, 56, 26


def write_web_page(
    records: PlanRecords, form: Form, options: ReportOptions, downloads: Sequence[tuple[str, str]] = ()
) -> str:
    """A form as HTML; `downloads` are files that lie beside it, as (file name, what it is)."""
    first = form.sheets[0]
    contents = "".join(
        f'<li><a href="#part-{at}">{_text(sheet.title)}</a></li>'
        for at, sheet in enumerate(form.sheets)
        if at
    )
    files = "".join(f'<li><a href="{escape(name)}">{_text(what)}</a></li>' for name, what in downloads)
    legend = "".join(
        f"<li>{_badge(Badge(rag, word))}</li>" for rag, word in rag_words(records.partnership).items()
    )
    sections = "".join(_sheet(sheet, at) for at, sheet in enumerate(form.sheets))
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_text(first.title)} – {_text(records.partnership['name'])}</title>\n"
        f'<style>\n{_style()}</style>\n</head>\n<body>\n<a class="skip" href="#main">Skip to the content</a>\n'
        f"<header>\n<p>{_text(first.context)}</p>\n<h1>{_text(first.title)}</h1>\n</header>\n"
        + (f'<nav aria-label="On this page"><ul>{contents}</ul></nav>\n' if contents else "")
        + f'<main id="main">\n{sections}</main>\n<footer>\n'
        + (f"<h2>Download</h2>\n<ul>{files}</ul>\n" if files else "")
        + (f'<h2>Ratings</h2>\n<ul class="legend">{legend}</ul>\n' if form.legend else "")
        + f"<p>Published {escape(written(options.printed_on))} by {_text(records.partnership['name'])}.</p>\n"
        "</footer>\n</body>\n</html>\n"
    )


def _style() -> str:
    sheet = own_text(resources_folder() / "reports" / "web-page.css")
    dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {_roles(with_chosen(DARK))} }} }}\n"
    return f":root {{ color-scheme: light dark; {_roles(with_chosen(LIGHT))} }}\n{dark}{sheet}"


def _roles(colours: Colours) -> str:
    plain = {
        "ink": colours.ink,
        "soft": colours.soft,
        "line": colours.rule,
        "surface": colours.surface,
        "accent": colours.accent,
    }
    for rag, tone in colours.ratings.items():
        plain |= {rag: tone.ink, f"{rag}-tint": tone.tint}
    return "; ".join(f"--{name}: {value}" for name, value in plain.items())


def _text(text: str) -> str:
    return escape(printable(text))


def _sheet(sheet: Sheet, at: int) -> str:
    heading = f"<h2>{_text(sheet.title)}</h2>" if at else ""
    rating = ""
    if sheet.rating is not None:
        was = f' <span class="soft">was</span> {_badge(sheet.before)}' if sheet.before is not None else ""
        rating = f'<p class="rating"><span class="soft">This quarter</span> {_badge(sheet.rating)}{was}</p>'
    lead = f'<p dir="auto">{_text(sheet.lead)}</p>' if sheet.lead else ""
    return f'<section id="part-{at}">{heading}{rating}{lead}{_blocks(sheet, at > 0)}</section>\n'


def _blocks(sheet: Sheet, headed: bool) -> str:
    """The blocks in their order, charts that follow one another side by side; their headings one level below."""
    parts: list[str] = []
    charts: list[str] = []
    for given in sheet.blocks.values():
        block = replace(given, level=given.level + headed)
        if isinstance(block, Chart):
            charts.append(_chart(block))
            continue
        if charts:
            parts.append(f'<div class="pair">{"".join(charts)}</div>')
            charts = []
        parts.append(_block(block, sheet.title))
    if charts:
        parts.append(f'<div class="pair">{"".join(charts)}</div>')
    return "".join(parts)


def _block(block: Block, of: str) -> str:
    if isinstance(block, Table):
        return _table(block, of)
    if isinstance(block, Chart):
        return _chart(block)
    titled = _heading(block.title, block.level)
    if isinstance(block, Prose):
        said = block.text or block.empty
        return f'{titled}<p dir="auto">{_text(said)}</p>' if said else titled
    if isinstance(block, Facts):
        facts = "".join(f"<dt>{_text(label)}</dt><dd>{_pieces(said)}</dd>" for label, said in block.facts)
        return f"{titled}<dl>{facts}</dl>" if facts else titled
    if isinstance(block, HeatMap):
        return titled + _heat_map(block)
    return f'{titled}<ul class="tree">{"".join(_node(node) for node in block.nodes)}</ul>'


def _heading(title: str, level: int) -> str:
    return f"<h{level}>{_text(title)}</h{level}>" if title else ""


def _table(block: Table, of: str) -> str:
    if not block.rows:
        return f"{_heading(block.title, block.level)}<p>{_text(block.empty)}</p>"
    head = "".join(
        f'<th scope="col" role="columnheader" class="{column.align}">{_text(column.label)}</th>'
        for column in block.columns
    )
    rows = "".join(_row(block.columns, row) for row in block.rows)
    note = f'<p class="note">{_text(block.note)}</p>' if block.note else ""
    # Roles are said again because cells stacked on a telephone lose theirs in some browsers.
    return (
        f'{_heading(block.title, block.level)}<table class="stacks" role="table">'
        f'<caption class="hidden">{_text(block.title or of)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>{note}'
    )


def _row(columns: Sequence[Column], row: Row | Band) -> str:
    if isinstance(row, Band):
        return (
            f'<tr class="band" role="row"><th scope="colgroup" role="rowheader" colspan="{len(columns)}">'
            f"{_text(row.title)}</th></tr>"
        )
    cells = []
    for column, said in zip(columns, row.cells, strict=True):
        body = _pieces(said)
        if column.leads:
            # A number people say aloud stays whole.
            short = " short" if column.em else ""
            cells.append(f'<th scope="row" role="rowheader" class="{column.align}{short}">{body}</th>')
        else:
            empty = "" if said else " empty"
            cells.append(
                f'<td role="cell" class="{column.align}{empty}" data-label="{_text(column.label)}"><div>{body}</div></td>'
            )
    return f'<tr role="row"{" class=under" if row.under else ""}>{"".join(cells)}</tr>'


def _pieces(said: Cell) -> str:
    return "".join(_piece(piece) for piece in said)


def _piece(piece: Piece) -> str:
    if isinstance(piece, Badge):
        of = f'<span class="soft">{_text(piece.of)}</span> ' if piece.of else ""
        return f"<p>{of}{_badge(piece)}</p>"
    if isinstance(piece, Bullets):
        points = "".join(f'<li dir="auto">{_text(point)}</li>' for point in piece.points)
        return f"<ul>{points}</ul>"
    if isinstance(piece, Blank):
        return "<p>________________</p>" * piece.lines
    if isinstance(piece, Ticks):
        boxes = (f"{'☒' if choice == piece.ticked else '☐'} {_text(choice)}" for choice in piece.choices)
        return f"<p>{'   '.join(boxes)}</p>"
    tone = "" if piece.tone == "plain" else f' class="{piece.tone}"'
    return f'<p dir="auto"{tone}>{_text(piece.text)}</p>'


def _badge(badge: Badge) -> str:
    return (
        f'<span class="badge {badge.rag}"><span aria-hidden="true">{RAG_SHAPES[badge.rag]}</span> '
        f"{_text(badge.word)}</span>"
    )


def _chart(chart: Chart) -> str:
    """The lines drawn, with the same figures as a table beneath."""
    columns = (
        Column("line", "Figures", leads=True),
        *(Column(period, period, align="right") for period in chart.periods),
    )
    rows = [
        Row((cell(line.label), *(cell("–" if value is None else f"{value:,.6g}") for value in line.values)))
        for line in chart.lines
    ]
    head = "".join(f'<th scope="col" class="{column.align}">{_text(column.label)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{_text(line.label)}</th>'
        + "".join(f'<td class="right">{_pieces(said)}</td>' for said in row.cells[1:])
        + "</tr>"
        for line, row in zip(chart.lines, rows, strict=True)
    )
    return (
        f"<figure>{_heading(chart.title, chart.level)}{_drawn(chart)}<figcaption>{_text(chart.caption)}</figcaption>"
        f'<table><caption class="hidden">{_text(chart.title)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></figure>"
    )


def _drawn(chart: Chart) -> str:
    inner, bottom = _WIDE - _LEFT - 8, _TALL - _FOOT
    span = chart.high - chart.low

    def across(at: int) -> float:
        return round(_LEFT + inner * (at + 0.5) / len(chart.periods), 1)

    def down(value: float) -> float:
        return round(8 + (bottom - 16) * (1 - (value - chart.low) / span), 1)

    parts = [
        f'<line class="grid" x1="{_LEFT}" x2="{_WIDE - 8}" y1="{down(mark)}" y2="{down(mark)}"/>'
        f'<text x="{_LEFT - 6}" y="{down(mark) + 4}" text-anchor="end">{_text(label)}</text>'
        for mark, label in chart.marks
    ]
    parts += [
        f'<text x="{across(at)}" y="{_TALL - 8}" text-anchor="middle">{_text(period)}</text>'
        for at, period in enumerate(chart.periods)
    ]
    for line in reversed(chart.lines):
        points = [(across(at), down(value)) for at, value in enumerate(line.values) if value is not None]
        if len(points) > 1:
            parts.append(
                f'<polyline class="line-{line.style}" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'
            )
        parts += [_mark(line.style, x, y) for x, y in points]
    return (
        f'<svg viewBox="0 0 {_WIDE} {_TALL}" role="img" aria-label="{_text(chart.alt)}">{"".join(parts)}</svg>'
        f'<p class="soft">{_key(chart)}</p>'
    )


def _mark(style: str, x: float, y: float) -> str:
    if style == "target":
        return f'<rect class="mark-target" x="{x - 2.5}" y="{y - 2.5}" width="5" height="5"/>'
    return f'<circle class="mark-{style}" cx="{x}" cy="{y}" r="{4 if style == "actual" else 2.5}"/>'


def _key(chart: Chart) -> str:
    """Which line is which, by how it is drawn."""
    looks = {"actual": "solid line, dots", "target": "dashed line, squares", "before": "dotted line, rings"}
    return _text("; ".join(f"{line.label}: {looks[line.style]}" for line in chart.lines) + ".")


def _heat_map(block: HeatMap) -> str:
    head = "".join(f'<th scope="col">Impact {impact}</th>' for impact in range(1, 6))
    rows = "".join(
        f'<tr><th scope="row">Likelihood {likelihood}</th>'
        + "".join(_square(block, likelihood, impact) for impact in range(1, 6))
        + "</tr>"
        for likelihood in range(5, 0, -1)
    )
    return (
        f'<table><caption class="hidden">{_text(block.alt)}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _square(block: HeatMap, likelihood: int, impact: int) -> str:
    refs: Iterable[str] = block.risks.get((likelihood, impact), ())
    score = Badge(block.bands[likelihood, impact], str(likelihood * impact))
    return f'<td>{_badge(score)} <span class="strong">{_text(" ".join(refs))}</span></td>'


def _node(node: Node) -> str:
    note = f' <span class="soft">{_text(node.note)}</span>' if node.note else ""
    under = f"<ul>{''.join(_node(child) for child in node.under)}</ul>" if node.under else ""
    return f'<li><span class="strong">{_text(node.title)}</span>{note}{under}</li>'
