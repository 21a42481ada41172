import asyncio
import json
import re
from itertools import count
from typing import Any

import pytest
from aiohttp import web
from yarl import URL

from tests.cli.command import Finished, faro, jsonl
from tests.cli.conftest import Serve
from tests.cli.outside import OtherGateway, said

LOOPBACK = "http://127.0.0.1"


def first_text(line: dict[str, Any]) -> str:
    return str(line["replies"][0]["text"])


async def asked(
    url: str, *lines: dict[str, Any], concurrency: int | None = None
) -> Finished:
    more = ["--concurrency", str(concurrency)] if concurrency else []
    return await faro("ask", "--jsonl", "--url", url, *more, stdin=jsonl(*lines))


async def served(aiohttp_server: Serve, app: web.Application) -> str:
    server = await aiohttp_server(app)
    return str(server.make_url("/")).rstrip("/")


async def test_one_question_prints_texts_and_numbered_choices(gateway: str) -> None:
    done = await faro("ask", "¿qué es la COMAR?", "--url", gateway)
    assert done.out.startswith(
        "Usted dijo: ¿qué es la COMAR?\n  [1] Cuánto cuesta\n\nFaro no es del gobierno"
    )
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
async def test_without_a_url_it_asks_where_the_settings_say(
    host: str, gateway: str
) -> None:
    port = str(URL(gateway).port)
    done = await faro("ask", "hola", FARO_HOST=host, FARO_PORT=port)
    assert (done.code, done.out.splitlines()[0]) == (0, "Usted dijo: hola")


async def test_a_line_comes_out_with_the_names_of_the_contract(gateway: str) -> None:
    done = await asked(gateway, {"conversation": "c1", "text": "plazo"})
    [line] = done.lines
    elapsed = line.pop("elapsed_ms")
    replies = line.pop("replies")
    assert re.fullmatch(r"\w{4}-\w{4}", line.pop("code"))
    assert isinstance(elapsed, float)
    assert elapsed > 0
    assert replies[0] == {
        "text": "Usted dijo: plazo",
        "choices": [{"id": "comar_cost", "title": "Cuánto cuesta"}],
    }
    assert line == {
        "conversation": "c1",
        "kind": "answer",
        "topic": "comar_deadline",
        "language": "es",
        "confidence": 0.93,
        "alternatives": [["comar_late_application", 0.03]],
        "entities": {"city": "Tijuana"},
        "sources": [
            {
                "title": "Ley",
                "url": "https://example.org/ley",
                "publisher": "Diputados",
                "date": "2022",
                "checked_on": "2026-11-24",
            }
        ],
        "stale": False,
    }


async def test_topics_are_printed_only_where_there_are_two(gateway: str) -> None:
    done = await asked(
        gateway,
        {"conversation": "c1", "text": "dos"},
        {"conversation": "c1", "text": "una"},
    )
    two, one = done.lines
    assert two["topics"] == ["comar_cost", "comar_work"]
    assert "topics" not in one


async def test_choices_and_locations_are_asked_as_such(gateway: str) -> None:
    point = {"latitude": 14.905, "longitude": -92.263}
    done = await asked(
        gateway,
        {"conversation": "c1", "text": "plazo"},
        {"conversation": "c1", "choice": "comar_cost"},
        {"conversation": "c1", "location": point},
        {"conversation": "c1", "text": ""},
    )
    assert done.code == 0
    assert [first_text(line) for line in done.lines] == [
        "Usted dijo: plazo",
        "Usted dijo: /comar_cost",
        'Usted dijo: /shelter_find{"city": "Tapachula"}',
        "Usted dijo: /meta_out_of_scope",
    ]


async def test_accents_and_emojis_survive(gateway: str) -> None:
    text = "¿dónde está mi niña? 🙏"
    done = await asked(gateway, {"conversation": "ñ 🙏", "text": text})
    assert done.lines[0]["conversation"] == "ñ 🙏"
    assert first_text(done.lines[0]) == f"Usted dijo: {text}"
    assert "¿dónde está mi niña? 🙏" in done.out


async def test_the_same_name_in_two_invocations_is_two_people(gateway: str) -> None:
    for _ in range(2):
        done = await asked(gateway, {"conversation": "c1", "text": "hola"})
        first_contact = done.lines[0]["replies"][1:]
        assert len(first_contact) == 1


async def test_an_apology_is_a_reply(aiohttp_server: Serve) -> None:
    async def apology(_body: dict[str, Any]) -> web.Response:
        body = {"reply": {"kind": "apology", "replies": []}, "retry": True}
        return web.json_response(body, status=503)

    url = await served(aiohttp_server, OtherGateway(apology).app())
    done = await asked(url, {"conversation": "c1", "text": "hola"})
    assert (done.code, done.lines[0]["kind"]) == (0, "apology")


