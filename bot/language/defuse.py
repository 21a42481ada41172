"""Takes the power out of text that Rasa would obey as a command."""

import re

# "/restart" is obeyed as an intent, also behind spaces and marks that nobody sees.
_COMMAND = re.compile(r"^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff/]*/+")


def defused(text: str) -> str:
    """The text, no leading slashes: "/restart", " \u200b/restart" become "restart"."""
    return _COMMAND.sub("", text)
