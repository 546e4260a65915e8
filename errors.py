"""Every error that a room raises on purpose.

RafilmError                      code, message (fit to show a person), status (HTTP)
├── UserError                    the caller's fault; says what to do instead
│   ├── BadInput                 a value outside its limits
│   ├── Unauthenticated          no token, a wrong one, an expired one
│   ├── Conflict                 true once, but no longer: the thing has changed since
│   └── TooMany                  over a rate or a quota
├── CannotOpen                   a store that cannot be used: no database, not writable, from a newer version
├── NotFound                     no such title, entry, list, change, thread, run (or another user's)
└── Unavailable                  something upstream is down; trying again may help
    ├── ModelUnavailable
    └── ModelTimeout
"""

from __future__ import annotations


class RafilmError(Exception):
    """An error with a code for programs and a message for people."""

    code = "internal"
    status = 500

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code:
            self.code = code


class UserError(RafilmError):
    """The caller can mend it."""

    code = "bad_input"
    status = 400


class BadInput(UserError):
    """A value outside its limits; the message names it and the limit."""

    status = 422


class Unauthenticated(UserError):
    """No token, a wrong one, or an expired one."""

    code = "unauthenticated"
    status = 401


class Conflict(UserError):
    """What was asked fits no longer: the thing has changed since."""

    code = "conflict"
    status = 409


class TooMany(UserError):
    """Over a rate or a quota."""

    code = "rate_limited"
    status = 429


class CannotOpen(RafilmError):
    """A store cannot be used as it is; the message is one line that names it and says why."""

    code = "cannot_open"


class NotFound(RafilmError):
    """No such thing for this user. Another user's thing is not found either."""

    code = "not_found"
    status = 404


class Unavailable(RafilmError):
    """Something upstream is down; trying again may help."""

    code = "unavailable"
    status = 503


class ModelUnavailable(Unavailable):
    """The chat model cannot be reached or refuses to answer."""

    code = "model_unavailable"


class ModelTimeout(Unavailable):
    """The chat model took too long."""

    code = "model_timeout"
