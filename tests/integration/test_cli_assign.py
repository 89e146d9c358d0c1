"""Sharing an envelope out from the command line, on cohorts as large as the press tells of."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from service.runtime import Runtime
from tests.cli_fixtures import Installation, an_installation
from tests.runtimes import a_release, a_runtime

TOWNS = (
    "Casablanca",
    "Rabat",
    "Kénitra",
    "Fès",
    "Khémisset",
    "Tanger",
    "Salé",
    "Safi",
    "Beni Mellal",
    "Agadir",
    "Taroudant",
    "Tiznit",
    "Inzegane",
)
KITS = {
    "K-1": ("Couturière", "couture", 3_150_000),
    "K-2": ("Soudeur", "soudure", 4_875_050),
    "K-3": ("Coiffeur", "coiffure", 2_990_000),
    "K-4": ("Menuisier", "menuiserie", 5_210_025),
    "K-5": ("Boulanger", "boulangerie", 3_999_990),
    "K-6": ("Électricien", "électricité", 2_750_000),
}
"""Reference, title, skill, and price in centimes."""
ENVELOPE_OF_32 = 112_121_507


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation that encodes with the simple encoder, with kits to share out."""
    found = an_installation(tmp_path, monkeypatch)
    monkeypatch.setenv("JISR_RELEASE_DIR", str(a_release(tmp_path / "release")))
    loaded: Callable[..., Runtime] = lambda _terminal, settings, storage: a_runtime(  # noqa: E731
        settings, storage
    )
    monkeypatch.setattr("service.cli.assigning.loaded_runtime", loaded)
    lines = [f"{one};{kit[0]};{kit[1]};{mad(kit[2])}" for one, kit in KITS.items()]
    imported(found, "activities", "Référence;Titre;Compétences;Coût", lines)
    return found


def mad(centimes: int) -> str:
    return f"{Decimal(centimes) / 100:.2f}".replace(".", ",")


def written(installation: Installation, name: str, header: str, lines: list[str]) -> Path:
    path = installation.folder / name
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path


def imported(installation: Installation, kind: str, header: str, lines: list[str]) -> None:
    file = written(installation, f"{kind}.csv", header, lines)
    result = installation.run("import", kind, file)
    assert result.exit_code == 0, result.output


def a_cohort(
    installation: Installation, people: int, seed: int, short_of: int | None = None
) -> Path:
    """People of the thirteen towns, each with the skill of one kit.

    `short_of`: centimes that the kits of all cost together; what is above is co-funded.
    """
    drawn = Random(seed)
    kits = [drawn.choice(list(KITS)) for _ in range(people)]
    profiles = [
        f"P-{one:03};{TOWNS[one % len(TOWNS)]};{KITS[kit][1]}" for one, kit in enumerate(kits)
    ]
    imported(installation, "profiles", "Référence;Commune;Compétences", profiles)
    left = sum(KITS[kit][2] for kit in kits) - (short_of or 0) if short_of else 0
    lines = []
    for one, kit in enumerate(kits):
        brought = min(left, KITS[kit][2]) if short_of else 0
        left -= brought
        group = "formation-terminee" if one % 3 == 0 else ""
        lines.append(f"P-{one:03};{group};{mad(brought)}")
    assert left == 0
    return written(
        installation, "cohorte.csv", "Référence;Groupes;Cofinancement", drawn.sample(lines, people)
    )


def way(plan: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in plan["ways"] if one["code"] == code)
    return found


def test_32_people_fit_the_envelope_to_the_centime(installation: Installation) -> None:
    cohort = a_cohort(installation, 32, seed=1, short_of=ENVELOPE_OF_32)
    answer = installation.asked("assign", cohort, "--envelope", "1.121.215,07")
    plan = answer["plan"]
    assert way(plan, "plan")["served"] == 32
    assert sum(Decimal(one["granted_mad"]) for one in plan["lines"]) == Decimal("1121215.07")
    assert plan["left_mad"] == "0.00"
    assert plan["proof"]["code"] == "optimal"


def test_one_centime_less_and_somebody_has_something_else_or_nothing(
    installation: Installation,
) -> None:
    cohort = a_cohort(installation, 32, seed=1, short_of=ENVELOPE_OF_32)
    plan = installation.asked("assign", cohort, "--envelope", "1121215.06")["plan"]
    granted = [Decimal(one["granted_mad"]) for one in plan["lines"] if one["granted_mad"]]
    assert sum(granted) <= Decimal("1121215.06")
    assert way(plan, "plan")["total"] < way(plan, "best-for-each")["total"]
    assert way(plan, "best-for-each")["overspent_mad"] == "0.01"
    without = [one for one in plan["lines"] if one["opportunity_id"] is None]
    assert all(one["reasons"] for one in without)


def test_333_people_of_13_towns_share_5_2_million(installation: Installation) -> None:
    cohort = a_cohort(installation, 333, seed=2)
    answer = installation.asked("assign", cohort, "--envelope", "5200000", "--every-town")
    plan = answer["plan"]
    granted = [Decimal(one["granted_mad"]) for one in plan["lines"] if one["granted_mad"]]
    assert sum(granted) + Decimal(plan["left_mad"]) == Decimal("5200000.00")
    assert plan["gap"] <= 0.001
    towns = {one["name"]: one for one in plan["towns"]}
    assert len(towns) == len(TOWNS)
    assert towns["Inezgane"]["people"] == 25
    assert all(one["served"] > 0 for one in towns.values())
    assert way(plan, "plan")["total"] >= way(plan, "first-come")["total"]
    without = [one for one in plan["lines"] if one["opportunity_id"] is None]
    assert without
    assert {reason["code"] for one in without for reason in one["reasons"]} == {"envelope-spent"}