MANY = [
    {"conversation": f"c{number % 7}", "text": f"pregunta {number}"}
    for number in range(60)
]


@pytest.mark.parametrize("concurrency", [1, 3, 20])
async def test_lines_come_out_in_order_and_a_conversation_is_never_asked_twice_at_once(
    concurrency: int, aiohttp_server: Serve
) -> None:
    other = OtherGateway()
    url = await served(aiohttp_server, other.app())
    done = await asked(url, *MANY, concurrency=concurrency)
    assert [first_text(line) for line in done.lines] == [line["text"] for line in MANY]
    assert [line["conversation"] for line in done.lines] == [
        line["conversation"] for line in MANY
    ]
    assert other.most_of_one == 1
    assert other.most_at_once <= concurrency
    assert len(set(other.ids)) == len(MANY)


async def test_different_conversations_are_asked_at_once_and_keep_their_order(
    aiohttp_server: Serve,
) -> None:
    last_was_asked = asyncio.Event()

    async def first_waits_for_last(body: dict[str, Any]) -> web.Response:
        if body["text"] == "last":
            last_was_asked.set()
        await asyncio.wait_for(last_was_asked.wait(), 10)
        return said(body["text"])

    url = await served(aiohttp_server, OtherGateway(first_waits_for_last).app())
    done = await asked(
        url,
        {"conversation": "a", "text": "first"},
        {"conversation": "b", "text": "last"},
        concurrency=2,
    )
    assert [first_text(line) for line in done.lines] == ["first", "last"]


async def test_a_busy_gateway_is_asked_again(aiohttp_server: Serve) -> None:
    times = count()

    async def busy_once(body: dict[str, Any]) -> web.Response:
        if next(times) == 0:
            return web.json_response({"error": "rate", "message": "wait"}, status=429)
        return said(body["text"])

    other = OtherGateway(busy_once)
    done = await asked(
        await served(aiohttp_server, other.app()), {"conversation": "a", "text": "x"}
    )
    assert (done.code, first_text(done.lines[0])) == (0, "x")
    # The same id, so that a message that did arrive is not asked twice.
    assert len(set(other.ids)) == 1


GOOD = '{"conversation": "c1", "text": "hola"}'


@pytest.mark.parametrize(
    ("bad", "because"),
    [
        pytest.param("hola", "Invalid JSON", id="no JSON"),
        pytest.param("[1]", "", id="no object"),
        pytest.param('{"text": "hola"}', "conversation: Field required", id="no name"),
        pytest.param('{"conversation": "c1"}', "exactly one of", id="nothing asked"),
        pytest.param(
            '{"conversation": "c1", "text": "a", "choice": "menu"}',
            "exactly one of",
            id="two things asked",
        ),
        pytest.param(
            '{"conversation": "c1", "txet": "a"}', "txet:", id="misspelt name"
        ),
        pytest.param(
            '{"conversation": "c1", "location": {"latitude": 1}}',
            "location.longitude: Field required",
            id="half a location",
        ),
    ],
)
async def test_a_bad_line_is_named_by_its_number_before_anything_is_asked(
    bad: str, because: str, unused_tcp_port: int
) -> None:
    done = await faro(
        *("ask", "--jsonl", "--url", f"{LOOPBACK}:{unused_tcp_port}"),
        stdin=f"{GOOD}\n\n{bad}\n{GOOD}\n",
    )
    assert (done.code, done.out) == (2, "")
    [line] = done.err.splitlines()
    assert line.startswith("line 3: ")
    assert because in line


async def test_a_line_that_is_not_utf_8_is_named_by_its_number() -> None:
    bad = '{"conversation": "c1", "text": "qué"}\n'.encode("latin-1")
    lines = GOOD.encode() + b"\n" + bad
    # As most terminals have it: the C locale alone lets such bytes through.
    done = await faro("ask", "--jsonl", stdin=lines, PYTHONIOENCODING="utf-8:strict")
    assert (done.code, done.out) == (2, "")
    [line] = done.err.splitlines()
    assert line.startswith("line 2: ")


