"""The fixed prompt of the model writer: rules as the system's words, the passages fenced and numbered, the question last."""

import hashlib
from functools import lru_cache
from importlib.resources import files

from documents.types import Language
from rag.types import Hit, Question

NO_ANSWER = "NO_ANSWER"
_LABELS = {"zh": ("资料", "问题", "之前的问题"), "en": ("Material", "Question", "Earlier question")}


@lru_cache(maxsize=2)
def rules(language: Language) -> str:
    return files("rag").joinpath("prompts", f"{language}.txt").read_text(encoding="utf-8")


def messages(question: Question, hits: tuple[Hit, ...], language: Language) -> list[tuple[str, str]]:
    """(role, text) pairs. The fence is derived from the content, so that no passage can hold it."""
    material, asked, earlier = _LABELS[language]
    fence = hashlib.sha256("".join(hit.passage.text for hit in hits).encode()).hexdigest()[:16]
    blocks = [f"<<{fence} {material} {number}>>\n{_headed(hit)}\n<<{fence}>>" for number, hit in enumerate(hits, 1)]
    turns = [f"{earlier}: {turn.question}" for turn in question.history[-3:]]
    return [("system", rules(language)), ("user", "\n\n".join([*blocks, *turns, f"{asked}: {question.text}"]))]


def _headed(hit: Hit) -> str:
    return "\n".join([" > ".join((hit.entry.metadata.title, *hit.passage.section)), hit.passage.text])
