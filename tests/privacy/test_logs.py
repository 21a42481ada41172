import io
import logging
from collections.abc import Iterator

import pytest

from bot.privacy.logs import RedactingFilter, quiet_logging

PHONE = "+52 55 1234 5678"
E_MAIL = "maria@correo.mx"


class Log:
    """A logger with the filter on its handler, and what it printed."""

    def __init__(self) -> None:
        self._printed = io.StringIO()
        handler = logging.StreamHandler(self._printed)
        handler.addFilter(RedactingFilter())
        handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
        self.logger = logging.getLogger("test.of_the_filter")
        self.logger.handlers.clear()
        self.logger.propagate = False
        self.logger.setLevel(logging.INFO)
        self.logger.addHandler(handler)

    @property
    def text(self) -> str:
        return self._printed.getvalue()


@pytest.fixture
def log() -> Log:
    return Log()


def _call_failing_with(text: str) -> None:
    raise LookupError(text)


def test_a_phone_in_the_message_is_masked(log: Log) -> None:
    log.logger.info(f"call from {PHONE}")
    assert log.text == "INFO call from [teléfono]\n"


@pytest.mark.parametrize(
    "values",
    [
        pytest.param((PHONE, E_MAIL), id="texts"),
        pytest.param((525512345678, ValueError(E_MAIL)), id="a number, an exception"),
        pytest.param(([PHONE], {"mail": E_MAIL}), id="a list, a mapping"),
    ],
)
def test_values_filled_in_are_masked(log: Log, values: tuple[object, object]) -> None:
    log.logger.warning("from=%s mail=%s", *values)
    assert "5678" not in log.text
    assert "maria" not in log.text
    assert "from=" in log.text


def test_values_filled_in_by_name_are_masked(log: Log) -> None:
    log.logger.warning("from=%(phone)s", {"phone": PHONE})
    assert log.text == "WARNING from=[teléfono]\n"


def test_a_number_cut_in_two_by_the_format_is_masked(log: Log) -> None:
    log.logger.info("%s%s", "551234", "5678")
    assert log.text == "INFO [teléfono]\n"


def test_an_exception_leaves_only_its_class(log: Log) -> None:
    try:
        _call_failing_with(f"no row for {PHONE}, María")
    except LookupError:
        log.logger.exception("turn failed")
    assert log.text == "ERROR turn failed (LookupError)\n"


def test_an_exception_s_cause_is_not_printed(log: Log) -> None:
    try:
        try:
            _call_failing_with(f"text was {PHONE}")
        except LookupError as error:
            raise RuntimeError(E_MAIL) from error
    except RuntimeError as error:
        log.logger.error("turn failed", exc_info=error)
    assert log.text == "ERROR turn failed (RuntimeError)\n"


def test_an_exception_formatted_by_an_earlier_handler_is_dropped(log: Log) -> None:
    early = logging.StreamHandler(io.StringIO())
    log.logger.handlers.insert(0, early)
    try:
        _call_failing_with(PHONE)
    except LookupError:
        log.logger.exception("turn failed")
    assert log.text == "ERROR turn failed (LookupError)\n"


@pytest.mark.filterwarnings("error")
def test_a_wrong_format_neither_stops_the_caller_nor_prints_values(
    log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    log.logger.info("row %d of %d", PHONE)
    assert log.text == "INFO row %d of %d\n"
    assert "5678" not in capsys.readouterr().err


def test_a_harmless_message_is_printed_as_it_is(log: Log) -> None:
    log.logger.info("answered topic=%s lang=%s ms=%.0f", "comar_deadline", "es", 12.3)
    assert log.text == "INFO answered topic=comar_deadline lang=es ms=12\n"


@pytest.fixture
def root_logging() -> Iterator[None]:
    root, alembic = logging.getLogger(), logging.getLogger("alembic")
    before = root.level, root.handlers[:], alembic.level
    # quiet_logging would close the handlers that pytest listens with.
    root.handlers.clear()
    yield
    root.level, root.handlers[:], alembic.level = before


@pytest.mark.usefixtures("root_logging")
def test_quiet_logging_masks_what_any_library_logs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    quiet_logging()
    logging.getLogger("some.library").warning("POST to=%s", PHONE)
    printed = capsys.readouterr().err
    assert "WARNING some.library POST to=[teléfono]" in printed
    assert "5678" not in printed


@pytest.mark.usefixtures("root_logging")
def test_quiet_logging_leaves_one_handler_when_called_twice() -> None:
    quiet_logging()
    quiet_logging(logging.ERROR)
    root = logging.getLogger()
    assert (len(root.handlers), root.level) == (1, logging.ERROR)
