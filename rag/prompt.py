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
    """(role, text) pairs. The fence is derived from all that stands between fences and after, so that nothing there can hold it."""
    material, asked, earlier = _LABELS[language]
    shown = [_headed(hit) for hit in hits]
    turns = [f"{earlier}: {turn.question}" for turn in question.history[-3:]]
    fence = hashlib.sha256("\n".join([*shown, *turns, question.text]).encode()).hexdigest()[:16]
    blocks = [f"<<{fence} {material} {number}>>\n{text}\n<<{fence}>>" for number, text in enumerate(shown, 1)]
    return [("system", rules(language)), ("user", "\n\n".join([*blocks, *turns, f"{asked}: {question.text}"]))]


def _headed(hit: Hit) -> str:
    return "\n".join([" > ".join((hit.entry.metadata.title, *hit.passage.section)), hit.passage.read])
