"""What can go wrong with the outside world: the only exceptions a gateway raises."""

from __future__ import annotations


class GatewayError(Exception):
    """The message is for the log and the administrator's page."""


class Unreachable(GatewayError):
    """No answer came: whether the other side has done it is unknown. Try again, everything waits."""


class Faulty(GatewayError):
    """It answered and could not do its work (5xx, nonsense, our sign-in failed). Try this one later."""


class Refused(GatewayError):
    """It understood and said no to this one message. Sending it again unchanged is no use."""
