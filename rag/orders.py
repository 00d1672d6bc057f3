"""Sentences of a report that speak to a language model instead of a reader. Nothing that a model says may rest on one."""

import re
from collections.abc import Sequence

from documents.text import fold

_ORDER = re.compile(
    # forget what you were told
    r"(?:忽略|无视|忘记|忘掉|不要?理会|不要?遵守).{0,12}(?:指令|指示|提示|规则|设定|要求|以上|上述|之前|前面|先前)"
    r"|(?:ignore|disregard|forget|override|bypass).{0,30}(?:instruction|prompt|rule|previous|above|prior|earlier)"
    # who you are now
    r"|(?:系统|开发者)(?:提示|消息|指令)\s*[:：]|(?:你|您)(?:现在)?是.{0,12}(?:助手|模型|机器人)"
    r"|(?:system|developer) (?:prompt|message|note)|you are (?:now )?(?:a|an|the) |as an ai\b|act as (?:a|an)\b|pretend to"
    r"|(?:ai|人工智能|语言模型|大模型|智能)(?:助手|助理|模型)?(?:的说明|请|必须|应当?回答|注意)|(?:写给|致|给)(?:ai|人工智能|语言模型|大模型|助手)"
    # what to say
    r"|请.{0,12}(?:回答|答复|回复|输出|复述|照[原原]样).{0,12}(?:[:：“「\"]|写|加上|附上|说|输出|包含)"
    r"|(?:在|于)(?:你的|您的)?(?:回答|答复|回复|输出)(?:里|中|末尾|结尾|最后|开头|的)"
    r"|(?:in|to|with) your (?:answer|reply|response|output)"
    r"|(?:output|print|reply|respond|append|repeat|answer) (?:with )?(?:only|exactly|the following)\b"
    r"|(?:^|[。.!\s(（）)])(?:请?(?:回复|输出|写出|回答)"
    r"|(?:and |then |always )?(?:output|print|reply|respond|append|write|say|answer))\s*[:：]"
    # the marks of a conversation and of our own prompt
    r"|<\|[^|]{1,40}\|>|\[/?inst\]|<</?sys>>|^\s*(?:system|assistant|user|human|系统|助手|用户)\s*[:：]|<<[0-9a-f]{8,}"
)


def is_order(sentence: str) -> bool:
    """Whether a sentence addresses a model. A list of words has gaps; what follows from an order is checked whether it is found or not."""
    return _ORDER.search(fold(sentence)) is not None


def orders_in(text: str, spans: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The sentences of a text, as spans in order, that are orders or follow one in its line, or behind its colon."""
    found: set[tuple[int, int]] = set()
    end, going_on = 0, False
    for start, stop in spans:
        begins_line = "\n" in text[end:start]
        going_on = (going_on and (not begins_line or text[:end].endswith((":", "：")))) or is_order(text[start:stop])
        if going_on:
            found.add((start, stop))
        end = stop
    return found
