"""Says the last day of a time limit, from a day that the person named."""

import logging
from dataclasses import replace
from datetime import date

from actions.answer import answer_reply
from actions.place_list import menu
from actions.question import NamedDay, Question
from actions.vetted import Shelf, VettedAction
from bot.deadlines import (
    Counted,
    Rule,
    count_rule,
    working_days_left,
    years_without_calendar,
)
from bot.facts.compose import topic_choices
from bot.facts.deadlines import Deadlines
from bot.facts.seed import SeedError
from bot.language.dates import said_date, said_weekday
from bot.reply import MESSAGE_LIMIT, Bubble, Choice, Reply, SourceNote

logger = logging.getLogger(__name__)

# What happened on a day decides which time limit it starts, and which topic that is.
RULE_OF = {
    "entered": "apply",
    "learned": "apply_danger_here",
    "filed": "decision",
    "notified": "appeal",
}
TOPIC_OF = {
    "entered": "comar_deadline",
    "learned": "comar_deadline",
    "filed": "comar_processing_time",
    "notified": "comar_denied",
}
USUAL = {
    "comar_deadline": "entered",
    "comar_late_application": "entered",
    "comar_denied": "notified",
    "comar_processing_time": "filed",
}
"""By topic: what its day is the day of, if the message does not say."""

_ALSO = {
    "comar_deadline": ("learned", "notified", "filed"),
    "comar_late_application": ("learned", "notified"),
    # "When does the appeal end" may sound like "when does COMAR decide".
    "comar_processing_time": ("notified",),
}
"""By topic: what else may have happened on the day that is meant."""

LATE = {
    "apply": "comar_late_application",
    "apply_danger_here": "comar_late_application",
}
NEXT = {
    "apply": ["comar_how_to_apply", "comar_offices", "services_legal_help"],
    "apply_danger_here": ["comar_how_to_apply", "comar_offices", "services_legal_help"],
    "appeal": ["comar_denied", "services_legal_help"],
    "decision": ["comar_processing_time", "comar_check_status", "services_legal_help"],
}


class ActionDeadline(VettedAction):
    """The day by which something must be done; without a day, asks for it once."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_deadline"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """Only a day that starts a time limit of this topic counts."""
        topic = question.topic or "comar_deadline"
        named = _day_of(topic, question.days)
        try:
            deadlines = shelf.deadlines
        except SeedError as error:
            # Nothing can be counted, but what the law says stands in the answer.
            logger.error("deadlines not read error=%s", error)
            return answer_reply(topic, question, shelf)
        if named is None:
            return _asked(topic, question, shelf)
        event = named.event or USUAL[topic]
        named = replace(named, event=event)
        if topic != "comar_late_application":
            topic = TOPIC_OF[event]
        question = replace(question, topic=topic)
        if named.day > shelf.today:
            return _future(named, question, shelf)
        rule = deadlines.rules[RULE_OF[event]]
        try:
            counted = count_rule(rule, named.day, deadlines.calendar)
        except ValueError:
            # Before there was the law: whatever the day, it is long over.
            return answer_reply(LATE.get(rule.id, topic), question, shelf)
        if question.wants_more:
            return _details(counted, rule, question, shelf)
        return _counted(named, counted, rule, question, shelf)


def _day_of(topic: str, days: list[NamedDay]) -> NamedDay | None:
    """The day of the topic's usual event, else of another, else one that says of none.

    Of several days of one event the first: a limit counted from it is not too late.
    """
    usual = USUAL[topic]
    for fits in (usual, *_ALSO.get(topic, ()), None):
        found = [day for day in days if day.event == fits]
        if found:
            return min(found, key=lambda day: day.day)
    return None


def _asked(topic: str, question: Question, shelf: Shelf) -> Reply:
    """The topic's answer, and once the question for the day."""
    reply = answer_reply(topic, question, shelf)
    if question.date_asked or question.wants_more:
        return reply
    ask = shelf.phrases[f"ask_{USUAL[topic]}"]
    [bubble] = reply.replies
    together = f"{bubble.text}\n\n{ask}"
    if len(together) <= MESSAGE_LIMIT:
        bubbles = [Bubble(text=together, choices=bubble.choices)]
    else:
        bubbles = [Bubble(text=bubble.text), Bubble(text=ask, choices=bubble.choices)]
    return reply.model_copy(update={"replies": bubbles, "asks": topic})


def _future(named: NamedDay, question: Question, shelf: Shelf) -> Reply:
    """Perhaps it was mistyped: no day is counted from one that has not come."""
    language = question.language
    text = shelf.phrases["deadline_future"].format(
        day=said_weekday(named.day, language), today=said_date(shelf.today, language)
    )
    return Reply(
        kind="deadline",
        topic=question.topic,
        language=language,
        replies=[Bubble(text=_capital(text), choices=[menu(shelf)])],
        asks=question.topic,
    )


