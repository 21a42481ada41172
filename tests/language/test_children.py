from __future__ import annotations

import pytest

from bot.language.children import children_in


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("estoy con mis dos niños", 2),
        ("traigo 3 hijos pequeños", 3),
        ("I have two kids with me", 2),
        ("con mi bebé y mi hija", 2),
        ("my little daughter is sick", 1),
        ("2 niños y una hija", 3),
        ("tengo un chamo", 1),
        ("mis hijos", None),
        ("somos 5 adultos", None),
        ("18 years old", None),
        ("", None),
    ],
)
def test_children_are_counted(text: str, count: int | None) -> None:
    assert children_in(text) == count
