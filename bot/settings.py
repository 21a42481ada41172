"""The one reader of the environment and `.env`; each setting has a help text."""

import secrets
from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableSettings

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder: Rasa must run in it, and relative paths start from it."""


class SettingsError(Exception):
    """A setting is missing or wrong; the text names it and says what to set."""


class Settings(BaseSettings):
    """All settings, each from FARO_<NAME>."""

    model_config = SettingsConfigDict(
        env_prefix="FARO_", env_file=ROOT / ".env", extra="ignore", frozen=True
    )

    database_url: str = Field(
        default=f"sqlite:///{ROOT / 'var' / 'faro.db'}",
        repr=False,  # may hold a password
        description="SQLAlchemy address of the database.",
    )
    secret: SecretStr = Field(
        default=SecretStr(""),
        min_length=0,
        description="Signs visitor tokens. Empty: made once and kept in var/secret.",
    )
    engine_token: SecretStr = Field(
        default=SecretStr(""),
        description="Shared by gateway and engine. Empty: derived for this run.",
    )
    host: str = Field(
        default="127.0.0.1", description="Address on which the gateway listens."
    )
    port: int = Field(
        default=8080, ge=0, le=65535, description="Port of the gateway (chat page)."
    )
    engine_url: str = Field(
        default="http://127.0.0.1:5005",
        description="Where the gateway finds the engine. Never expose it.",
    )
    actions_url: str = Field(
        default="http://127.0.0.1:5055",
        description="Where the engine and /ready find the action server.",
    )
    engine_timeout: float = Field(
        default=8.0,
        gt=0,
        description="Seconds for one turn; after that the person gets the apology.",
    )
    log_folder: Path = Field(
        default=ROOT / "var" / "log",
        description="Where `faro run` keeps the logs of engine and actions.",
    )
    web_origins: list[str] = Field(
        default=[],
        description="Other origins that may post, as a JSON list: needed where a proxy "
        "serves the page under another host name.",
    )
    require_approval: bool = Field(
        default=False,
        description="Say only answers that a named human has approved.",
    )
    rate_per_minute: int = Field(
        default=60,
        ge=1,
        description="Messages a minute from one visitor; loopback is exempt.",
    )


@lru_cache
def settings() -> Settings:
    """The process's settings, read once; raises SettingsError naming the variable."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise _named(str(first["loc"][0]), first["msg"]) from error
    except UnreadableSettings as error:
        # A list that is no JSON: the error names the field in quotes.
        raise _named(str(error).split('"')[1], "Not valid JSON") from error


def _named(field: str, problem: str) -> SettingsError:
    name = f"FARO_{field.upper()}"
    return SettingsError(
        f"{name}: {problem}. Correct it in the environment or in .env."
    )


def kept_secret(folder: Path) -> str:
    """A random secret that outlives restarts, in `folder`/secret; made if missing."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "secret"
    # Empty after a crash or on a full disk: an empty secret would sign for anybody.
    if not file.exists() or not file.read_text(encoding="utf-8").strip():
        file.touch(mode=0o600)
        file.chmod(0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return file.read_text(encoding="utf-8").strip()
