"""What we said: from a short code to the versions, without the person."""

import re
import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversations.models import Said, SaidVersion
from bot.reply import Reply

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0, 1, I, L, O and U, which people mix up when they read them out."""
_LENGTH = 8


class UnknownCode(LookupError):
    """No reply has this code."""


def new_code() -> str:
    """Eight signs in two groups, as "7KQ2-M9FX": 6.5 x 10^11 of them."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def read_code(typed: str) -> str:
    """The code as it is kept, however it was typed; raises UnknownCode."""
    signs = re.sub(r"[\s-]+", "", typed.upper())
    if len(signs) != _LENGTH or set(signs) - set(_SIGNS):
        raise UnknownCode(
            f"“{typed}” is no code of a reply. A code looks like 7KQ2-M9FX; it stands "
            "under the sources of each reply."
        )
    return f"{signs[:4]}-{signs[4:]}"


def keep_said(session: Session, reply: Reply, at: datetime) -> None:
    """Note which versions this reply says. The caller commits."""
    topics = reply.topics or ([reply.topic] if reply.topic else [])
    session.add(
        Said(
            code=reply.code,
            said_at=at.replace(second=0, microsecond=0),
            language=reply.language,
            kind=reply.kind,
            topics=" ".join(topics),
            notice_id=reply.notice,
            versions=[SaidVersion(version_id=v) for v in dict.fromkeys(reply.quoted)],
        )
    )


def find_said(session: Session, typed: str) -> Said:
    """The reply with this code; raises UnknownCode."""
    code = read_code(typed)
    said = session.get(Said, code)
    if said is None:
        raise UnknownCode(f"No reply has the code {code}.")
    return said
