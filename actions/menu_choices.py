"""What the menu offers to tap: the most asked topics, a human, the other language."""

from sqlalchemy.orm import Session

from bot.facts.compose import Phrases, topic_choices
from bot.reply import Choice

# Seven topics, a human and the other language: nine rows; a WhatsApp list holds ten.
MENU_TOPICS = [
    "safety_emergency",
    "comar_how_to_apply",
    "comar_deadline",
    "mpp_status",
    "shelter_find",
    "services_legal_help",
    "mexico_options",
]


def menu_choices(session: Session, language: str, phrases: Phrases) -> list[Choice]:
    """The rows of the menu in one language."""
    other = "es" if language == "en" else "en"
    return [
        *topic_choices(session, MENU_TOPICS, language),
        Choice(id="human", title=phrases["choice_human"]),
        Choice(id=f"lang:{other}", title=phrases["choice_language"]),
    ]
