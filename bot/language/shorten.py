"""Bounds what is read of a very long message: its beginning and its end."""

import re

_BYTES = 700
"""About 120 words. Bytes, because an emoji costs an encoder as much as a word."""

# A thousand accents or "ayuda ayuda ayuda…" say no more than one, and cost an encoder a
# second.
_AGAIN = re.compile(r"(.{1,12}?)\1{3,}", re.DOTALL)


def shortened(text: str) -> str:
    """The text, or its first and last halves of the bound; a question often ends it.

    What a text that is too long says again and again is read once.
    """
    raw = text.encode(errors="replace")
    if len(raw) > _BYTES:
        text = _AGAIN.sub(r"\1", text)
        raw = text.encode(errors="replace")
    if len(raw) <= _BYTES:
        return text
    half = _BYTES // 2
    first, last = raw[:half], raw[-half:]
    return f"{first.decode(errors='ignore')} {last.decode(errors='ignore')}"
