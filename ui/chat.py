"""The chat page: a thin client of the same service, and the only file that knows Gradio.

The page shows HTML made in `cards.py` and keeps the conversation on the server, so nothing that a browser sends back is ever shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.routing import Match, Mount
from starlette.types import Scope

from documents.types import Language
from rag.assemble import Service
from ui.cards import collection, messages, panel
from ui.conversation import Conversation, converse
from ui.errors import MAX_QUESTION
from ui.examples import EXAMPLES, examples
from ui.words import say

# Fonts of the reader's machine only; Chinese ones first, so that figures and characters of a sentence come from one face.
_FONTS = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"]
_BLUE = gr.themes.Color(
    "#f1f6fa", "#e0ebf3", "#c3d8e7", "#9bbed6", "#6a9dc0", "#3f7ca6", "#2a668f", "#205375", "#1b4460", "#173850", "#0e2436", name="blue"
)
_CONVERSATION_SECONDS = 7200
_ANSWERING = 4  # answers written at the same time; further questions wait in line
# What the page needs of Gradio. The rest of it (uploads, files by path, a proxy, monitoring) has no door here.
_DOORS = re.compile(
    r"/|/config/?|/theme\.css|/favicon\.ico|/robots\.txt|/manifest\.json|/(?:assets|static|svelte)/.+"
    r"|/gradio_api/(?:queue/(?:join|data)|heartbeat/[^/]+|startup-events|theme\.css|cancel|reset/?|app_id/?)"
)
_DOCUMENT_LANGUAGE = "() => { document.documentElement.lang = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh-CN'; }"


def mount_chat(app: FastAPI, service: Service) -> None:
    """Puts the page at `/`, behind all routes that the application already has."""
    gr.mount_gradio_app(
        app,
        _page(service),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=1,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        theme=_theme(),
        css_paths=[Path(__file__).with_name("chat.css")],
        js=_DOCUMENT_LANGUAGE,
    )
    mount = app.router.routes.pop()
    app.router.routes.append(_Doors(mount.path, app=mount.app))  # type: ignore[attr-defined]


def _theme() -> Any:
    theme = gr.themes.Default(primary_hue=_BLUE, secondary_hue=_BLUE, neutral_hue="slate", font=_FONTS, font_mono=["monospace"])
    return theme.set(
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        color_accent="*primary_600",
        link_text_color="*primary_600",
        link_text_color_dark="*primary_300",
    )


class _Doors(Mount):
    """A mount that knows only the addresses the page needs; the API refuses all others in its own words."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and _DOORS.fullmatch(scope["path"]):
            return super().matches(scope)
        return Match.NONE, {}


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that handlers read or write; `Any` because Gradio's types are not checked."""

    conversation: Any
    language: Any
    head: Any
    chat: Any
    text: Any
    send: Any
    new: Any
    examples_label: Any
    examples: list[Any]
    panel_label: Any
    panel: Any
    accordion: Any
    collection: Any


def _page(service: Service) -> Any:
    language = service.settings.language
    with gr.Blocks(title=say(language, "title"), analytics_enabled=False, fill_width=True) as page:
        parts = _lay_out(language)
        _connect(page, parts, service)
    return page.queue(default_concurrency_limit=_ANSWERING, max_size=64, api_open=False)


