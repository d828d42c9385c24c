"""Exposures as a CSV file that a spreadsheet opens as it is."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

from django.http import StreamingHttpResponse

from fangxian.operations.contacts.rows import ExportedExposure


class _Line:
    """Gives back what is written to it, so that a file is sent as it is made."""

    def write(self, text: str) -> str:
        return text


def write_csv(rows: Iterable[ExportedExposure], outbreak_id: str) -> Any:
    """Return the rows as a file to save, with a mark of the encoding for spreadsheets."""
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="exposed-{outbreak_id}.csv"'
    return response


def _lines(rows: Iterable[ExportedExposure]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([field.name for field in fields(ExportedExposure)])
    for row in rows:
        yield writer.writerow([as_text(value) for value in asdict(row).values()])


def as_text(value: object) -> str:
    """A text that begins like a formula is not run by a spreadsheet."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
