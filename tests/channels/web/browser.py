"""What the page's script does, in a few words."""

from itertools import count
from typing import Any

from aiohttp.test_utils import TestClient

Answer = tuple[int, dict[str, Any]]


class Browser:
    """Posts to the gateway; each answer is (status, JSON)."""

    def __init__(self, http: TestClient[Any, Any]) -> None:
        self.http = http
        self._numbers = count(1)

    async def post(self, path: str, body: object, **headers: str) -> Answer:
        """POST of a JSON body; bytes and text go out as they are."""
        given: Any = {"data": body} if isinstance(body, bytes) else {"json": body}
        async with self.http.post(path, headers=headers, **given) as response:
            return response.status, await response.json()

    async def visitor(self, **body: Any) -> str:
        """The token of a new conversation."""
        status, answer = await self.post("/web/visitors", body)
        assert status == 200
        return str(answer["visitor"])

    async def send(self, visitor: str, text: str | None = None, **more: Any) -> Answer:
        """A message, under an id of its own if `message_id` is not given."""
        body = {"visitor": visitor, "message_id": f"m{next(self._numbers)}"}
        if text is not None:
            body["text"] = text
        return await self.post("/web/messages", body | more)