def _lay_out(language: Language) -> _Parts:
    conversation = gr.State((), time_to_live=_CONVERSATION_SECONDS)
    with gr.Row(elem_id="head"):
        head = gr.HTML()
        choices = [("中文", "zh"), ("English", "en")]
        switch = gr.Radio(choices, value=language, show_label=False, container=False, elem_id="language")
    with gr.Row():
        with gr.Column(scale=3, min_width=420):
            chat = _chatbot()
            with gr.Row(elem_id="entry"):
                text = gr.Textbox(elem_id="question", show_label=False, container=False, scale=8, max_length=MAX_QUESTION, autofocus=True)
                send = gr.Button(elem_id="send", variant="primary", scale=1, min_width=84)
                new = gr.Button(elem_id="new", variant="secondary", scale=1, min_width=100)
            examples_label = gr.HTML()
            with gr.Row(elem_id="examples"):
                buttons = [gr.Button(size="sm", variant="secondary", min_width=240, visible=False) for _ in range(EXAMPLES)]
        with gr.Column(scale=2, min_width=340):
            panel_label = gr.HTML()
            sources = gr.HTML(elem_id="sources")
    accordion = gr.Accordion(open=False, elem_id="collection")
    with accordion:
        table = gr.HTML()
    return _Parts(conversation, switch, head, chat, text, send, new, examples_label, buttons, panel_label, sources, accordion, table)


def _chatbot() -> Any:
    return gr.Chatbot(
        elem_id="chat",
        show_label=False,
        height="calc(100vh - 350px)",
        min_height=320,
        latex_delimiters=[],
        feedback_options=None,
        buttons=[],  # copying would give the HTML
        layout="bubble",
        allow_file_downloads=False,
    )


def _connect(page: Any, parts: _Parts, service: Service) -> None:
    private = {"api_visibility": "private", "show_progress": "hidden"}
    answered = [parts.conversation, parts.chat, parts.panel]

    def ask(text: str, conversation: Conversation, language: Language) -> Iterator[tuple[Any, ...]]:
        for grown in converse(service, conversation, text, language):
            yield grown, messages(grown, language), panel(grown, language)

    def forget(language: Language) -> tuple[Any, ...]:
        return (), [], panel((), language)

    def speak(conversation: Conversation, language: Language) -> list[Any]:
        return _spoken(service, conversation, language)

    def open_page(request: gr.Request) -> list[Any]:
        wanted = request.query_params.get("lang")
        return _spoken(service, (), wanted if wanted in ("zh", "en") else service.settings.language)

    held = gr.State("")  # the question, out of the box before the answer begins
    taken = gr.on([parts.send.click, parts.text.submit], lambda text: ("", text), parts.text, [parts.text, held], **private)
    taken.then(ask, [held, parts.conversation, parts.language], answered, **private)
    for button in parts.examples:
        button.click(ask, [button, parts.conversation, parts.language], answered, **private)
    parts.new.click(forget, parts.language, answered, **private)
    spoken = _spoken_parts(parts)
    parts.language.input(speak, [parts.conversation, parts.language], spoken, **private)
    page.load(open_page, None, spoken, **private)


def _spoken_parts(parts: _Parts) -> list[Any]:
    return [
        parts.language,
        parts.head,
        parts.chat,
        parts.text,
        parts.send,
        parts.new,
        parts.examples_label,
        *parts.examples,
        parts.panel_label,
        parts.panel,
        parts.accordion,
        parts.collection,
    ]


def _spoken(service: Service, conversation: Conversation, language: Language) -> list[Any]:
    """Everything on the page that has words, in the order of `_spoken_parts`."""
    entries = service.reports()
    questions = examples(entries, language)
    return [
        language,
        f"<h1>{escape(say(language, 'title'))}</h1><p>{escape(say(language, 'promise'))}</p>",
        gr.update(value=messages(conversation, language), placeholder=escape(say(language, "chat_empty"))),
        gr.update(placeholder=say(language, "placeholder")),
        say(language, "send"),
        say(language, "new"),
        _label(language, "examples") if questions else "",
        *(gr.update(value=question, visible=True) for question in questions),
        *(gr.update(visible=False) for _ in range(EXAMPLES - len(questions))),
        _label(language, "panel"),
        panel(conversation, language),
        gr.update(label=say(language, "collection", count=len(entries))),
        collection(entries, language),
    ]


def _label(language: Language, key: str) -> str:
    return f'<div class="label">{escape(say(language, key))}</div>'
