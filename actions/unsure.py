"""Asks back with the titles that the engine holds possible, or says that none is."""

from actions.out_of_scope import fallback_reply
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.facts.compose import topic_choices
from bot.reply import Bubble, Choice, Reply


class ActionUnsure(VettedAction):
    """Clarify if the engine offers topics, fall back if it has none."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_unsure"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """Up to three titles, or the honest "I did not understand"."""
        if not question.offered:
            return fallback_reply(question, shelf)
        return Reply(
            kind="clarify",
            language=question.language,
            replies=[
                Bubble(
                    text=shelf.phrases["clarify"],
                    choices=[
                        *topic_choices(
                            shelf.session, question.offered, question.language
                        ),
                        Choice(id="menu", title=shelf.phrases["choice_menu"]),
                        Choice(id="human", title=shelf.phrases["choice_human"]),
                    ],
                )
            ],
        )
