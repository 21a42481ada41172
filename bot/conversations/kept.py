"""The replies that the gateway keeps itself, for when everything else is down."""

from dataclasses import dataclass

from bot.language.conversation import DEFAULT
from bot.language.danger import named_danger
from bot.reply import Bubble, Reply


@dataclass(frozen=True)
class KeptReplies:
    """Texts by language: the apology, the first-contact line, and the danger answers.

    `danger` maps a `safety_*` topic to its texts by language.
    """

    apology: dict[str, str]
    first_contact: dict[str, str]
    danger: dict[str, dict[str, str]]

    def apologise(self, language: str | None, text: str = "") -> Reply:
        """The apology; or, if the text plainly names a danger, what to do about it.

        Where the language is not known yet, both are said.
        """
        topic = named_danger(text)
        texts = self.danger.get(topic or "", self.apology)
        said = texts[language] if language in texts else "\n\n".join(texts.values())
        is_danger = texts is not self.apology
        return Reply(
            kind="answer" if is_danger else "apology",
            topic=topic if is_danger else None,
            topics=[topic] if topic and is_danger else [],
            language=language if language in texts else DEFAULT,
            replies=[Bubble(text=said)],
            case="apology",
        )

    def greeted(self, reply: Reply) -> Reply:
        """The reply with the first-contact line behind it: help comes first."""
        texts = self.first_contact
        line = Bubble(text=texts.get(reply.language, texts[DEFAULT]))
        return reply.model_copy(update={"replies": [*reply.replies, line]})
