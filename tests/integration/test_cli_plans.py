"""Plans, hand-overs and reports from the command line of an office."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.api.examples_plans import PLAN
from tests.cli_fixtures import Installation, an_installation
from tests.rendered_pages import text_of

ALLOCATIONS = """référence;sexe;secteur;ville;article;quantité;prix unitaire
R-1;f;services;Casablanca;Séchoir;2;1.250,50
R-2;h;services;Casablanca;Tondeuse;1;899,07
R-3;h;services;Casablanca;Perceuse;1;1000
R-4;h;services;Casablanca;Ponceuse;1;1000
R-5;h;services;Casablanca;Scie;1;1000
R-6;h;inconnu;Casablanca;Étau;1;beaucoup
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return an_installation(tmp_path, monkeypatch)


def a_person(office: Installation) -> str:
    file = office.folder / "personnes.csv"
    file.write_text("référence;compétences;commune\nD-1;couture;Salé\n", encoding="utf-8")
    office.run("import", "profiles", file)
    return "D-1"


def test_a_plan_is_written_shown_and_printed_by_reference(office: Installation) -> None:
    person = a_person(office)
    file = office.folder / "plan.json"
    file.write_text(json.dumps({**PLAN, "opportunity_id": None}), encoding="utf-8")
    assert office.run("life-plan", person, "--write", file).exit_code == 0
    file.write_text(json.dumps({**PLAN, "opportunity_id": None, "title": "Retouche"}), "utf-8")
    written = office.asked("life-plan", person, "--write", file, "--base", "1")
    assert written["version"] == 2
    late = office.run("life-plan", person, "--write", file, "--base", "9")
    assert late.exit_code == 1
    shown = office.run("life-plan", person, "--history")
    assert "Version 1" in shown.stdout
    assert "Modifié – title: title" in shown.stdout
    first, second = office.asked("life-plan", person, "--history")
    assert (first["version"], second["plan"]["title"]) == (1, "Retouche")
    out = office.folder / "plan.pdf"
    assert office.run("life-plan", person, "--out", out, "--language", "ar").exit_code == 0
    assert "10 005,00" in text_of(out.read_bytes())
    assert out.stat().st_mode & 0o077 == 0


def test_a_plan_that_cannot_be_read_is_named_by_its_fields(office: Installation) -> None:
    file = office.folder / "plan.json"
    file.write_text('{"goal": "x", "track": "luck"}', encoding="utf-8")
    refused = office.run("life-plan", a_person(office), "--write", file)
    assert refused.exit_code == 1
    assert "title, track" in refused.stderr


def test_no_other_form_of_a_document_is_promised(office: Installation) -> None:
    refused = office.run("life-plan", a_person(office), "--out", office.folder / "plan.docx")
    assert (refused.exit_code, "unknown-form" in refused.stderr) == (1, True)


def test_nobody_is_due_in_a_new_office(office: Installation) -> None:
    assert "Personne à relancer." in office.run("follow-up").stdout
    assert office.asked("follow-up") == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_file_of_allocations_becomes_a_list_and_a_report(
    office: Installation, language: str
) -> None:
    file, out = office.folder / "remise.csv", office.folder / "remise.pdf"
    file.write_text(ALLOCATIONS, encoding="utf-8")
    made = office.run("handover", file, "--receipts", "--out", out, "--language", language)
    assert made.exit_code == 1  # one line is refused
    assert "not-a-number" in made.stderr
    assert "6 400,07" in made.stdout.replace("\xa0", " ")
    assert text_of(out.read_bytes()).count("6 400,07") == 3
    report = office.folder / "bilan.xlsx"
    said = office.run("report", "territorial", "--file", file, "--out", report, "--json")
    figures: dict[str, Any] = json.loads(said.stdout)
    assert said.exit_code == 0
    assert figures["report"]["amount_mad"] == "6400.07"
    assert [part["people"] for part in figures["report"]["by_gender"]] == [None, None]
    assert report.stat().st_size > 0


def test_what_is_recorded_is_reported(office: Installation) -> None:
    a_person(office)
    file = office.folder / "remise.csv"
    file.write_text("référence;article;prix\nD-1;Machine;4500\n", encoding="utf-8")
    assert office.run("handover", file, "--record").exit_code == 0
    period = ("--since", "2020-01-01", "--until", "2100-01-01")
    report = office.asked("report", "territorial", *period)["report"]
    assert (report["people"], report["has_withheld"]) == (None, True)
    shown = office.run("report", "territorial", *period)
    assert "***" in shown.stdout
    assert office.run("report", "territorial").exit_code == 2