@pytest.mark.parametrize(
    ("bad", "because"),
    [
        pytest.param(
            {"choice": "comar_work"}, "was not offered", id="choice not offered"
        ),
        pytest.param(
            {"location": {"latitude": 95, "longitude": 0}},
            "location.latitude",
            id="no such place",
        ),
        pytest.param({"text": "a" * 25_001}, "text: ", id="too long"),
        pytest.param({"text": "ñ" * 80_000}, "", id="much too long"),
    ],
)
async def test_a_line_that_the_gateway_refuses_is_named_and_the_others_are_answered(
    bad: dict[str, Any], because: str, gateway: str
) -> None:
    good = {"conversation": "c1", "text": "hola"}
    lines = jsonl(good) + "\n" + jsonl({"conversation": "c1", **bad}, good)
    done = await faro("ask", "--jsonl", "--url", gateway, stdin=lines)
    assert done.code == 2
    assert len(done.lines) == 2
    [line] = done.err.splitlines()
    assert line.startswith("line 3: ")
    assert because in line


@pytest.mark.parametrize("conversations", [1, 3])
async def test_an_unreachable_gateway_is_said_once_with_what_to_type(
    conversations: int, unused_tcp_port: int
) -> None:
    address = f"{LOOPBACK}:{unused_tcp_port}"
    lines = [
        {"conversation": str(number), "text": "hola"} for number in range(conversations)
    ]
    done = await asked(f"{address}/", *lines, *lines)
    assert (done.code, done.out) == (1, "")
    [line] = done.err.splitlines()
    assert line.startswith(f"No answer from Faro at {address} (")
    assert line.endswith("Start it with: make run")


async def test_a_gateway_that_goes_down_under_many_is_said_once(
    aiohttp_server: Serve,
) -> None:
    fallen = count(1)
    others_fell = asyncio.Event()

    async def first_falls_last(body: dict[str, Any]) -> web.Response:
        if body["text"] == "first":
            await asyncio.wait_for(others_fell.wait(), 10)
            await asyncio.sleep(0.1)
        elif next(fallen) == 3:
            others_fell.set()
        return web.Response(status=502)

    url = await served(aiohttp_server, OtherGateway(first_falls_last).app())
    texts = ["first", "second", "third", "fourth"]
    done = await asked(url, *({"conversation": text, "text": text} for text in texts))
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1


async def test_one_question_without_a_gateway_ends_the_same_way(
    unused_tcp_port: int,
) -> None:
    done = await faro("ask", "hola", "--url", f"{LOOPBACK}:{unused_tcp_port}")
    assert done.code == 1
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    "stranger",
    [
        pytest.param(lambda: web.Response(text="<html>"), id="a page"),
        pytest.param(lambda: web.json_response([]), id="a list"),
        pytest.param(lambda: web.json_response({}), id="an empty object"),
        pytest.param(lambda: web.Response(status=500), id="an error"),
    ],
)
async def test_another_program_at_the_address_is_no_gateway(
    stranger: Any, aiohttp_server: Serve
) -> None:
    async def answer(_request: web.Request) -> web.Response:
        response: web.Response = stranger()
        return response

    app = web.Application()
    app.add_routes([web.post("/{path:.*}", answer)])
    url = await served(aiohttp_server, app)
    done = await asked(
        url, {"conversation": "a", "text": "x"}, {"conversation": "b", "text": "x"}
    )
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1


async def test_what_was_answered_before_the_gateway_went_down_is_printed(
    aiohttp_server: Serve,
) -> None:
    async def falls(body: dict[str, Any]) -> web.Response:
        return said("x") if body["text"] == "first" else web.Response(status=502)

    url = await served(aiohttp_server, OtherGateway(falls).app())
    done = await asked(
        url,
        {"conversation": "a", "text": "first"},
        {"conversation": "a", "text": "second"},
    )
    assert (done.code, len(done.lines)) == (1, 1)


async def test_nothing_in_gives_nothing_out(unused_tcp_port: int) -> None:
    done = await asked(f"{LOOPBACK}:{unused_tcp_port}")
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize(
    "arguments", [[], ["hola", "--concurrency", "0"]], ids=["nothing", "nobody asks"]
)
async def test_a_wrong_call_is_explained(arguments: list[str]) -> None:
    done = await faro("ask", *arguments)
    assert done.code == 2
    assert "Error: " in done.err
    assert "Traceback" not in done.err


async def test_a_wrong_setting_is_named_without_a_traceback() -> None:
    done = await faro("ask", "hola", FARO_PORT="many")
    assert done.code == 2
    [line] = done.err.splitlines()
    assert line.startswith("FARO_PORT: ")


async def test_every_output_line_is_one_json_object(gateway: str) -> None:
    done = await asked(gateway, {"conversation": "c1", "text": "una\nlínea\u2028más"})
    [line] = [part for part in done.out.split("\n") if part]
    assert first_text(json.loads(line)) == "Usted dijo: una\nlínea\u2028más"
