"""Short and full names of the same thing: ministries, indicators, policies."""

from documents.text import fold
from documents.vocabulary import names


def other_names(name: str) -> tuple[str, ...]:
    """The other names of a thing, folded; none for a name that is not known."""
    return names().others(fold(name).replace("-", " "))
