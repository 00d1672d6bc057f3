"""Nothing leaves the machine: the switches that foreign libraries read once, when they are imported.

`settle` runs before anything heavy is imported. A value that the administrator has set is kept where it can only be a
wish of theirs (a model named on a hub, a tracing service of their own); the rest is forced.
"""

import os

_FORCED = {
    "GRADIO_ANALYTICS_ENABLED": "False",  # otherwise the page looks its maker's host up at every start
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_MCP_SERVER": "False",
    "GRADIO_SSR_MODE": "False",
}
_UNLESS_SET = {
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",  # its threads do not survive the fork that some servers do
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}


def settle() -> None:
    os.environ.update(_FORCED)
    for name, value in _UNLESS_SET.items():
        os.environ.setdefault(name, value)