def _counted(
    named: NamedDay, counted: Counted, rule: Rule, question: Question, shelf: Shelf
) -> Reply:
    phrases, language = shelf.phrases, question.language
    day = said_weekday(named.day, language)
    said = phrases[f"deadline_{named.event}"].format(day=day)
    doubt = phrases["deadline_about" if named.about else "deadline_wrong_day"]
    blocks = [f"{said}\n{doubt}"]
    if rule.whose == "authority":
        blocks += _of_authority(counted, rule, shelf, language)
    else:
        blocks += _of_person(counted, rule, shelf, language)
    blocks += [phrases["deadline_estimate"], _source(rule, shelf, language)]
    bubbles = [Bubble(text=_together(blocks))]
    quoted: list[int] = []
    sources = _sources(rule, shelf.deadlines)
    if rule.id in LATE and counted.latest < shelf.today:
        late = answer_reply(LATE[rule.id], question, shelf)
        bubbles += late.replies
        quoted, sources = late.quoted, [*sources, *late.sources]
    choices = [
        Choice(id="more", title=phrases["choice_details"]),
        *topic_choices(shelf.session, NEXT[rule.id], language),
        menu(shelf),
    ]
    *before, last = bubbles
    return Reply(
        kind="deadline",
        topic=question.topic,
        language=language,
        replies=[
            *(Bubble(text=bubble.text) for bubble in before),
            Bubble(text=last.text, choices=choices),
        ],
        sources=sources,
        quoted=quoted,
        more={"date": named.day.isoformat(), "event": str(named.event)},
        asks=question.topic,
    )


def _of_person(counted: Counted, rule: Rule, shelf: Shelf, language: str) -> list[str]:
    phrases, today = shelf.phrases, shelf.today
    what = "appeal" if rule.id == "appeal" else "apply"
    last = said_weekday(counted.safe, language)
    blocks = [phrases[f"deadline_{what}_last"].format(day=last)]
    if today <= counted.safe:
        blocks[0] = f"{blocks[0]}\n{_left(counted.safe, shelf)}"
        return [*blocks, phrases[f"deadline_{what}_now"]]
    if today <= counted.latest:
        day = said_weekday(counted.latest, language)
        blocks.append(phrases["deadline_doubtful"].format(day=day))
        return [*blocks, phrases[f"deadline_{what}_now"]]
    blocks.append(phrases["deadline_passed"])
    # What to do after the time to apply is an answer of its own.
    return [*blocks, phrases["deadline_appeal_late"]] if what == "appeal" else blocks


def _of_authority(
    counted: Counted, rule: Rule, shelf: Shelf, language: str
) -> list[str]:
    """What COMAR must do is counted by LAW."""
    phrases = shelf.phrases
    extended = (_extended(rule, counted, shelf) or counted).law
    text = phrases["deadline_decision_last"].format(
        day=said_weekday(counted.law, language),
        extended=said_weekday(extended, language),
    )
    passed = [phrases["deadline_decision_passed"]] if extended < shelf.today else []
    return [text, *passed, phrases["deadline_decision_now"]]


def _extended(rule: Rule, counted: Counted, shelf: Shelf) -> Counted | None:
    if not rule.extension:
        return None
    return count_rule(rule, counted.event, shelf.deadlines.calendar, extended=True)


def _left(last: date, shelf: Shelf) -> str:
    days = (last - shelf.today).days
    if days < 2:
        return shelf.phrases["deadline_tomorrow" if days else "deadline_today"]
    working = working_days_left(shelf.today, last, shelf.deadlines.calendar)
    return shelf.phrases["deadline_left"].format(days=days, working=working)


def _details(counted: Counted, rule: Rule, question: Question, shelf: Shelf) -> Reply:
    """The other readings, the calendar, and what is not known."""
    phrases, language, calendar = (
        shelf.phrases,
        question.language,
        shelf.deadlines.calendar,
    )
    longest = _extended(rule, counted, shelf) or counted
    years = years_without_calendar(longest, calendar)
    authority = rule.whose == "authority"
    key = "deadline_details_decision" if authority else "deadline_details"
    blocks = [
        phrases[key].format(
            first_day=said_weekday(counted.first_day, language),
            days=rule.days,
            extension=rule.extension,
            safe=said_weekday(counted.safe, language),
            law=said_weekday(counted.law, language),
            latest=said_weekday(counted.latest, language),
            extended=said_weekday(longest.law, language),
        )
    ]
    if years:
        said = ", ".join(str(year) for year in years)
        blocks.append(phrases["deadline_calendar"].format(years=said))
    blocks += [phrases["deadline_estimate"], _source(rule, shelf, language)]
    choices = [*topic_choices(shelf.session, NEXT[rule.id], language), menu(shelf)]
    return Reply(
        kind="deadline",
        topic=question.topic,
        language=language,
        replies=[Bubble(text=_together(blocks), choices=choices)],
        sources=_sources(rule, shelf.deadlines),
        asks=question.topic,
    )


def _source(rule: Rule, shelf: Shelf, language: str) -> str:
    """The law of the rule; those of the calendar are in the list of sources."""
    deadlines = shelf.deadlines
    return shelf.phrases["deadline_source"].format(
        law=deadlines.laws[rule.law].title,
        articles=rule.numbers,
        date=said_date(deadlines.checked_on, language),
    )


def _sources(rule: Rule, deadlines: Deadlines) -> list[SourceNote]:
    """The laws of the limit, and those that say which days do not count."""
    return [
        SourceNote(**source.model_dump(), checked_on=deadlines.checked_on)
        for source in deadlines.sources(rule)
    ]


def _together(blocks: list[str]) -> str:
    return "\n\n".join(blocks)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
