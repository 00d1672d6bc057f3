"""Short and full names of the same thing: ministries, indicators, policies."""

from documents.terms import names
from documents.text import fold


def other_names(name: str) -> tuple[str, ...]:
    """The other names of a thing, folded; none for a name that is not known."""
    return names().others(fold(name).replace("-", " "))
