"""Changes the language of the conversation because the person asked for it."""

from dataclasses import replace

from actions.answer import answer_reply
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.facts.answers import find_phrases
from bot.language.conversation import SPOKEN
from bot.reply import Reply


class ActionChangeLanguage(VettedAction):
    """ "lang:en" tapped, or "speak english" written in any language."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_change_language"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """Confirms in the new language, with the menu."""
        language = wanted_language(question)
        shelf.phrases = find_phrases(shelf.session, language)
        asked = replace(question, language=language)
        return answer_reply("meta_change_language", asked, shelf)


def wanted_language(question: Question) -> str:
    """The language tapped; else the one named in the text; else that of the text."""
    tapped = question.extra.get("language")
    if tapped in SPOKEN:
        return tapped
    return question.asked_language or question.language
