"""A last net under all logs: what looks like a person's data is masked there too."""

import logging

from bot.privacy.redaction import redacted


class RedactingFilter(logging.Filter):
    """Masks phones, e-mails, document numbers in every record, also in tracebacks."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, with its text made safe."""
        try:
            message = record.getMessage()
        except (TypeError, ValueError):
            # A wrong "%d" must not stop the caller, nor print what it was given.
            message = str(record.msg)
        record.msg, record.args = redacted(message), ()
        if record.exc_info:
            # An exception's text may quote a request; its class and place are enough.
            kind = record.exc_info[0]
            record.msg += f" ({kind.__name__ if kind else 'error'})"
            record.exc_info = record.exc_text = None
        return True


def quiet_logging(level: int = logging.INFO) -> None:
    """Set up logging to standard error with the filter on it."""
    handler = logging.StreamHandler()
    handler.addFilter(RedactingFilter())
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Alembic announces each of its plug-ins at every start.
    logging.getLogger("alembic").setLevel(logging.WARNING)
