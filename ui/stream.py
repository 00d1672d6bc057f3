"""A growing answer as server-sent events: each citation goes before the sentence that needs it, the end comes exactly once."""

import json
from collections.abc import Iterator
from typing import Any

from rag.types import Answer
from ui.replies import ask_reply, citation_reply, sentence_reply


def event(name: str, data: Any) -> bytes:
    """JSON has no raw line ends, so one `data:` line always holds it."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def events(growing: Iterator[Answer]) -> Iterator[bytes]:
    """`citation` and `sentence` as they become known, then `done` with the whole answer.

    Raises RuntimeError when the answers end without a final one.
    """
    sentences = 0
    sent: set[int] = set()
    for answer in growing:
        known = {citation.number: citation for citation in answer.citations}
        for sentence in () if answer.refused else answer.sentences[sentences:]:
            for number in sentence.citations:
                if number not in sent:
                    sent.add(number)
                    yield event("citation", citation_reply(known[number]))
            yield event("sentence", {"index": sentences, **sentence_reply(sentence)})
            sentences += 1
        if answer.final:
            # What no sentence uses: the nearest passages that a refusal points to.
            yield from (event("citation", citation_reply(known[number])) for number in known if number not in sent)
            yield event("done", ask_reply(answer))
            return
    raise RuntimeError("the answer ended before it was whole")
