"""Asks back with up to three titles when the best topic is not certain."""

from actions.out_of_scope import fallback_reply
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.facts.compose import topic_choices
from bot.reply import Bubble, Choice, Reply

_OFFERED = 3
_WORTH_OFFERING = 0.08
"""Below this a title is a wild guess, which costs a frightened person time."""
_HOPELESS = 0.12
"""If even the best is below this, nothing fits."""


class ActionUnsure(VettedAction):
    """Clarify or fall back, by how good the guesses are."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_unsure"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """Up to three titles, or the honest "I did not understand"."""
        topics = candidates(question.ranking)
        if not topics:
            return fallback_reply(question, shelf)
        return Reply(
            kind="clarify",
            language=question.language,
            replies=[
                Bubble(
                    text=shelf.phrases["clarify"],
                    choices=[
                        *topic_choices(shelf.session, topics, question.language),
                        Choice(id="menu", title=shelf.phrases["choice_menu"]),
                        Choice(id="human", title=shelf.phrases["choice_human"]),
                    ],
                )
            ],
        )


def candidates(ranking: list[tuple[str, float]]) -> list[str]:
    """Topics to offer, best first; none if the best is hopeless or out of scope."""
    if not ranking or ranking[0][1] < _HOPELESS or ranking[0][0] == "meta_out_of_scope":
        return []
    return [
        topic
        for topic, chance in ranking[:_OFFERED]
        if chance >= _WORTH_OFFERING and topic != "meta_out_of_scope"
    ]
