"""A growing answer as server-sent events: each citation goes before the sentence that needs it, the end comes exactly once."""

import json
from collections.abc import Iterator
from typing import Any

from rag.styles import Style
from rag.types import Answer, Sentence
from ui.replies import ask_reply, citation_reply, sentence_reply


def event(name: str, data: Any) -> bytes:
    """JSON has no raw line ends, so one `data:` line always holds it."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def events(growing: Iterator[Answer], style: Style = "plain") -> Iterator[bytes]:
    """`citation` and `sentence` as they become known, then `done` with the whole answer.

    A sentence with index 0 after others begins the answer anew: a model failed on the way and extraction took its place.
    Raises RuntimeError when the answers end without a final one.
    """
    told: tuple[Sentence, ...] = ()
    sent: set[int] = set()
    for answer in growing:
        known = {citation.number: citation for citation in answer.citations}
        if answer.sentences[: len(told)] != told:
            told, sent = (), set()
        for index, sentence in enumerate(() if answer.refused else answer.sentences[len(told) :], len(told)):
            for number in sentence.citations:
                if number not in sent:
                    sent.add(number)
                    yield event("citation", citation_reply(known[number], style))
            yield event("sentence", {"index": index, **sentence_reply(sentence)})
        told = answer.sentences
        if answer.final:
            # What no sentence uses: the nearest passages that a refusal points to.
            yield from (event("citation", citation_reply(known[number], style)) for number in known if number not in sent)
            yield event("done", ask_reply(answer, style))
            return
    raise RuntimeError("the answer ended before it was whole")
