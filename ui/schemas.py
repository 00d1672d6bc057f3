"""What clients send, checked at the door, and which code of the closed list a misfit gets."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from documents.types import ReportKind, Status
from index.types import Filters
from rag.styles import Style
from rag.types import Question, Turn
from ui.errors import MAX_HITS, MAX_QUESTION, MAX_TURNS, RequestError
from ui.words import visible

COLLECTION = "default"

_QuestionText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)]
_FilterText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TurnBody(_Body):
    question: Annotated[str, Field(max_length=MAX_QUESTION)]
    answer: Annotated[str, Field(max_length=20_000)]


class FiltersBody(_Body):
    """Which reports may be searched; a filter that is null or missing lets all through."""

    region: _FilterText | None = Field(None, description="province, with its cities, or city", examples=["安徽"])
    year: Annotated[int, Field(strict=True, ge=1000, le=9999)] | None = Field(None, examples=[2026])
    issuer: _FilterText | None = None
    report: _FilterText | None = Field(None, description="name of the report's file")
    kind: ReportKind | None = Field(None, examples=["plan"])
    status: Status | None = None

    def filters(self) -> Filters:
        return Filters(**self.model_dump())


class AskBody(_Body):
    question: _QuestionText = Field(examples=["2026年安徽省规模以上工业增加值增长目标是多少？"])
    history: Annotated[tuple[TurnBody, ...], Field(max_length=MAX_TURNS)] = Field((), description="earlier turns, oldest first")
    filters: FiltersBody | None = None
    collection: str = COLLECTION
    citations: Style = Field("plain", description="how the references of the citations are written")
    stream: bool = Field(False, description="true: server-sent events instead of one reply")

    def checked(self) -> Question:
        _check_collection(self.collection)
        turns = tuple(Turn(turn.question, turn.answer) for turn in self.history)
        return Question(self.question, turns, self.filters.filters() if self.filters else Filters())


class SearchBody(_Body):
    query: _QuestionText = Field(examples=["规模以上工业增加值"])
    k: Annotated[int, Field(strict=True, ge=1, le=MAX_HITS)] = 10
    filters: FiltersBody | None = None
    collection: str = COLLECTION

    def checked(self) -> tuple[str, int, Filters]:
        _check_collection(self.collection)
        return self.query, self.k, self.filters.filters() if self.filters else Filters()


def _check_collection(name: str) -> None:
    if name != COLLECTION:
        raise RequestError("unknown_collection", name=short(name))


def misfit(errors: Sequence[Mapping[str, Any]]) -> RequestError:
    """The first error that the models found, as a code of ours."""
    error = errors[0]
    kind, place = error["type"], [str(part) for part in error["loc"] if part != "body"]
    if kind == "json_invalid" or not place:
        return RequestError("bad_json")
    if place in (["question"], ["query"]) and kind in ("string_too_short", "string_too_long"):
        return RequestError("question_length", limit=MAX_QUESTION, length=len(str(error["input"]).strip()))
    if place == ["k"]:
        return RequestError("k_out_of_range")
    if place[0] == "history" and kind in ("too_long", "string_too_long"):
        return RequestError("history_too_long")
    return _misfit_field(place, unknown=kind == "extra_forbidden")


def _misfit_field(place: list[str], *, unknown: bool) -> RequestError:
    if place[0] == "filters" and len(place) > 1:
        return RequestError("unknown_filter" if unknown else "invalid_filter", name=short(place[1]))
    return RequestError("unknown_field" if unknown else "invalid_field", name=short(".".join(place)))


def short(name: str) -> str:
    """A client's word, fit to be repeated to it."""
    return visible(name)[:60].encode("utf-8", "replace").decode()
