"""Says that Faro does not know about this, and what it does know about."""

from actions.answer import OUT_OF_SCOPE, answer_reply
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.reply import Reply


class ActionOutOfScope(VettedAction):
    """Plainly something else: football, recipes, another country's visa."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_out_of_scope"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """The "something else" text with the menu."""
        return fallback_reply(question, shelf)


def fallback_reply(question: Question, shelf: Shelf) -> Reply:
    """Said when nothing fits."""
    reply = answer_reply(OUT_OF_SCOPE, question, shelf)
    return reply.model_copy(update={"kind": "fallback"})
