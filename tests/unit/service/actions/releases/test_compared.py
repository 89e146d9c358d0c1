"""Releases side by side: a difference within the intervals is none."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from matching.reported import Figure, Kind, Section
from matching.vocabulary import Role
from models.promotion import Promotion, Published, Verb, write_promotion
from models.releases import fingerprint
from service.actions.releases.compared import (
    Known,
    Place,
    Verdict,
    compare,
    known_releases,
    measures_of,
    with_reports,
)
from service.runtime.health import Health, State
from service.security import Caller, RoleNotAllowed
from service.settings import Settings
from tests.reports import SHIPPED, write_document
from tests.runtimes import a_release

ANALYST = Caller(id="a", role=Role.ANALYST, territory=None, name="")
AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def running(release_id: str | None) -> Health:
    return Health(
        state=State.READY,
        release_id=release_id,
        refused_release_id=None,
        encoder_revision=None,
        records_revision=None,
        records_behind=0,
        opportunities=0,
        people=0,
        problems=(),
    )


def measured(low: float, high: float, column: str = "mrr") -> Figure:
    return Figure(
        section="benchmark",
        table="set",
        row="all",
        column=column,
        kind=Kind.FIGURE,
        value=(low + high) / 2,
        low=low,
        high=high,
    )


def a_known(name: str, *measures: Figure) -> Known:
    return Known(
        id=name, made_on=date(2026, 11, 1), by="tests", place=Place.WAITING, measures=measures
    )


@pytest.mark.parametrize(
    ("ends", "verdict"),
    [
        ((0.81, 0.9), Verdict.BETTER),
        ((0.1, 0.59), Verdict.WORSE),
        ((0.8, 0.9), Verdict.NONE),
        ((0.65, 0.7), Verdict.NONE),
    ],
)
def test_a_difference_within_the_intervals_is_none(
    ends: tuple[float, float], verdict: Verdict
) -> None:
    found = compare(a_known("a", measured(0.6, 0.8)), a_known("b", measured(*ends)))
    assert [one.verdict for one in found.lines] == [verdict]
    assert found.counts[verdict] == 1


def test_what_only_one_was_measured_by_is_not_compared() -> None:
    found = compare(a_known("a", measured(0.6, 0.8)), a_known("b", measured(0.6, 0.8, "map")))
    assert {one.verdict for one in found.lines} == {Verdict.UNKNOWN}
    assert len(found.lines) == 2


def test_a_manifest_gives_the_measures_that_have_an_interval() -> None:
    written = {
        "jobs": {
            "documents": 80,
            "all": {
                "queries": 94,
                "encoder": {"mrr": [0.7, 0.6, 0.8]},
                "hybrid": {"mrr": [0.9, 0.8, 1.0], "note": "text"},
            },
        },
        "ranking": {"judgements": 12.0},
    }
    (figure,) = measures_of(written)
    assert (figure.table, figure.row, figure.column, figure.n) == ("jobs", "all", "mrr", 94)
    assert (figure.value, figure.low, figure.high) == (0.9, 0.8, 1.0)


def test_the_release_in_use_comes_first_with_the_day_it_was_promoted(tmp_path: Path) -> None:
    store = tmp_path / "registry"
    kept: dict[str, Published] = {}
    for name in ("one", "two", "three"):
        made = a_release(tmp_path / name, name)
        mark = fingerprint(made)
        (store / "releases").mkdir(parents=True, exist_ok=True)
        made.rename(store / "releases" / mark[:16])
        kept[name] = Published(version=len(kept) + 1, release_id=name, fingerprint=mark)
    promoted = Promotion(
        number=1,
        verb=Verb.PROMOTE,
        by="Analyste (inventée)",
        at=AT,
        published=kept["two"],
        earlier=(kept["one"],),
    )
    write_promotion(store, promoted)
    (store / "releases" / ".unfinished.new").mkdir()
    (store / "releases" / "damaged").mkdir()
    found = known_releases(Settings(data_dir=tmp_path), running("two"), ANALYST)
    places = {one.id: one.place for one in found}
    assert found[0].id == "two"
    assert (found[0].since, found[0].by) == (AT, "Analyste (inventée)")
    assert (places["two"], places["one"], places["three"]) == (
        Place.IN_USE,
        Place.BEFORE,
        Place.WAITING,
    )
    assert [one.id for one in found if one.place is Place.SHIPPED] == [SHIPPED]
    assert all(one.since is None for one in found[1:])


def test_nobody_promoted_what_came_with_the_software(tmp_path: Path) -> None:
    found = known_releases(Settings(data_dir=tmp_path), running(SHIPPED), ANALYST)
    assert [(one.place, one.since) for one in found] == [(Place.IN_USE, None)]


def test_a_damaged_registry_leaves_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "current.json").write_text("{", "utf-8")
    assert known_releases(Settings(data_dir=tmp_path), running(None), ANALYST)


def test_the_newest_report_about_a_release_stands_beside_it(tmp_path: Path) -> None:
    ranked = {
        "section": Section.RANKERS,
        "table": "outcomes",
        "row": "hybrid",
        "column": "person",
        "kind": "figure",
        "value": 0.8,
        "low": 0.7,
        "high": 0.9,
    }
    write_document(tmp_path, id="quality-2026-01-31-fr", made_on="2026-02-01", release_id="one")
    newest = write_document(
        tmp_path,
        id="quality-2026-02-28-fr",
        made_on="2026-03-01",
        release_id="one",
        figures=[ranked, {**ranked, "row": "rules"}],
    )
    one, other = with_reports(tmp_path, ANALYST, [a_known("one"), a_known("other")])
    assert (one.report, [figure.row for figure in one.here]) == (newest, ["hybrid"])
    assert (other.report, other.here) == ("", ())
    assert [line.verdict for line in compare(one, other).lines] == [Verdict.UNKNOWN]


def test_others_do_not_read_it(tmp_path: Path) -> None:
    officer = Caller(id="o", role=Role.OFFICER, territory=None, name="")
    with pytest.raises(RoleNotAllowed):
        known_releases(Settings(data_dir=tmp_path), running(None), officer)
