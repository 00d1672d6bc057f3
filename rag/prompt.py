"""The fixed prompt of the model writer: rules as the system's words, the passages fenced and numbered, the question last."""

import hashlib
from functools import lru_cache
from importlib.resources import files

from documents.types import Language
from rag.types import Hit, Question

NO_ANSWER = "NO_ANSWER"
_FORM = "<<{fence} {material} {number}>>\n{text}\n<<{fence}>>"
_LABELS = {"zh": ("资料", "问题", "之前的问题"), "en": ("Material", "Question", "Earlier question")}


@lru_cache(maxsize=4)
def rules(language: Language, task: str = "answer") -> str:
    """The system's words for a task: `answer`, or `complete` for a follow-up question."""
    return files("rag").joinpath("prompts", f"{task}_{language}.txt").read_text(encoding="utf-8")


def completing(question: Question, language: Language) -> list[tuple[str, str]]:
    """(role, text) pairs that ask for the whole question behind a follow-up; no answer and no report is among them."""
    _, asked, earlier = _LABELS[language]
    turns = [f"{earlier}: {turn.question}" for turn in question.history[-3:]]
    return [("system", rules(language, "complete")), ("user", "\n".join([*turns, f"{asked}: {question.text}"]))]


def messages(question: Question, hits: tuple[Hit, ...], language: Language) -> list[tuple[str, str]]:
    """(role, text) pairs. The fence is derived from all that stands between fences and after, so that nothing there can hold it."""
    material, asked, earlier = _LABELS[language]
    shown = [_headed(hit) for hit in hits]
    turns = [f"{earlier}: {turn.question}" for turn in question.history[-3:]]
    fence = hashlib.sha256("\n".join([*shown, *turns, question.text]).encode()).hexdigest()[:16]
    blocks = [_FORM.format(fence=fence, material=material, number=number, text=text) for number, text in enumerate(shown, 1)]
    return [("system", rules(language)), ("user", "\n\n".join([*blocks, *turns, f"{asked}: {question.text}"]))]


@lru_cache(maxsize=1)
def version() -> str:
    """8 hex digits over all that is fixed in what a model is sent, so that an answer says which prompts it came from."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(files("rag").joinpath("prompts").iterdir(), key=lambda path: path.name)]
    return hashlib.sha256("\n".join([*texts, repr(_LABELS), _FORM]).encode()).hexdigest()[:8]


def _headed(hit: Hit) -> str:
    return "\n".join([" > ".join((hit.entry.metadata.title, *hit.passage.section)), hit.passage.read])
