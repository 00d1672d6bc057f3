"""Kept answers over HTTP."""

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from rag.assemble import Service
from ui.errors import RequestError
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
