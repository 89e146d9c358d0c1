from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import Settings, load_settings, unread_variables


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"JISR_{name.upper()}", raising=False)
    monkeypatch.delenv("JISR_SECRETS_DIR", raising=False)


def test_everything_has_a_default() -> None:
    settings = load_settings()
    assert settings.database_url == "sqlite:///var/jisr.db"
    assert settings.encoder_dir == Path("var/encoder")
    assert settings.shortlist_limit == 10
    assert settings.max_simultaneous_encodings >= 1


def test_database_and_encoder_follow_the_data_folder() -> None:
    settings = Settings(data_dir=Path("/srv/jisr"))
    assert settings.database_url == "sqlite:////srv/jisr/jisr.db"
    assert settings.encoder_dir == Path("/srv/jisr/encoder")


def test_the_environment_is_read_with_its_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JISR_PORT", "9001")
    monkeypatch.setenv("JISR_LOG_FORMAT", "json")
    settings = load_settings()
    assert (settings.port, settings.log_format) == (9001, "json")


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JISR_ENCODER", "")
    monkeypatch.setenv("JISR_PORT", "")
    assert load_settings().encoder is None
    assert load_settings().port == 8000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JISR_SHORTLIST_LIMIT", "0"),
        ("JISR_SHORTLIST_LIMIT", "51"),
        ("JISR_PORT", "70000"),
        ("JISR_MAX_UPLOAD_MB", "much"),
        ("JISR_LOG_LEVEL", "loud"),
        ("JISR_TOKEN_LIFETIME_DAYS", "-1"),
    ],
)
def test_a_value_out_of_range_is_refused(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        load_settings()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]  # what is being tested


def test_a_setting_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError):
        Settings(shortlist_lenght=5)  # type: ignore[call-arg]  # what is being tested


def test_a_secret_comes_from_the_secrets_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jisr_database_url").write_text("postgresql+psycopg://u:p@db/jisr\n")
    monkeypatch.setenv("JISR_SECRETS_DIR", str(tmp_path))
    assert load_settings().database_url == "postgresql+psycopg://u:p@db/jisr"


def test_the_password_is_never_shown() -> None:
    settings = Settings(database_url="postgresql+psycopg://jisr:s3cret@db:5432/jisr")
    assert "s3cret" not in repr(settings)
    assert settings.shown()["database_url"] == "postgresql+psycopg://jisr:***@db:5432/jisr"


def test_every_setting_is_shown() -> None:
    assert Settings().shown().keys() == Settings.model_fields.keys()


def test_a_mistyped_variable_is_found() -> None:
    environment = {"JISR_DATABSE_URL": "x", "JISR_PORT": "1", "JISR_SECRETS_DIR": "/", "HOME": "/"}
    assert unread_variables(environment) == ("JISR_DATABSE_URL",)


def test_every_setting_says_why_one_would_change_it() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


PROVIDER = {
    "JISR_OIDC_ISSUER": "https://maison.test/realm",
    "JISR_OIDC_CLIENT_ID": "jisr",
    "JISR_OIDC_CLIENT_SECRET": "invented-secret",
    "JISR_PUBLIC_URL": "https://jisr.test",
}


def test_the_secret_of_a_provider_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PROVIDER.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert settings.oidc_issuer == PROVIDER["JISR_OIDC_ISSUER"]
    assert settings.oidc_client_secret is not None
    assert settings.oidc_client_secret.get_secret_value() == "invented-secret"
    assert "invented-secret" not in repr(settings) + str(settings.shown())


def test_the_secret_of_a_provider_comes_from_the_secrets_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jisr_oidc_client_secret").write_text("from-a-file\n")
    for name, value in PROVIDER.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("JISR_OIDC_CLIENT_SECRET")
    monkeypatch.setenv("JISR_SECRETS_DIR", str(tmp_path))
    secret = load_settings().oidc_client_secret
    assert secret is not None
    assert secret.get_secret_value() == "from-a-file"


@pytest.mark.parametrize("missing", sorted(set(PROVIDER) - {"JISR_OIDC_ISSUER"}))
def test_a_provider_is_configured_whole_or_not_at_all(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in set(PROVIDER) - {missing}:
        monkeypatch.setenv(name, PROVIDER[name])
    with pytest.raises(ValidationError) as refused:
        load_settings()
    (found,) = refused.value.errors()
    assert f"JISR_{found['loc'][0]}".upper() == missing
    assert found["type"] == "field-missing"


@pytest.mark.parametrize(
    "address", ["http://maison.test", "maison.test", "ftp://maison.test", "https://a.test?x=1"]
)
@pytest.mark.parametrize("name", ["JISR_OIDC_ISSUER", "JISR_PUBLIC_URL"])
def test_a_provider_is_reached_where_nobody_else_reads(
    name: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in (PROVIDER | {name: address}).items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError):
        load_settings()
