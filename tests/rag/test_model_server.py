"""The model writer against a real server program, `transformers serve`, with tiny models made here.

One model's weights are set so that each token has one successor: whatever it is asked, it says one true sentence. The other's are random.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from rag.assemble import Service, open_service
from rag.config import ModelSettings, Settings
from rag.model import open_chat_model
from rag.types import Question

PROGRAM = Path(sys.executable).with_name("transformers")
GOAL = "2026年安徽省规模以上工业增加值增长目标是多少？"
SAID = ("制造业投资", "增长8%", "以上", "[1]", "。")
CHAT = (
    "{% for message in messages %}<s>{{ message.role }}\n{{ message.content }}</s>{% endfor %}"
    "{% if add_generation_prompt %}<s>assistant\n{% endif %}"
)
START = 120  # seconds for the program to come up; a few where the machine has nothing else to do


def tokenizer() -> Any:
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    letters = {letter: number for number, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    made = Tokenizer(models.BPE(vocab=letters, merges=[]))
    made.pre_tokenizer, made.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=made, bos_token="<s>", eos_token="</s>", pad_token="</s>")
    fast.add_tokens([AddedToken(part, normalized=False) for part in SAID])
    fast.chat_template = CHAT
    return fast


def save_model(folder: Path, *, says: tuple[str, ...]) -> None:
    """A model of random weights; with words to say, attention and layers are silent and the head leads from each token to the next."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    tokens = tokenizer()
    config = LlamaConfig(
        vocab_size=len(tokens), hidden_size=64, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2, num_key_value_heads=2,
        max_position_embeddings=16_384, bos_token_id=tokens.bos_token_id, eos_token_id=tokens.eos_token_id,
        pad_token_id=tokens.pad_token_id, tie_word_embeddings=False,
    )  # fmt: skip
    model = LlamaForCausalLM(config)
    if says:
        chain = [tokens.encode("\n", add_special_tokens=False)[-1], *tokens.convert_tokens_to_ids(list(says)), tokens.eos_token_id]
        with torch.no_grad():
            layer = model.model.layers[0]
            for silent in (layer.self_attn.o_proj, layer.mlp.down_proj, model.lm_head):
                silent.weight.zero_()
            model.model.embed_tokens.weight.normal_()
            for before, after in pairwise(chain):
                model.lm_head.weight[after] += model.model.embed_tokens.weight[before]
    model.save_pretrained(folder)
    tokens.save_pretrained(folder)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_model(folder / "true", says=SAID)
    save_model(folder / "random", says=())
    return folder


@pytest.fixture(scope="module")
def served(models: Path) -> Iterator[str]:
    """The address of the program, serving any model by its folder."""
    if not PROGRAM.exists():
        pytest.skip("the program `transformers` is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(models), "HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}
    command = [str(PROGRAM), "serve", "--host", "127.0.0.1", "--port", str(port), "--device", "cpu", "--log-level", "error"]
    with (models / "log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **quiet}, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/health", process, models / "log")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")[-2000:]
        try:
            with urlopen(address, timeout=5) as reply:
                assert reply.status == 200
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"the program did not come up within {START} seconds")


@pytest.fixture
def model_at(served: str, models: Path) -> Callable[..., ModelSettings]:
    def settings(name: str, **values: Any) -> ModelSettings:
        return ModelSettings(name=str(models / name), base_url=served, **{"timeout_seconds": 60, "max_tokens": 40, **values})

    return settings


def asking(collection: Settings, model: ModelSettings) -> Service:
    return open_service(collection.model_copy(update={"writer": "model", "model": model}))


def test_the_program_streams_the_tokens_of_its_model(model_at: Callable[..., ModelSettings]) -> None:
    pieces = [str(chunk.text) for chunk in open_chat_model(model_at("true")).stream([("user", "投资目标是多少？")])]
    assert [piece for piece in pieces if piece] == list(SAID)


def test_what_a_real_model_says_is_checked_and_cited(collection: Settings, model_at: Callable[..., ModelSettings]) -> None:
    answer = asking(collection, model_at("true", prompt_price=1.0, completion_price=2.0)).answer(Question(GOAL))
    assert (answer.text, answer.notices) == ("制造业投资增长8%以上。[1]", ())
    assert [citation.quote for citation in answer.citations] == ["制造业投资增长8%以上。"]
    assert answer.usage is not None
    assert (answer.usage.requests, answer.usage.estimated) == (1, False)
    assert answer.usage.completion_tokens in (len(SAID), len(SAID) + 1)  # with the end
    assert answer.usage.cost == pytest.approx((answer.usage.prompt_tokens + 2 * answer.usage.completion_tokens) / 1_000_000)


def test_what_a_model_of_random_weights_says_gives_way_to_extraction(
    collection: Settings, service: Service, model_at: Callable[..., ModelSettings]
) -> None:
    answer, plain = asking(collection, model_at("random")).answer(Question(GOAL)), service.answer(Question(GOAL))
    assert (answer.sentences, answer.citations, answer.writer) == (plain.sentences, plain.citations, "extractive")
    assert answer.notices == ("语言模型没有给出可用的回答，本回答直接摘自报告原文。",)


def test_a_model_that_the_program_does_not_have_gives_way_to_extraction(
    collection: Settings, service: Service, model_at: Callable[..., ModelSettings]
) -> None:
    answer = asking(collection, model_at("missing")).answer(Question(GOAL))
    assert answer.sentences == service.answer(Question(GOAL)).sentences
    assert answer.writer == "extractive"


def test_a_model_that_takes_too_long_gives_way_to_extraction(collection: Settings, model_at: Callable[..., ModelSettings]) -> None:
    slow = asking(collection, model_at("random", timeout_seconds=0.05, max_tokens=2_000))
    start = time.monotonic()
    answer = slow.answer(Question(GOAL))
    assert time.monotonic() - start < 1.05
    assert (answer.writer, answer.notices) == ("extractive", ("语言模型未能及时答完，本回答直接摘自报告原文。",))
