"""Failures as the client sees them: a code of the closed list, its words, and nothing of the inside."""

import logging
import uuid

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from documents.types import Language
from index.errors import StoreError
from ui.errors import STATUS, RequestError
from ui.replies import ErrorReply, error_reply
from ui.schemas import misfit
from ui.words import say

log = logging.getLogger("policyqa")


def failure(error: Exception, language: Language) -> tuple[int, ErrorReply]:
    """Status and body for any exception. What was not foreseen gets a number that stands in the log too."""
    if isinstance(error, RequestValidationError):
        error = misfit(error.errors())
    if isinstance(error, RequestError):
        return _told(error.code, language, **error.values)
    if isinstance(error, StoreError):
        log.error("storage: %s: %s", error.code, error)
        return _told(error.code, language)
    number = uuid.uuid4().hex[:12]
    log.error("request %s failed", number, exc_info=error)
    return _told("internal", language, id=number)


def _told(code: str, language: Language, **values: str | int) -> tuple[int, ErrorReply]:
    return STATUS[code], error_reply(code, say(language, f"error_{code}", **values), say(language, f"hint_{code}", **values))


def add_handlers(app: FastAPI, language: Language) -> None:
    def answer(_: Request, error: Exception) -> JSONResponse:
        status, body = failure(error, language)
        return JSONResponse(body, status)

    def answer_framework(request: Request, error: Exception) -> JSONResponse:
        if not isinstance(error, HTTPException):
            return answer(request, error)
        status, body = failure(_refusal_of_framework(error.status_code, request.method), language)
        return JSONResponse(body, status, headers=error.headers)

    for kind in (RequestError, RequestValidationError, StoreError):
        app.add_exception_handler(kind, answer)
    app.add_exception_handler(HTTPException, answer_framework)
    # Starlette raises the exception again after this answer; the server's own log would only repeat the traceback.
    app.add_exception_handler(Exception, answer)


def _refusal_of_framework(status: int, method: str) -> RequestError:
    """400 is what the framework says of a body that it cannot decode."""
    if status == 405:
        return RequestError("method_not_allowed", method=method)
    if status == 413:
        return RequestError("too_large")
    return RequestError("bad_json" if status == 400 else "not_found")
