"""A finished PDF onto paper: its own pages, drawn at the printer's resolution."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

from csp_desktop.errors import ReportProblem

# Pages are drawn in bands: a whole A3 page at 1,200 dots per inch would take over a gigabyte.
_BAND_PIXELS = 8_000_000


def load_pdf(document: QPdfDocument, content: bytes) -> QBuffer:
    """Fill a document from bytes; keep the answered buffer as long as the document is used.

    Raises ReportProblem where the bytes are no readable PDF.
    """
    buffer = QBuffer(document)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready:
        raise ReportProblem(
            "This PDF cannot be shown; nothing was changed. Print the form again, or save it and open it in "
            "the PDF reader."
        )
    return buffer


def chosen_pages(printer: QPrinter, count: int, current: int = 0) -> list[int]:
    """The pages asked for in the printer's dialog, from 0, in printing order."""
    print_range = printer.printRange()
    ranges = printer.pageRanges()
    if print_range == QPrinter.PrintRange.CurrentPage:
        pages = [current]
    elif print_range == QPrinter.PrintRange.PageRange and not ranges.isEmpty():
        pages = [
            page
            for part in ranges.toRangeList()
            for page in range(part.from_ - 1, min(part.to, count))
            if page >= 0
        ]
    elif print_range == QPrinter.PrintRange.PageRange and printer.fromPage():
        pages = list(range(printer.fromPage() - 1, min(printer.toPage() or count, count)))
    else:
        pages = list(range(count))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    return pages


def print_pages(
    document: QPdfDocument,
    printer: QPrinter,
    pages: Sequence[int],
    proceed: Callable[[int], bool] = lambda done: True,
) -> int:
    """Print these pages (from 0), each on paper of its own size and turn; how many were printed.

    `proceed` is asked after every page, with the number done, whether to go on.
    Raises ReportProblem where the printer does not start or stops.
    """
    if not pages:
        raise ReportProblem(
            "There are no such pages in this report; nothing was printed. Choose other pages."
        )
    printer.setFullPage(True)
    _lay_out(printer, document.pagePointSize(pages[0]))
    painter = QPainter()
    if not painter.begin(printer):
        raise ReportProblem(
            "The printer did not start; nothing was printed. See that it is switched on, or save the PDF and "
            "print it from the PDF reader."
        )
    done = 0
    try:
        for page in pages:
            if done:
                _lay_out(printer, document.pagePointSize(page))
                if not printer.newPage():
                    raise ReportProblem(
                        f"The printer stopped after {done} of {len(pages)} pages. Print the rest again by "
                        "choosing those pages."
                    )
            _draw_page(document, page, painter, printer.paperRect(QPrinter.Unit.DevicePixel))
            done += 1
            if not proceed(done):
                printer.abort()
                break
    finally:
        painter.end()
    return done


def _lay_out(printer: QPrinter, points: QSizeF) -> None:
    """Paper and turn as the page has them, so that A3 and A4, upright and across, may be mixed."""
    upright = QSizeF(min(points.width(), points.height()), max(points.width(), points.height()))
    across = points.width() > points.height()
    layout = QPageLayout(
        QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch),
        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)


def _draw_page(document: QPdfDocument, page: int, painter: QPainter, paper: QRectF) -> None:
    points = document.pagePointSize(page)
    scale = min(paper.width() / points.width(), paper.height() / points.height())
    full = QSize(round(points.width() * scale), round(points.height() * scale))
    left = round((paper.width() - full.width()) / 2)
    top = round((paper.height() - full.height()) / 2)
    height = max(1, _BAND_PIXELS // full.width())
    for start in range(0, full.height(), height):
        band = QRect(0, start, full.width(), min(height, full.height() - start))
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(full)
        options.setScaledClipRect(band)
        image = document.render(page, band.size(), options)
        painter.drawImage(QRect(left, top + start, band.width(), band.height()), image)
