"""The one error tree: a family says whose move it is, a subclass says what happened."""

from typing import ClassVar

Param = str | int | float | bool | None


class MatchingError(Exception):
    """Root of every error Jisr raises on purpose.

    `code` is public, kebab-case and never changes meaning. `params` hold ids and numbers, never
    names or free text, because they travel to logs and to clients.
    """

    code: ClassVar[str] = "matching-error"

    def __init__(self, **params: Param) -> None:
        super().__init__(self.code, params)
        self.params = params

    def __str__(self) -> str:
        listed = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({listed})"


class InvalidInput(MatchingError):
    """The caller sends something else."""

    code = "invalid-input"


class NotAuthenticated(MatchingError):
    """The person signs in."""

    code = "not-authenticated"


class NotAllowed(MatchingError):
    """Another role, or nobody."""

    code = "not-allowed"


class NotFound(MatchingError):
    """Check the address."""

    code = "not-found"


class Conflict(MatchingError):
    """Look again, then decide."""

    code = "conflict"


class NotReady(MatchingError):
    """We recover; retry."""

    code = "not-ready"


class EmptyProfile(InvalidInput):
    """The profile has no statement to match on."""

    code = "empty-profile"


class UnknownPlace(InvalidInput):
    """No Moroccan region, province or commune answers to that name."""

    code = "unknown-place"


class AmbiguousPlace(InvalidInput):
    """Several communes bear that name; the province decides."""

    code = "ambiguous-place"
