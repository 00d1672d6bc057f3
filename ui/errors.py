"""What a client can be told, as a closed list: code → HTTP status. The words stand in `words.py` under `error_<code>`."""

from typing import Literal, get_args

from index.errors import StoreCode

RequestCode = Literal[
    "question_length",
    "unknown_filter",
    "invalid_filter",
    "k_out_of_range",
    "history_too_long",
    "unknown_field",
    "invalid_field",
    "bad_json",
    "unknown_collection",
    "unknown_report",
    "unknown_answer",
    "unknown_indicator",
    "unknown_region",
    "bad_year",
    "not_found",
    "method_not_allowed",
    "too_large",
    "internal",
]
ErrorCode = RequestCode | StoreCode

_NOT_422: dict[RequestCode, int] = {
    "unknown_collection": 404,
    "unknown_report": 404,
    "unknown_answer": 404,
    "not_found": 404,
    "method_not_allowed": 405,
    "too_large": 413,
    "internal": 500,
}
STATUS: dict[str, int] = {code: _NOT_422.get(code, 422) for code in get_args(RequestCode)} | dict.fromkeys(get_args(StoreCode), 503)

EXIT_INTERRUPTED = 130
MAX_QUESTION = 2000
MAX_HITS = 200
MAX_TURNS = 50
MAX_BODY = 1_000_000


class RequestError(Exception):
    """A request that is refused at the edge; `values` fill the blanks of its words."""

    def __init__(self, code: RequestCode, **values: str | int) -> None:
        super().__init__(code)
        self.code: RequestCode = code
        self.values = values


class CommandError(Exception):
    """A command that cannot be done as given; the message is a whole sentence in the reader's language."""
