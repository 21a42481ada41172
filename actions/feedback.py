"""Notes that the last answer helped or did not help."""

from actions.answer import answer_reply
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.reply import Reply


class ActionFeedback(VettedAction):
    """ "Thank you" counts as helpful, "that is not right" as not helpful."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_feedback"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """The gateway stores it beside the answer that came before."""
        thanked = question.topic == "meta_thanks"
        reply = answer_reply(question.topic or "meta_wrong_answer", question, shelf)
        return reply.model_copy(
            update={"feedback": "helpful" if thanked else "not_helpful"}
        )
