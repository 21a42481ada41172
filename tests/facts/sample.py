"""A facts/ folder small enough to break one thing in it at a time."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.facts.seed import Seed, read_seed
from tests.yaml_folder import write_files


def sample_answer(es: str, en: str) -> dict[str, Any]:
    return {
        "checked_on": date(2026, 11, 24),
        "checked_by": "project",
        "review_by": date(2027, 1, 24),
        "sources": [
            {
                "title": "Ley",
                "url": "https://www.diputados.gob.mx/ley.pdf",
                "publisher": "Cámara de Diputados",
                "date": "2022-02-18",
            },
            {
                "title": "Nota",
                "url": "https://example.org/nota",
                "publisher": "La Nota",
                "date": "unknown",
            },
        ],
        "claims": [
            {"says": "It is free.", "sources": [1, 2], "as_of": "2026", "sure": "high"}
        ],
        "es": {"text": es, "more": f"Más.\n\nMás: {es}"},
        "en": {"text": en, "more": f"More.\n\nMore: {en}"},
    }


def sample_topic(topic: str, area: str, following: list[str]) -> dict[str, Any]:
    return {
        "id": topic,
        "area": area,
        "about": f"About {topic}",
        "title": {"es": f"{topic} es", "en": f"{topic} en"},
        "next": following,
        **({} if area == "meta" else {"max_age": 180, "past_max_age": "last_known"}),
    }


def sample_files() -> dict[str, Any]:
    return {
        "topics.yml": {
            "topics": [
                sample_topic("comar_cost", "comar", ["comar_work"]),
                sample_topic("comar_work", "comar", []),
                sample_topic("meta_greet", "meta", []),
            ]
        },
        "comar.yml": {
            "area": "comar",
            "ask_here": sample_answer(
                "Pregunte en la COMAR sobre: {topic}.", "Ask at COMAR about: {topic}."
            ),
            "answers": {"comar_cost": sample_answer("Es gratis.", "It is free.")},
        },
        "meta.yml": {
            "area": "meta",
            "answers": {
                "meta_greet": {
                    **sample_answer("Hola.", "Hello."),
                    "sources": "project",
                    "claims": [],
                    "es": {"text": "Hola."},
                    "en": {"text": "Hello."},
                }
            },
        },
        "phrases.yml": {
            "provenance": {
                "es": "Fuente: {publisher}. Revisado el {date}.",
                "en": "Source: {publisher}. Checked on {date}.",
            },
            "stale": {"es": "Viejo: {date}, {whom}.", "en": "Old: {date}, {whom}."},
            "too_old": {"es": "Muy viejo: {date}.", "en": "Too old: {date}."},
            "whom_comar": {"es": "la COMAR", "en": "COMAR"},
            "whom_meta": {"es": "nadie", "en": "nobody"},
            "choice_more": {"es": "Leer más", "en": "Read more"},
            "choice_menu": {"es": "Ver temas", "en": "See topics"},
            "other_language": {"pt": "Só espanhol e inglês."},
        },
    }


@dataclass
class Sample:
    """`files` may be changed before `read`; a str or bytes is written as it stands."""

    folder: Path
    files: dict[str, Any] = field(default_factory=sample_files)

    @property
    def topic(self) -> dict[str, Any]:
        return self.files["topics.yml"]["topics"][0]  # type: ignore[no-any-return]

    @property
    def answer(self) -> dict[str, Any]:
        answers = self.files["comar.yml"]["answers"]
        return answers["comar_cost"]  # type: ignore[no-any-return]

    @answer.setter
    def answer(self, entry: dict[str, Any]) -> None:
        self.files["comar.yml"]["answers"]["comar_cost"] = entry

    @property
    def phrases(self) -> dict[str, Any]:
        return self.files["phrases.yml"]  # type: ignore[no-any-return]

    def write(self) -> Path:
        return write_files(self.folder, self.files)

    def read(self) -> Seed:
        return read_seed(self.write())
