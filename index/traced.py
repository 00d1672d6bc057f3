"""A report with what is needed to tell how it is related to others."""

import re
from dataclasses import dataclass

from documents.editions.traces import Trace
from documents.types import Metadata


@dataclass(frozen=True, slots=True)
class Traced:
    """`pages` and `recognised` count its pages and those read from pictures."""

    number: int
    report_id: str
    source_name: str
    metadata: Metadata
    characters: int
    pages: int
    recognised: int
    trace: Trace

    @property
    def is_picture(self) -> bool:
        """Whether most of its pages were read from pictures, so that characters of it may be wrong."""
        return 2 * self.recognised > self.pages

    @property
    def year(self) -> int | None:
        """The year that an edition is for: its period's last, else that of its date."""
        years = re.findall(r"\d{4}", self.metadata.period or "") or re.findall(r"^\d{4}", self.metadata.date or "")
        return int(years[-1]) if years else None
