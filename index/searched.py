"""The text under which a passage is found: report title and nearest heading stand before its own words."""

from documents.types import Passage


def searched_text(title: str, passage: Passage) -> str:
    """What keyword search and encoder see of a passage."""
    heading = passage.section[-1] if passage.section else ""
    parts = [title, *([heading] if heading and heading not in passage.read else []), passage.read]
    return "\n".join(part for part in parts if part)
