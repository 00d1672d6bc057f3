"""Markdown: headings, lists and tables by their marks, everything else word for word.

Reports are prose, so what would take words away is off: HTML, links, images, entities, references, indented and fenced code.
"""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.parts import Part, Reading
from documents.readers.decode import decode

_PARSER = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": 100})
    .enable("table")
    .disable(["code", "fence", "reference", "html_block", "html_inline", "autolink", "link", "image", "entity"])
)
# A line of prose above "---" is no heading.
_LONGEST_SETEXT = 80


def read(data: bytes) -> Reading:
    source = decode(data)
    return Reading(tuple(part for part in _parts(_PARSER.parse(source), source.split("\n")) if part.text.strip()))


def _parts(tokens: Sequence[Token], lines: Sequence[str]) -> list[Part]:
    parts: list[Part] = []
    marker = ""
    heading = 0
    inside_table = False
    for token in tokens:
        match token.type:
            case "list_item_open":
                marker = f"{token.info}{token.markup} "
            case "heading_open":
                heading = int(token.tag[1])
                setext = token.markup in {"=", "-"}
                if setext and token.map and sum(len(line) for line in lines[token.map[0] : token.map[1] - 1]) > _LONGEST_SETEXT:
                    heading = 0
            case "heading_close":
                heading = 0
            case "table_open":
                inside_table = True
                parts.append(Part("table", _table(token, lines)))
            case "table_close":
                inside_table = False
            case "inline" if not inside_table:
                parts.append(_inline_part(token, heading, marker))
                marker = ""
    return parts


def _inline_part(token: Token, heading: int, marker: str) -> Part:
    text = _words(token.children or [])
    if marker:
        return Part("item", marker + text)
    if heading:
        return Part("heading", text.replace("\n", " "), level=heading)
    return Part("paragraph", text)


def _table(token: Token, lines: Sequence[str]) -> str:
    """The rows as they stand in the source, which is a pipe table already."""
    first, last = token.map or (0, 0)
    return "\n".join(line.strip(" \t>") for line in lines[first:last])


def _words(tokens: Sequence[Token]) -> str:
    """The text of a line without emphasis marks; a mark between letters or digits (5*3*2) is no emphasis and stays."""
    words = ""
    kept: list[bool] = []
    for number, token in enumerate(tokens):
        if token.type in {"softbreak", "hardbreak"}:
            words += "\n"
        elif token.nesting == 1:
            following = next((later.content for later in tokens[number:] if later.content), "")
            kept.append(_is_word(words[-1:]) and _is_word(following[:1]))
            words += token.markup if kept[-1] else ""
        elif token.nesting == -1:
            words += token.markup if kept.pop() else ""
        else:
            words += token.content
    return words


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
