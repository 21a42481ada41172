"""Bounds what is read of a very long message: its beginning and its end."""

_BYTES = 700
"""About 120 words. Bytes, because an emoji costs an encoder as much as a word."""


def shortened(text: str) -> str:
    """The text, or its first and last halves of the bound; a question often ends it."""
    raw = text.encode(errors="replace")
    if len(raw) <= _BYTES:
        return text
    half = _BYTES // 2
    first, last = raw[:half], raw[-half:]
    return f"{first.decode(errors='ignore')} {last.decode(errors='ignore')}"
