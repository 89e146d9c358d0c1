"""The only reader of the environment: one field per decision an operator takes."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

_PREFIX = "JISR_"
_SECRETS_VARIABLE = "JISR_SECRETS_DIR"
_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


def _default_database_url(known: dict[str, Any]) -> str:
    return f"sqlite:///{known['data_dir'] / 'jisr.db'}"


def _default_encoder_dir(known: dict[str, Any]) -> Path:
    folder: Path = known["data_dir"] / "encoder"
    return folder


def _default_registry_dir(known: dict[str, Any]) -> Path:
    folder: Path = known["data_dir"] / "registry"
    return folder


def _default_reports_dir(known: dict[str, Any]) -> Path:
    folder: Path = known["data_dir"] / "reports"
    return folder


class Settings(BaseSettings):
    """What an operator may decide; built once, at the door, then passed."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        frozen=True,
        extra="forbid",
        env_ignore_empty=True,
        use_attribute_docstrings=True,
    )

    data_dir: Path = Path("var")
    """Folder of all that is kept: database, encoder, index. Move it to a disk that is backed up."""
    database_url: str = Field(default_factory=_default_database_url, min_length=1, repr=False)
    """Where records live. Give a `postgresql+psycopg://` address to share them between machines."""
    encoder: str | None = None
    """Folder or hub name of another encoder; empty is the default. Set it to try your own."""
    encoder_dir: Path = Field(default_factory=_default_encoder_dir)
    """Folder of prepared encoders. Change it to share one preparation between installations."""
    release_dir: Path | None = None
    """Folder of the release to run. Set it to run that one, whatever is promoted."""
    registry_dir: Path = Field(default_factory=_default_registry_dir)
    """Folder of the registry, whose promoted release is run. Change it to share one registry."""
    reports_dir: Path = Field(default_factory=_default_reports_dir)
    """Folder of the laboratory's reports, read only. Change it to share what analysts wrote."""
    shadow_release_dir: Path | None = None
    """Folder of a release that ranks beside, unseen, and is logged. Set it before promoting one."""
    exploration_rate: float = Field(default=0.0, ge=0.0, le=0.2)
    """Share of shortlists in which two close neighbours change places, so that more is learned."""
    exploration_margin: float = Field(default=0.02, ge=0.0, le=0.1)
    """How far the scores of two neighbours may lie apart to change places."""
    shortlist_limit: int = Field(default=10, ge=1, le=50)
    """Lines of a shortlist when the asker names no limit; evaluation measures at this length."""
    max_simultaneous_encodings: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, le=1024
    )
    """Texts encoded at the same time. Lower it on a machine that has other work to do."""
    max_upload_mb: int = Field(default=20, ge=1, le=1024)
    """Size of a request body, in MiB (2**20 bytes). Raise it for very long spreadsheets."""
    import_line_limit: int = Field(default=200_000, ge=1, le=5_000_000)
    """Lines of one imported file. A longer one is refused before it can fill the memory."""
    host: str = Field(default="127.0.0.1", min_length=1)
    """Address listened on. Change it only behind a proxy that speaks TLS."""
    port: int = Field(default=8000, ge=1, le=65535)
    """Port listened on; change it when another program has it."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Least serious event that is written; "debug" while looking for a defect."""
    log_format: Literal["console", "json"] = "console"
    """"json" when another program collects the logs, "console" when a person reads them."""
    token_lifetime_days: int = Field(default=365, ge=1, le=3650)
    """Days before a new token expires. Shorten it where officers change often."""

    session_idle_minutes: int = Field(default=60, ge=5, le=720)
    """Minutes after which an unused page asks to sign in again. Shorten it on shared machines."""
    session_lifetime_hours: int = Field(default=10, ge=1, le=24)
    """Hours after which everybody signs in again, however busy they were."""
    oidc_issuer: str | None = None
    """Address of an OpenID Connect provider that may sign people in too; empty for none."""
    oidc_client_id: str | None = Field(default=None, validate_default=True)
    """What the provider calls this service; it gives it when the service is registered there."""
    oidc_client_secret: SecretStr | None = Field(default=None, validate_default=True)
    """Secret given with it; best as the file `jisr_oidc_client_secret` of the secrets folder."""
    oidc_name: str = Field(default="OpenID", min_length=1, max_length=40)
    """Name of the provider on the button that leads to it."""
    oidc_login_claim: str | None = None
    """Statement of the provider that is a login here; only one that nobody chooses themselves."""
    public_url: str | None = Field(default=None, validate_default=True)
    """Address at which browsers find the pages; the provider sends people back there."""

    @field_validator("oidc_client_id", "oidc_client_secret", "public_url")
    @classmethod
    def _complete(cls, given: object, known: ValidationInfo) -> object:
        """A provider is of use only with all that it takes to ask it."""
        if given is None and known.data.get("oidc_issuer") is not None:
            raise PydanticCustomError("field-missing", "needed with oidc_issuer")
        return given

    @field_validator("oidc_issuer", "public_url")
    @classmethod
    def _unreadable_by_others(cls, given: str | None) -> str | None:
        """Codes and cookies travel there: over TLS, or within this machine."""
        parts = urlsplit(given or "https://_")
        is_safe = parts.scheme == "https" or (
            parts.scheme == "http" and parts.hostname in _THIS_MACHINE
        )
        if not is_safe or not parts.hostname or parts.query or parts.fragment:
            raise PydanticCustomError("not-the-format", "an https address")
        return given

    @property
    def max_body_bytes(self) -> int:
        """Largest request body accepted, in bytes."""
        return self.max_upload_mb * 2**20

    def shown(self) -> dict[str, str]:
        """Every setting as text, the password of the database masked; safe to print."""
        listed = {name: str(getattr(self, name)) for name in type(self).model_fields}
        listed["database_url"] = _without_password(self.database_url)
        return listed


def load_settings() -> Settings:
    """Read the environment, and the folder of secrets when `JISR_SECRETS_DIR` names one.

    A file `jisr_database_url` in that folder gives the address of the database, unless the
    environment gives one too.

    Raises:
        pydantic.ValidationError: a value is out of its range or of another type.
    """
    return Settings(_secrets_dir=os.environ.get(_SECRETS_VARIABLE))


def unread_variables(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Names that begin like a setting but are none, sorted: most often a typing mistake."""
    known = {f"{_PREFIX}{name}".upper() for name in Settings.model_fields} | {_SECRETS_VARIABLE}
    names = (name for name in environment if name.upper().startswith(_PREFIX))
    return tuple(sorted(name for name in names if name.upper() not in known))


def _without_password(url: str) -> str:
    password = urlsplit(url).password
    return url if password is None else url.replace(f":{password}@", ":***@", 1)
