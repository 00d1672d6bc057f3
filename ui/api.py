"""The HTTP API of the contract. Endpoints are plain functions: the framework runs them on its threads, the core stays synchronous."""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from documents.corrections import MetadataBody
from documents.types import Language
from rag.assemble import Service
from rag.styles import Style
from rag.types import Answer, ReportView
from ui.docs_page import docs_page
from ui.edge import Edge
from ui.errors import RequestError
from ui.failures import add_handlers, failure
from ui.hit_replies import SearchReply, search_reply
from ui.indicators import IndicatorsReply, checked, indicator_reply
from ui.record_routes import add_records
from ui.replies import AskReply, ErrorReply, HealthReply, ask_reply
from ui.report_replies import ReportsReply, ReportViewReply, report_reply, report_view_reply
from ui.schemas import AskBody, SearchBody, short
from ui.stream import event, events

MAX_INDICATORS = 5000
_Text = Annotated[str, Query(min_length=1, max_length=100)]
_ERRORS: dict[int | str, dict[str, Any]] = {code: {"model": ErrorReply} for code in (404, 413, 422, 500, 503)}


def create_app(service: Service) -> FastAPI:
    """The API over one open service, without the chat page."""
    language = service.settings.language
    # The framework's own documentation pages stay off: they load scripts from another host (see docs_page.py).
    app = FastAPI(title="policyqa", version=version("policyqa"), docs_url=None, redoc_url=None, responses=_ERRORS)
    add_handlers(app, language)
    _add_answers(app, service, language)
    add_records(app, service)
    _add_collection(app, service)

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(docs_page(app.openapi(), language))

    app.add_middleware(Edge, language=language)
    return app


def _add_answers(app: FastAPI, service: Service, language: Language) -> None:
    @app.post("/v1/ask", response_model=AskReply)
    def ask(body: AskBody) -> Response:
        """One cited answer or a refusal. With `stream` the events `citation`, `sentence`, and at the end `done` or `error`."""
        question = body.checked()
        if body.stream:
            headers = {"X-Accel-Buffering": "no"}  # a proxy that collects the events would undo the streaming
            return StreamingResponse(
                _told(service.stream(question), body.citations, language), media_type="text/event-stream", headers=headers
            )
        return JSONResponse(ask_reply(service.answer(question), body.citations))

    @app.post("/v1/search", response_model=SearchReply)
    def search(body: SearchBody) -> Response:
        """The best passages for a query, best first."""
        query, count, filters = body.checked()
        return JSONResponse(search_reply(service.search(query, count, filters), service.generation))


def _add_collection(app: FastAPI, service: Service) -> None:
    @app.get("/v1/reports", response_model=ReportsReply)
    def reports() -> Response:
        """All reports of the collection."""
        return JSONResponse({"reports": [report_reply(entry) for entry in service.reports()], "generation": service.generation})

    @app.get("/v1/indicators", response_model=IndicatorsReply)
    def indicators(
        indicator: _Text | None = None,
        region: _Text | None = None,
        year: _Text | None = None,
        limit: Annotated[int, Query(ge=1, le=MAX_INDICATORS)] = 200,
    ) -> Response:
        """Figures of the reports by indicator, region and year (four digits), each with its sentence."""
        found = service.indicators(checked(service, indicator, region, year), limit)
        return JSONResponse({"indicators": [indicator_reply(told) for told in found], "generation": service.generation})

    @app.get("/v1/reports/{report_id}", response_model=ReportViewReply)
    def report(report_id: str) -> Response:
        """One report with what it says of itself and how much of it was read."""
        return _shown(service.report(report_id), report_id)

    @app.patch("/v1/reports/{report_id}", response_model=ReportViewReply)
    def correct(report_id: str, body: MetadataBody) -> Response:
        """Set fields of a report: null is what was read, the empty text says that it has none. Holds also when its file is read again."""
        return _shown(service.correct(report_id, body.changes()), report_id)

    @app.get("/healthz", response_model=HealthReply)
    def healthz() -> Response:
        """The process answers."""
        return JSONResponse({"status": "ok"})

    @app.get("/readyz", response_model=HealthReply)
    def readyz() -> Response:
        """The collection can be asked: 503 where it cannot."""
        return JSONResponse({"status": "ready", "generation": service.generation, "reports": len(service.reports())})


def _shown(view: ReportView | None, report_id: str) -> Response:
    if view is None:
        raise RequestError("unknown_report", name=short(report_id))
    return JSONResponse(report_view_reply(view))


def _told(growing: Iterator[Answer], style: Style, language: Language) -> Iterator[bytes]:
    """The events of an answer. After the first of them the status is spent, so a failure becomes the last event."""
    try:
        yield from events(growing, style)
    except Exception as error:  # noqa: BLE001  the request boundary
        yield event("error", failure(error, language)[1])
