"""How many messages one visitor may send in a minute."""

import time
from collections import OrderedDict, deque

_WINDOW = 60.0
_VISITORS = 50_000


class RateLimit:
    """A sliding minute per key; forgets the keys that were quiet the longest."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Count one more message of `key`; False if it is one too many."""
        moment = time.monotonic()
        times = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        while times and moment - times[0] > _WINDOW:
            times.popleft()
        if len(times) >= self._per_minute:
            return False
        times.append(moment)
        if len(self._seen) > _VISITORS:
            self._seen.popitem(last=False)
        return True
