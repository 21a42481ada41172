"""Notes that a person wants everything erased."""

from actions.answer import answer_reply
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.reply import Reply


class ActionDeleteMyData(VettedAction):
    """Asks the gateway to open a case; the team erases with `faro cases erase`."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_delete_my_data"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """Says who will do it, and that the day is not known."""
        reply = answer_reply("meta_delete_my_data", question, shelf)
        return reply.model_copy(update={"case": "delete_my_data"})
