"""`jisr replay` and `jisr shadow`: what an operator reads about former shortlists."""

from pathlib import Path
from typing import Any

import pytest

from matching.proposals import Filters
from matching.vocabulary import OpportunityKind
from models.releases import compose_release, load_release
from service.actions.shortlisting import make_shortlist
from service.cli import replays
from service.runtime import Runtime
from service.settings import load_settings
from service.storage import Storage
from tests.cli_fixtures import Installation, an_installation
from tests.rankings import OPEN, a_ranking, meaning_first
from tests.runtimes import NOW, OFFICER, a_release, a_runtime, keep
from tests.situations import a_profile, a_skill, a_wish, an_opening


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """Two people have a shortlist; a learned release ranked beside for the second."""
    base = load_release(a_release(tmp_path / "release", "open", OPEN))
    compose_release(
        tmp_path / "learned",
        release_id="learned",
        made_on=base.made_on,
        promoted_by="tests",
        centre=base.centre,
        parameters=base.parameters,
        measures={},
        ranking=a_ranking(),
    )
    monkeypatch.setenv("JISR_RELEASE_DIR", str(tmp_path / "release"))
    found = an_installation(tmp_path, monkeypatch)
    monkeypatch.setattr(replays, "loaded_runtime", loaded)
    with_storage(found)
    return found


def loaded(_terminal: Any, settings: Any, storage: Storage) -> Runtime:
    return a_runtime(settings, storage)


def with_storage(installation: Installation) -> None:
    storage = installation.storage()
    openings = [an_opening(title, id=f"o-{title}") for title in ("Soudeur", "Serrurier", "Tôlier")]
    people = [a_profile(a_skill("soudure"), a_wish("Tôlier"), id=f"p-{at}") for at in range(2)]
    keep(storage, *people, *openings)
    settings = load_settings()
    beside = settings.model_copy(update={"shadow_release_dir": installation.folder / "learned"})
    for person, known in zip(people, (settings, beside), strict=True):
        make_shortlist(
            a_runtime(known, storage),
            storage,
            caller=OFFICER,
            now=NOW,
            kind=OpportunityKind.OPENING,
            limit=5,
            filters=Filters(),
            profile_id=person.id,
        )
    storage.close()


def test_former_shortlists_are_identical(installation: Installation) -> None:
    found = installation.run("replay", "--last", "10")
    assert found.exit_code == 0, found.output
    assert "2 sélections identiques au bit près sur 2 refaites." in found.stdout
    assert installation.asked("replay")["identical"] == 2


def test_one_that_differs_is_named_and_ends_with_one(installation: Installation) -> None:
    a_release(installation.folder / "release", "open", meaning_first())
    found = installation.run("replay")
    assert found.exit_code == 1
    assert "0 sélection identique au bit près sur 2 refaites." in found.stdout
    assert len(found.stdout.strip().splitlines()) == 3
    a_release(installation.folder / "release", "another", OPEN)
    assert installation.asked("replay")["of_another_release"] == 2


def test_another_release_and_the_one_that_ranked_beside_are_compared(
    installation: Installation,
) -> None:
    past = installation.asked("replay", "--release", installation.folder / "learned")
    assert past["lists"] == 2
    beside = installation.asked("shadow")
    assert beside["lists"] == 1
    assert beside["same_order"] <= past["same_order"] <= 2
    assert "Sur 1 sélection :" in installation.run("shadow").stdout


def test_nothing_to_compare_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = an_installation(tmp_path, monkeypatch)
    assert "Aucune sélection à comparer." in empty.run("shadow").stderr
