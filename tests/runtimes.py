"""Runtimes over real storage with the simple encoder, for tests that need no learned part."""

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from matching.parameters import Parameters
from matching.records import Company, Opportunity, Profile
from matching.vocabulary import RecordKind, Role
from models.centring import Centre
from models.encoders import HashingEncoder
from models.releases import EncoderNeeds, Release, write_release
from service.runtime import Runtime
from service.security import Caller
from service.settings import Settings
from service.storage import Storage

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
OFFICER = Caller(id="officer", role=Role.OFFICER, territory=None, name="(inventée)")
DIM = 256


def a_release(folder: Path, name: str = "test-1", parameters: Parameters | None = None) -> Path:
    """A release for the simple encoder, with nothing taken out of its vectors."""
    nothing = np.zeros(DIM, np.float32)
    centre = Centre(nothing, np.zeros((0, DIM), np.float32), "hashing", {})
    folder.mkdir(parents=True, exist_ok=True)
    release = Release(
        id=name,
        made_on=date(2026, 11, 21),
        promoted_by="tests",
        encoder=EncoderNeeds(id="hashing", dim=DIM, centre_sha256=centre.digest),
        parameters=parameters or Parameters(),
        centre=centre,
        measures={},
    )
    write_release(release, folder)
    return folder


def settings_in(folder: Path) -> Settings:
    """Settings that keep everything in one folder."""
    return Settings(data_dir=folder, release_dir=a_release(folder / "release"))


def a_storage(settings: Settings) -> Storage:
    """An empty, migrated database."""
    storage = Storage(settings.database_url)
    storage.migrate()
    return storage


def a_runtime(settings: Settings, storage: Storage) -> Runtime:
    """A runtime that is loaded, and does not watch."""
    runtime = Runtime(settings, storage, load=lambda *_: HashingEncoder(DIM))
    runtime.load()
    return runtime


def keep(storage: Storage, *records: Profile | Company | Opportunity) -> None:
    """Write records as an import does."""
    with storage.begin() as work:
        for record in records:
            work.records.put(kind_of(record), record, at=NOW, source="test", actor="officer")


def kind_of(record: Profile | Company | Opportunity) -> RecordKind:
    """The kind under which a record is kept."""
    if isinstance(record, Opportunity):
        return RecordKind(record.kind.value)
    return RecordKind.PROFILE if isinstance(record, Profile) else RecordKind.COMPANY
