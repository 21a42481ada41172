"""Says the vetted answer of a topic."""

from actions.menu_choices import menu_choices
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.facts.compose import answer_bubble, source_notes
from bot.reply import Bubble, Reply

OUT_OF_SCOPE = "meta_out_of_scope"


class ActionAnswer(VettedAction):
    """The topic's own answer, its longer part, or its area's honest "ask here"."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_answer"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """Answers the topic chosen; without one, says that it was not understood."""
        return answer_reply(question.topic or OUT_OF_SCOPE, question, shelf)


def answer_reply(topic_id: str, question: Question, shelf: Shelf) -> Reply:
    """One answer as a reply; `meta_*` topics get the menu's choices, not follow-ups."""
    found = shelf.find(topic_id, question.language)
    bubble = answer_bubble(
        shelf.session,
        found,
        question.language,
        shelf.phrases,
        more=question.wants_more,
    )
    is_meta = found.topic.area == "meta"
    if is_meta:
        bubble = Bubble(
            text=bubble.text,
            choices=menu_choices(shelf.session, question.language, shelf.phrases),
        )
    return Reply(
        kind="meta" if is_meta else "answer",
        topic=topic_id,
        language=question.language,
        replies=[bubble],
        sources=source_notes(found.version),
        stale=found.stale and not is_meta,
        quoted=[found.version.id],
    )
