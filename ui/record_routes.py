"""Kept answers over HTTP."""

from typing import Annotated

from fastapi import FastAPI, Query
from fastapi.responses import JSONResponse, Response

from documents.types import Language
from rag.assemble import Service
from rag.styles import DEFAULT_STYLE, Style
from ui.errors import RequestError
from ui.exports.formats import MEDIA_TYPES, Format, export
from ui.record_replies import RecordReply, ReplayReply, record_reply, replay_reply
from ui.schemas import short


def add_records(app: FastAPI, service: Service) -> None:
    @app.get("/v1/answers/{answer_id}", response_model=RecordReply)
    def answer(answer_id: str) -> Response:
        """An answer as it was given, with the question, the settings and how each passage was found."""
        record = service.records.get(answer_id)
        if record is None:
            raise RequestError("unknown_answer", name=short(answer_id))
        return JSONResponse(record_reply(record))

    @app.post("/v1/answers/{answer_id}/replay", response_model=ReplayReply)
    def replay(answer_id: str) -> Response:
        """Asks the question again: is the answer the same, what is different, and does each quote still stand in its report."""
        replayed = service.replay(answer_id)
        if replayed is None:
            raise RequestError("unknown_answer", name=short(answer_id))
        return JSONResponse(replay_reply(replayed))

    @app.get("/v1/answers/{answer_id}/export", response_class=Response)
    def export_answer(
        answer_id: str,
        form: Annotated[Format, Query(alias="format")] = "docx",
        citations: Style = DEFAULT_STYLE,
        language: Language | None = None,
    ) -> Response:
        """Question, answer and evidence as a file."""
        record = service.records.get(answer_id)
        if record is None:
            raise RequestError("unknown_answer", name=short(answer_id))
        content = export(record, form, citations, language or service.settings.language)
        headers = {"Content-Disposition": f'attachment; filename="policyqa-{record.answer.id}.{form}"'}
        return Response(content, media_type=MEDIA_TYPES[form], headers=headers)
