"""What one answer may cost and what it has cost so far: time, tokens and, where prices are set, money."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from documents.text import HAN
from rag.types import Usage

_COUNTED = re.compile(rf"[{HAN}]|[A-Za-z]{{1,4}}|\d{{1,3}}|[^\s\w]|\w")
_OF_MESSAGE = 4  # tokens that the form of a conversation takes for each message


def estimate_tokens(text: str) -> int:
    """About how many tokens a text is: one for a Han character, four Latin letters, three digits or a sign.

    Tokenizers of today take between 0.6 and 1.1 tokens for a Han character, so this errs to the larger side.
    """
    return len(_COUNTED.findall(text))


def estimate_prompt(messages: Iterable[tuple[str, str]]) -> int:
    return sum(estimate_tokens(text) + _OF_MESSAGE for _, text in messages)


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that one answer may take. Prices are for a million tokens, in whatever currency `highest_cost` is in."""

    seconds: float
    prompt_tokens: int = 6_000
    completion_tokens: int = 800
    prompt_price: float | None = None
    completion_price: float | None = None
    highest_cost: float | None = None

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float | None:
        """None where no price is set."""
        if self.prompt_price is None and self.completion_price is None:
            return None
        return (prompt_tokens * (self.prompt_price or 0.0) + completion_tokens * (self.completion_price or 0.0)) / 1_000_000

    def allows(self, prompt_tokens: int, spent: "Meter") -> bool:
        """Whether a prompt may still be sent, its answer being as long as it may be."""
        if prompt_tokens > self.prompt_tokens:
            return False
        most = self.cost(spent.prompt_tokens + prompt_tokens, spent.completion_tokens + self.completion_tokens)
        return self.highest_cost is None or most is None or most <= self.highest_cost


@dataclass(slots=True)
class Meter:
    """Counts what one answer takes, from its beginning and over all requests. Not shared between answers."""

    started: float = field(default_factory=time.monotonic)
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated: bool = False

    def add(self, prompt_tokens: int, completion_tokens: int, *, estimated: bool) -> None:
        self.requests += 1
        self.prompt_tokens += prompt_tokens
        self.completion_tokens += completion_tokens
        self.estimated |= estimated

    def usage(self, budget: Budget) -> Usage | None:
        """None where no model was asked."""
        if not self.requests:
            return None
        cost = budget.cost(self.prompt_tokens, self.completion_tokens)
        return Usage(self.requests, self.prompt_tokens, self.completion_tokens, cost, estimated=self.estimated)
