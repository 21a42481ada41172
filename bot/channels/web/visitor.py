"""The signed token by which a browser proves whose conversation it is."""

from itsdangerous import BadSignature, URLSafeTimedSerializer

_LIFETIME = 30 * 24 * 3600


class BadToken(ValueError):
    """Not signed by us, or older than thirty days."""


class Visitors:
    """Signs and reads visitor tokens; the token says nothing about the person."""

    def __init__(self, secret: str) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="web-visitor")

    def token(self, conversation_id: str) -> str:
        """A token bound to one conversation."""
        return self._signer.dumps(conversation_id)

    def conversation(self, token: str) -> str:
        """The conversation of a token; raises BadToken."""
        try:
            return str(self._signer.loads(token, max_age=_LIFETIME))
        except BadSignature as error:
            raise BadToken("visitor token is not valid") from error
