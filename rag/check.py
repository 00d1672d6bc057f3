"""Does a sentence stand in its quotes: figures with unit, qualifier and subject, each place and clause, enough of its words."""

from collections.abc import Sequence

from documents.regions import places_in
from index.words import tokens
from rag.clauses import has_added_clause
from rag.foreign import is_foreign
from rag.meanings import missing_figures
from rag.opposites import contradicts
from rag.subjects import misplaced_figures
from rag.types import Support

# Shares of a sentence's tokens that stand in its quotes. Chosen by hand, not yet fitted.
SUPPORTED = 0.5
WEAK = 0.25


def support(sentence: str, quotes: Sequence[str], above: str = "") -> Support | None:
    """How far the quotes hold a sentence; None when they do not: anything in it is another, foreign or added, or hardly a word is shared.

    `above` is what stands above the quotes in their reports: it may name the place and a table's unit, but no figure.
    """
    said = " ".join(quotes)
    known = f"{above} {said}"
    if is_foreign(sentence, said, above) or places_in(sentence) - places_in(known) or has_added_clause(sentence, known):
        return None
    if missing_figures(sentence, quotes, above) or misplaced_figures(sentence, quotes, above) or contradicts(sentence, said):
        return None
    # What names the report is neither for the sentence nor against it.
    wanted = set(tokens(sentence)) - (set(tokens(above)) - set(tokens(said)))
    shared = len(wanted & set(tokens(said))) / len(wanted) if wanted else 0.0
    if shared >= SUPPORTED:
        return "supported"
    return "weak" if shared >= WEAK else None
