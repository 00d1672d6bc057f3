"""Keyword search: BM25 over our own tokens in tantivy, the only importer of that library.

The folder of a generation's keyword index is made of immutable files: the next generation starts from hard links to them, and
committing writes new files only.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

from index.errors import StoreError
from index.words import tokens

# Part of a generation's manifest: an index made with other tokens or another schema is built anew.
KEYWORDS = "characters, bigrams, articles and stems, 2"
# Tokens, of which each counts as often as it stands there, or with their weights.
Words = Sequence[str] | Mapping[str, float]
_WRITER_BYTES = 64_000_000
_BODY = "body"


@lru_cache(maxsize=1)
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("report", stored=False, indexed=True, fast=True)
    builder.add_text_field(_BODY, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def add_keywords(folder: Path, added: Iterable[tuple[int, int, str]]) -> None:
    """Commit (passage number, report number, searched text) rows to an index folder, made if it is empty.

    Nothing is ever deleted from an index: deleted documents would go on counting in the scores of all others.
    """
    try:
        _add(folder, added)
    except ValueError as error:  # what this library raises when it cannot write
        raise StoreError("storage_error", f"The keyword index could not be written ({error}): the old state is kept.") from error
    for lock in folder.glob("*.lock"):
        lock.unlink()  # only this writer used them; a generation holds nothing but sealed files


def _add(folder: Path, added: Iterable[tuple[int, int, str]]) -> None:
    index = tantivy.Index(_schema(), path=str(folder), reuse=True)
    writer = index.writer(_WRITER_BYTES, num_threads=1)
    for number, report, text in added:
        document = tantivy.Document()
        document.add_unsigned("number", number)
        document.add_unsigned("report", report)
        document.add_text(_BODY, " ".join(tokens(text)))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class KeywordIndex:
    """A snapshot of a keyword index folder; safe for many threads."""

    def __init__(self, folder: Path) -> None:
        try:
            self._index = _open(folder)
        except ValueError as error:
            raise StoreError("damaged", f"The keyword index of generation {folder.parent.name} cannot be opened.") from error
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, words: Words, count: int, reports: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The `count` best (passage number, BM25 score), best first; only of `reports` where given. Ties go to the lower number."""
        if not words or count < 1 or (reports is not None and not reports):
            return []
        found = self._searcher.search(self._query(words, reports), limit=count, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in found])
        scored = [(int(number), float(score)) for number, (score, _) in zip(numbers, found, strict=True)]
        return sorted(scored, key=lambda hit: (-hit[1], hit[0]))

    def document_frequency(self, word: str) -> int:
        """How many passages hold a token."""
        return int(self._searcher.doc_freq(_BODY, word))

    def _query(self, words: Words, reports: Collection[int] | None) -> tantivy.Query:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(word), float(weight)))
            for word, weight in sorted((words if isinstance(words, Mapping) else Counter(words)).items())
        ]
        query = tantivy.Query.boolean_query(terms)
        if reports is None:
            return query
        allowed = tantivy.Query.term_set_query(self._schema, "report", sorted(reports))
        # A constant score of zero: the filter must not change the order.
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0))]
        )

    def _term(self, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, _BODY, word, index_option="freq")


def _open(folder: Path) -> tantivy.Index:
    """Opening takes a lock file in the folder; where none can be written, in a scratch folder that leads to the same files."""
    try:
        return tantivy.Index.open(str(folder))
    except ValueError:
        with TemporaryDirectory(prefix="policyqa-") as scratch:
            for path in folder.iterdir():
                if path.suffix != ".lock":
                    (Path(scratch) / path.name).symlink_to(path.absolute())
            return tantivy.Index.open(scratch)
