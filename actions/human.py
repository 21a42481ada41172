"""Notes that a person wants a human, and says what will and will not happen next."""

from actions.answer import answer_reply
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.reply import Reply


class ActionHuman(VettedAction):
    """Asks the gateway to open a case; promises nobody who is not there."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_human"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """Also reached by "yes" after "shall a person read it?"."""
        reply = answer_reply("meta_human", question, shelf)
        return reply.model_copy(update={"kind": "handoff", "case": "human"})
