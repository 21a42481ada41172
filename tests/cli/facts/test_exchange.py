from pathlib import Path

import pytest

from bot.db import Sessions
from tests.cli.conftest import Typed
from tests.cli.facts.conftest import Run
from tests.facts.life import KEY, said, states

BY_ANA = ("--by", "Ana")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


def replace(file: Path, old: str, new: str) -> None:
    """What a spreadsheet leaves after one cell was changed."""
    content = file.read_bytes().decode("utf-8")
    assert old in content
    file.write_bytes(content.replace(old, new).encode("utf-8"))


async def test_a_table_goes_to_a_translator_and_comes_back_as_drafts(
    run: Run, loaded: Sessions, table: Path
) -> None:
    written = await run("facts", "sheet-out", str(table))
    assert f"faro facts sheet-in {table} --by NAME" in written.out
    unchanged = await run("facts", "sheet-in", str(table), *BY_ANA)
    assert unchanged.out == "Nothing was changed in the table.\n"

    replace(table, "It is free.,", "It costs nothing.,")
    done = await run("facts", "sheet-in", str(table), *BY_ANA)
    assert done.out == (
        'comar_cost en is a draft.\nThen: faro facts submit comar_cost --by "Ana"\n'
    )
    assert states(loaded, "en") == ["published", "draft"]
    assert said(loaded)["en"] == "It is free."


def test_all_mistakes_are_named_and_nothing_is_taken(
    typed: Typed, loaded: Sessions, table: Path
) -> None:
    typed("facts", "sheet-out", str(table))
    replace(table, "It is free.,", '"It is\r\nfor free, always.",')
    replace(table, "Hola.", "x" * 801)
    replace(table, "Es gratis.,", "Seguro que es gratis.,")
    done = typed("facts", "sheet-in", str(table), *BY_ANA, code=1)
    lines = done.err.splitlines()
    assert lines[0].startswith("Error: row 3, column text_es: “Seguro que” promises.")
    assert any(line.startswith("row 4, column text_es: 801 char") for line in lines)
    assert lines[-1] == f"Nothing of {table} was taken."
    assert states(loaded, "en") == ["published"]


def test_a_table_of_some_answers_holds_only_them(
    typed: Typed, loaded: Sessions, table: Path
) -> None:
    typed("facts", "sheet-out", str(table), "meta_greet")
    content = table.read_text(encoding="utf-8")
    # Without this mark spreadsheets show "Más" as "MÃ¡s".
    assert content.startswith("\ufeffkey,")
    assert len(content.splitlines()) == 2
    assert content.splitlines()[1].startswith("meta_greet,1,1,Hola.,Hello.,")


def test_a_table_with_somebody_s_work_is_not_written_over(
    typed: Typed, loaded: Sessions, table: Path
) -> None:
    table.write_text("work of three days", encoding="utf-8")
    done = typed("facts", "sheet-out", str(table), code=1)
    assert done.err.startswith(f"Error: {table} is there already.")
    assert table.read_text(encoding="utf-8") == "work of three days"


def test_an_unknown_topic_is_named_and_no_file_is_left(
    typed: Typed, loaded: Sessions, table: Path
) -> None:
    done = typed("facts", "sheet-out", str(table), KEY, "comar_dragons", code=1)
    assert done.err.startswith("Error: comar_dragons: no published answer.")
    assert not table.exists()


@pytest.mark.parametrize("content", ["é".encode("latin-1"), b"PK\x03\x04\xff\xfe\x00"])
def test_a_file_that_is_no_utf_8_says_how_to_save_it(
    typed: Typed, loaded: Sessions, table: Path, content: bytes
) -> None:
    table.write_bytes(content)
    done = typed("facts", "sheet-in", str(table), *BY_ANA, code=1)
    assert "is not saved as UTF-8. Save it again as “CSV UTF-8”." in done.err
