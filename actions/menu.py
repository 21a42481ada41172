"""Says hello, or what Faro can do, with the questions that most people ask."""

from actions.menu_choices import menu_choices
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.reply import Bubble, Reply


class ActionMenu(VettedAction):
    """The greeting or the menu, whichever was asked for."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_menu"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """ "No" after "shall a person read it?" also ends here, and gets the menu."""
        greeted = question.topic == "meta_greet"
        topic_id = "meta_greet" if greeted else "meta_menu"
        found = shelf.find(topic_id, question.language)
        return Reply(
            kind="meta",
            topic=topic_id,
            language=question.language,
            replies=[
                Bubble(
                    text=found.version.text,
                    choices=menu_choices(
                        shelf.session, question.language, shelf.phrases
                    ),
                )
            ],
            quoted=[found.version.id],
        )