def test_a_plan_is_read_in_three_languages_and_as_a_workbook(installation: Installation) -> None:
    cohort = a_cohort(installation, 32, seed=1, short_of=ENVELOPE_OF_32)
    out = installation.folder / "plan.xlsx"
    asked = ("assign", cohort, "--envelope", "1121215,07")
    french = installation.run(*asked, "--language", "fr", "--out", out)
    assert french.exit_code == 0, french.output
    assert "1\u00a0121\u00a0215,07" in french.stdout
    assert "Prouvée la meilleure" in french.stdout
    assert "P-001" in french.stdout
    book = load_workbook(out)
    assert book.sheetnames[:2] == ["Répartition", "Comparaison"]
    arabic = installation.run(*asked, "--language", "ar", "--out", out)
    assert "1\u00a0121\u00a0215,07" in arabic.stdout
    assert load_workbook(out).worksheets[0].sheet_view.rightToLeft
    english = installation.run(*asked, "--language", "en")
    assert "1,121,215.07" in english.stdout


def test_a_plan_is_pinned_solved_again_and_made_again(installation: Installation) -> None:
    cohort = a_cohort(installation, 12, seed=3)
    terms = installation.folder / "terms.json"
    priorities = [{"first": "formation-terminee", "then": "en-attente"}]
    stated = {"envelope_mad": "100000.00", "objective": "worst-off", "priorities": priorities}
    terms.write_text(json.dumps(stated), encoding="utf-8")
    first = installation.asked("assign", cohort, "--terms", terms)
    served = [one for one in first["plan"]["lines"] if one["opportunity_id"]]
    unserved = [one for one in first["plan"]["lines"] if not one["opportunity_id"]]
    assert first["plan"]["served_by_tier"][0] == sum(one["tier"] == 0 for one in served)
    pinned = f"{unserved[0]['profile_id']}=K-6"
    again = installation.asked(
        "assign", "--from", first["id"], "--pin", pinned, "--exclude", served[0]["profile_id"]
    )
    assert again["based_on"] == first["id"]
    lines = {one["profile_id"]: one for one in again["plan"]["lines"]}
    assert lines[unserved[0]["profile_id"]]["is_pinned"]
    assert lines[served[0]["profile_id"]]["reasons"][0]["code"] == "excluded"
    for one in (first, again):
        assert installation.asked("assign", "--replay", one["id"])["is_identical"]


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        (("--envelope", "0"), "envelope-empty"),
        (("--envelope", "-5"), "amount-negative"),
        (("--envelope", "beaucoup"), "terms-unreadable"),
        (("--envelope", "10,12345"), "terms-unreadable"),
        (("--pin", "P-000=K-1", "--exclude", "P-000"), "pinned-and-excluded"),
    ],
)
def test_terms_that_cannot_be_kept_are_named(
    installation: Installation, extra: tuple[str, ...], code: str
) -> None:
    cohort = a_cohort(installation, 3, seed=4)
    result = installation.run("assign", cohort, *extra, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["code"] == code


def test_a_person_named_twice_and_a_circle_of_priorities_are_named(
    installation: Installation,
) -> None:
    cohort = a_cohort(installation, 3, seed=4)
    twice = installation.run("assign", "--person", "P-000", "--person", "P-000", "--json")
    found = json.loads(twice.stdout)
    assert found["code"] == "person-named-twice"
    assert (found["params"]["line"], found["params"]["first_line"]) == (2, 1)
    terms = installation.folder / "terms.json"
    rules = [{"first": "a", "then": "b"}, {"first": "b", "then": "a"}]
    terms.write_text(json.dumps({"priorities": rules}), encoding="utf-8")
    circle = json.loads(installation.run("assign", cohort, "--terms", terms, "--json").stdout)
    assert circle["code"] == "circular-priorities"
    assert circle["params"]["groups"] in {"a > b > a", "b > a > b"}


def test_a_price_that_is_missing_leaves_the_kit_out_and_is_said(
    installation: Installation,
) -> None:
    cohort = a_cohort(installation, 3, seed=4)
    imported(installation, "activities", "Référence;Titre;Compétences", ["K-9;Potier;poterie"])
    plan = installation.asked("assign", cohort, "--envelope", "100000")["plan"]
    assert "price-missing" in {one["code"] for one in plan["remarks"]}


def test_floors_that_the_envelope_cannot_keep_say_what_would_release_them(
    installation: Installation,
) -> None:
    cohort = a_cohort(installation, 13, seed=5)
    terms = installation.folder / "terms.json"
    stated = {"envelope_mad": "20000.00", "town_floors": {"Tiznit": 1, "Safi": 1}}
    terms.write_text(json.dumps(stated), encoding="utf-8")
    result = installation.run("assign", cohort, "--terms", terms, "--json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert answer["plan"] is None
    alone = {one["releases"][0]["code"]: one["releases"] for one in answer["remedies"]}
    assert set(alone) == {"envelope", "town-floor"}
    by = Decimal(alone["envelope"][0]["by_mad"])
    enough = stated | {"envelope_mad": str(Decimal("20000.00") + by)}
    terms.write_text(json.dumps(enough), encoding="utf-8")
    assert installation.asked("assign", cohort, "--terms", terms)["plan"] is not None
    terms.write_text(
        json.dumps(enough | {"envelope_mad": str(Decimal("19999.99") + by)}), encoding="utf-8"
    )
    assert installation.run("assign", cohort, "--terms", terms, "--json").exit_code == 1
