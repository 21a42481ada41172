"""Takes the power out of text that Rasa would obey as a command."""

import re

# "/restart" is obeyed as an intent, also behind spaces and marks that nobody sees.
_UNSEEN = (
    r"\s\x00-\x1f\x7f\u00ad\u034f\u061c\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
_COMMAND = re.compile(rf"^[{_UNSEEN}/]*/+")


def defused(text: str) -> str:
    """The text, no leading slashes: "/restart", " \u200b/restart" become "restart"."""
    return _COMMAND.sub("", text)
