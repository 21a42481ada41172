from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, kept_secret, settings


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        pytest.param("FARO_PORT", "web", id="not a number"),
        pytest.param("FARO_PORT", "70000", id="no such port"),
        pytest.param("FARO_ENGINE_TIMEOUT", "0", id="no time at all"),
        pytest.param("FARO_RATE_PER_MINUTE", "0", id="nobody may write"),
        pytest.param("FARO_WEB_ORIGINS", "https://a.example", id="not JSON"),
        pytest.param("FARO_WEB_ORIGINS", '"https://a.example"', id="not a list"),
        pytest.param("FARO_WEB_ORIGINS", "[1]", id="not a list of texts"),
    ],
)
def test_an_error_names_the_variable_and_what_to_do(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as raised:
        settings()
    assert str(raised.value).startswith(f"{variable}: ")
    assert str(raised.value).endswith("Correct it in the environment or in .env.")


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FARO_PORT", "9000")
    monkeypatch.setenv("FARO_SECRET", "hush")
    monkeypatch.setenv("FARO_WEB_ORIGINS", '["https://a.example"]')
    assert settings().port == 9000
    assert settings().secret.get_secret_value() == "hush"
    assert settings().web_origins == ["https://a.example"]


def test_settings_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = settings()
    monkeypatch.setenv("FARO_PORT", "9000")
    assert settings() is first


def test_secrets_are_hidden_when_settings_are_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FARO_SECRET", "hush-one")
    monkeypatch.setenv("FARO_ENGINE_TOKEN", "hush-two")
    monkeypatch.setenv("FARO_DATABASE_URL", "postgresql://faro:hush-three@db/faro")
    assert "hush" not in repr(settings())
    assert "hush" not in str(settings())


def test_every_setting_has_a_help_text() -> None:
    silent = [name for name, f in Settings.model_fields.items() if not f.description]
    assert silent == []


def test_a_kept_secret_stays_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "deep"
    first = kept_secret(folder)
    assert kept_secret(folder) == first
    assert len(first) >= 48


def test_kept_secrets_of_two_folders_differ(tmp_path: Path) -> None:
    assert kept_secret(tmp_path / "a") != kept_secret(tmp_path / "b")


def test_only_the_owner_may_read_a_kept_secret(tmp_path: Path) -> None:
    kept_secret(tmp_path)
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_an_empty_secret_file_gets_a_secret(tmp_path: Path) -> None:
    (tmp_path / "secret").touch(mode=0o644)
    secret = kept_secret(tmp_path)
    assert len(secret) >= 48
    assert kept_secret(tmp_path) == secret
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
