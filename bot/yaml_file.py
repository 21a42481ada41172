"""Reads one YAML file of facts/, or says what is wrong with it in plain words."""

from pathlib import Path
from typing import Any

import yaml


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses a key that stands twice: YAML itself would drop the first silently."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"`{key.value}` stands there twice. Delete one.",
                    problem_mark=key.start_mark,
                )
            seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def read_mapping(file: Path, name: str, problems: list[str]) -> dict[str, Any]:
    """The file's keys and values; {} and a line in `problems` if it has none.

    `name` is what the person who has to mend the file calls it.
    """
    try:
        # S506: this loader is the safe one, made stricter.
        content = yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506
    except FileNotFoundError:
        problems.append(f"{name}: the file is missing. Create it.")
        return {}
    except UnicodeDecodeError:
        problems.append(f"{name} is not saved as UTF-8. Save it again as UTF-8.")
        return {}
    except yaml.constructor.ConstructorError as error:
        problems.append(f"{name}:{_line(error)}: {error.problem}")
        return {}
    except yaml.YAMLError as error:
        problems.append(
            f"{name}:{_line(error)} is not valid YAML. "
            "Look for a missing quote, colon or indentation."
        )
        return {}
    if not isinstance(content, dict) or not content:
        problems.append(f"{name} is empty or does not begin with `key:` lines.")
        return {}
    return {str(key): value for key, value in content.items()}


def _line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" line {mark.line + 1}" if mark else ""
