"""The catalogue of activities, its replacement, kits and quotes, demand and former kits."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from matching.geography import Gazetteer
from matching.market import Start
from matching.outcomes import Outcome
from matching.records import Opportunity
from matching.trades import TradeTable
from matching.vocabulary import OutcomeKind, RecordKind, Role
from service.actions.catalogue import list_to_review, stock_catalogue, take_back_catalogue
from service.actions.imports.files import import_file
from service.actions.imports.reports import ImportReport
from service.actions.imports.sheets import import_sheet
from service.api.examples import ACTIVITY as ACTIVITY_BODY
from service.intake.identifiers import id_of
from service.intake.sheet_columns import SheetKind
from service.intake.shipped_activities import shipped_activities
from service.intake.tables import UnknownFileType
from service.reference import trades_path
from service.security import Caller, NotYourTerritory, RoleNotAllowed
from service.storage import Demand, Storage
from tests.api_fixtures import ready_api
from tests.cli_fixtures import an_installation
from tests.situations import CASABLANCA, a_profile
from tests.storage_fixtures import ENGINES, migrated_storage

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GAZETTEER = Gazetteer.load()
TRADES = TradeTable.read(trades_path())
SHIPPED = len(shipped_activities())
SEWING = id_of(RecordKind.ACTIVITY, "sewing")
ADMIN = Caller(id="admin-1", role=Role.ADMINISTRATOR, territory=None, name="Admin")
ACTIVITY = RecordKind.ACTIVITY


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        yield storage


def activities(storage: Storage) -> dict[str, Opportunity]:
    with storage.read() as work:
        return {one.id: one.opportunity for one in work.records.current([ACTIVITY])}


def imported(storage: Storage, text: str) -> ImportReport:
    return import_file(
        storage,
        ACTIVITY,
        text.encode(),
        "activites.csv",
        caller_id=ADMIN.id,
        now=NOW,
        dry_run=False,
        gazetteer=GAZETTEER,
        trades=TRADES,
    )


def sheet(
    storage: Storage,
    kind: SheetKind,
    text: str,
    *,
    caller: Caller = ADMIN,
    dry_run: bool = False,
    name: str = "sheet.csv",
) -> ImportReport:
    return import_sheet(
        storage,
        kind,
        text.encode(),
        name,
        caller=caller,
        now=NOW,
        dry_run=dry_run,
        gazetteer=GAZETTEER,
    )


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.accepted, report.created, report.changed, report.unchanged


def faults(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(error.line, error.field, error.code) for error in report.rejected]


class TestTheCatalogue:
    def test_it_comes_in_once(self, storage: Storage) -> None:
        assert stock_catalogue(storage, caller=ADMIN, now=NOW).written == SHIPPED
        assert stock_catalogue(storage, caller=ADMIN, now=NOW).written == 0
        assert len(activities(storage)) == SHIPPED

    def test_what_the_institution_replaced_stays_its_own(self, storage: Storage) -> None:
        stock_catalogue(storage, caller=ADMIN, now=NOW)
        imported(storage, "Référence;Intitulé;Secteur;Coût\nsewing;Couture;artisanat;18 000\n")
        mine = activities(storage)[SEWING]
        assert (mine.title, mine.cost_mad) == ("Couture", Decimal(18_000))
        # A price of theirs beside a kit of ours would contradict it.
        assert mine.kit == ()
        again = stock_catalogue(storage, caller=ADMIN, now=NOW, again=True)
        assert (again.written, again.kept) == (0, 1)
        assert activities(storage)[SEWING].title == "Couture"

    def test_it_can_be_taken_back_and_brought_in_again(self, storage: Storage) -> None:
        stock_catalogue(storage, caller=ADMIN, now=NOW)
        imported(storage, "Référence;Intitulé;Secteur;Coût\nsewing;Couture;artisanat;18 000\n")
        assert take_back_catalogue(storage, caller=ADMIN, now=NOW) == SHIPPED - 1
        assert set(activities(storage)) == {SEWING}
        assert stock_catalogue(storage, caller=ADMIN, now=NOW).written == 0
        again = stock_catalogue(storage, caller=ADMIN, now=NOW, again=True)
        assert again.written == SHIPPED - 1

    def test_only_those_who_may_import_bring_it_in(self, storage: Storage) -> None:
        analyst = Caller(id="a", role=Role.ANALYST, territory=None, name="A")
        with pytest.raises(RoleNotAllowed):
            stock_catalogue(storage, caller=analyst, now=NOW)


class TestAFileOfActivities:
    def test_an_unknown_sector_is_kept_for_review(self, storage: Storage) -> None:
        report = imported(
            storage, "Référence;Intitulé;Secteur;Coût\nA-1;Bricolage;bricolage;9 000\n"
        )
        assert (report.accepted, faults(report)) == (1, [])
        assert "sector-to-review" in {remark.code for remark in report.remarks}
        (found,) = list_to_review(storage, caller=ADMIN)
        assert found.activity.title == "Bricolage"
        assert found.fields == (("sector", "bricolage"),)
        decided = "Référence;Intitulé;Secteur;Coût\nA-1;Bricolage;services;9 000\n"
        imported(storage, decided)
        assert list_to_review(storage, caller=ADMIN) == []

    def test_a_missing_price_is_kept_for_review_and_a_negative_one_refused(
        self, storage: Storage
    ) -> None:
        report = imported(
            storage,
            "Référence;Intitulé;Secteur;Coût\nA-1;Couture;artisanat;\nA-2;Snack;restauration;-5\n",
        )
        assert faults(report) == [(3, "cost_mad", "number-too-small")]
        assert "price-to-review" in {remark.code for remark in report.remarks}
        (found,) = list_to_review(storage, caller=ADMIN)
        assert (found.activity.title, found.fields) == ("Couture", (("cost_mad", ""),))

    def test_every_column_comes_in(self, storage: Storage) -> None:
        imported(
            storage,
            "Référence;Intitulé;Intitulé en arabe;Autres noms;Secteur;Coût;Fonds de roulement;"
            "Type de lieu;Autorisations;Cofinancements;Code CITP-08;Code ROME\n"
            "A-1;Couture;الخياطة;khiyata|retouche;artisanat;1.121.215,07;4 000;atelier;"
            "autorisation communale;INDH | microcrédit;7531;b1803\n",
        )
        (one,) = activities(storage).values()
        assert one.cost_mad == Decimal("1121215.07")
        assert one.working_capital_mad == Decimal(4000)
        assert (one.title_ar, one.aliases) == ("الخياطة", ("khiyata", "retouche"))
        assert (one.space, one.isco, one.rome) == ("premises", "7531", "B1803")
        assert one.co_funding == ("INDH", "microcrédit")

    def test_an_unknown_sector_of_an_opening_is_still_refused(self, storage: Storage) -> None:
        report = import_file(
            storage,
            RecordKind.OPENING,
            b"Reference;Title;Sector\nO-1;Welder;magic\n",
            "o.csv",
            caller_id=ADMIN.id,
            now=NOW,
            dry_run=False,
            gazetteer=GAZETTEER,
            trades=TRADES,
        )
        assert faults(report) == [(2, "sector", "not-in-list")]


KITS = "Activité;Article;Quantité;Prix le plus bas (MAD);Prix le plus haut (MAD);Source du prix\n"


class TestKitsAndQuotes:
    def test_a_kit_is_replaced_whole_and_gives_the_cost(self, storage: Storage) -> None:
        stock_catalogue(storage, caller=ADMIN, now=NOW)
        lines = (
            "sewing;machine;2;4 000,50;;devis 12 du 03/11/2026\n"
            "sewing;table;1;900;1 100;devis 13 du 04/11/2026\n"
        )
        assert counts(sheet(storage, SheetKind.KITS, KITS + lines)) == (2, 0, 1, 0)
        mine = activities(storage)[SEWING]
        assert [item.name for item in mine.kit] == ["machine", "table"]
        assert mine.cost_mad == Decimal("9001.00")
        assert mine.title_ar == "الخياطة"
        assert counts(sheet(storage, SheetKind.KITS, KITS + lines)) == (2, 0, 0, 1)

    def test_a_kit_of_ones_own_stays_when_the_activities_come_in_again(
        self, storage: Storage
    ) -> None:
        line = "Référence;Intitulé;Secteur;Coût\nA-1;Couture;artisanat;18 000\n"
        imported(storage, line)
        sheet(storage, SheetKind.KITS, KITS + "A-1;machine;1;4 000;;devis 1 du 03/11/2026\n")
        imported(storage, line.replace("Couture", "Couture fine"))
        (one,) = activities(storage).values()
        assert (one.title, len(one.kit)) == ("Couture fine", 1)

    def test_one_bad_line_keeps_the_kit_as_it_was(self, storage: Storage) -> None:
        stock_catalogue(storage, caller=ADMIN, now=NOW)
        before = activities(storage)
        report = sheet(
            storage,
            SheetKind.KITS,
            KITS + "sewing;machine;1;4 000;;devis 1\n"
            "sewing;fer;1;-20;;devis 1\n"
            "caftans;table;1;900;800;devis 1\n"
            "embroidery;table;0;900;;devis 1\n"
            "weaving;table;1;900;;\n"
            "weaving;table;1;;;devis 1\n"
            "nothing;table;1;900;;devis 1\n",
        )
        assert faults(report) == [
            (3, "price_low_mad", "number-too-small"),
            (4, "price_high_mad", "prices-upside-down"),
            (5, "quantity", "number-too-small"),
            (6, "source", "field-missing"),
            (7, "price_low_mad", "field-missing"),
            (8, "activity", "unknown-activity"),
        ]
        assert [(one.line, one.code) for one in report.remarks] == [(2, "kit-kept")]
        assert activities(storage) == before

    def test_a_dry_run_writes_nothing(self, storage: Storage) -> None:
        stock_catalogue(storage, caller=ADMIN, now=NOW)
        before = activities(storage)
        report = sheet(
            storage, SheetKind.KITS, KITS + "sewing;machine;1;4 000;;devis 1\n", dry_run=True
        )
        assert (report.dry_run, report.changed) == (True, 1)
        assert activities(storage) == before


DEMAND = "Région;Secteur;Demande;Source\n"


class TestDemand:
    def test_levels_come_in_as_numbers_or_words(self, storage: Storage) -> None:
        text = DEMAND + "Souss-Massa;services;72,5;enquête 2026\nMA-06;artisanat;faible;enquête\n"
        assert counts(sheet(storage, SheetKind.DEMAND, text)) == (2, 2, 0, 0)
        assert counts(sheet(storage, SheetKind.DEMAND, text)) == (2, 0, 0, 2)
        with storage.read() as work:
            market = work.market.market()
        assert market.demand == {("MA-09", "services"): 0.725, ("MA-06", "artisanat"): 0.3}

    def test_all_regions_at_once_and_one_corrected_later(self, storage: Storage) -> None:
        sheet(storage, SheetKind.DEMAND, DEMAND + "toutes;services;50;enquête\n")
        sheet(storage, SheetKind.DEMAND, DEMAND + "Souss-Massa;services;80;enquête\n")
        with storage.read() as work:
            levels = work.market.market().demand
            before = work.market.market(1, 0).demand
        assert len(levels) == len(before) == 12
        assert (levels["MA-09", "services"], before["MA-09", "services"]) == (0.8, 0.5)

    def test_bad_lines_are_named_and_the_others_kept(self, storage: Storage) -> None:
        report = sheet(
            storage,
            SheetKind.DEMAND,
            DEMAND + "Souss-Massa;services;101;e\nSouss-Massa;magie;10;e\nNarnia;services;10;e\n"
            "Souss-Massa;artisanat;;e\nSouss-Massa;commerce;40;e\nSouss-Massa;commerce;60;e\n",
        )
        assert faults(report) == [
            (2, "level", "number-too-large"),
            (3, "sector", "not-in-list"),
            (4, "region", "unknown-place"),
            (5, "level", "field-missing"),
            (7, "", "duplicate-reference"),
        ]
        with storage.read() as work:
            (kept,) = work.market.demand()
        assert kept == Demand(region="MA-09", sector="commerce", level=0.4, source="e")

    def test_only_for_the_whole_country_and_only_as_a_table(self, storage: Storage) -> None:
        local = Caller(
            id="a", role=Role.ADMINISTRATOR, territory=frozenset({"MA-06"}), name="Local"
        )
        text = DEMAND + "Souss-Massa;services;50;e\n"
        with pytest.raises(NotYourTerritory):
            sheet(storage, SheetKind.DEMAND, text, caller=local)
        with pytest.raises(UnknownFileType):
            sheet(storage, SheetKind.DEMAND, "[]", name="x.json")


FUNDED = "Référence;Activité;Commune;Financé le;En vie à (mois);Arrêtée le\n"


class TestFormerKits:
    def test_they_come_in_and_can_be_followed_up(self, storage: Storage) -> None:
        stock_catalogue(storage, caller=ADMIN, now=NOW)
        sheet(storage, SheetKind.FUNDED_KITS, FUNDED + "K-1;sewing;Tiznit;15/03/2025;6;\n")
        text = FUNDED + "K-1;sewing;Tiznit;15/03/2025;12;\n"
        assert counts(sheet(storage, SheetKind.FUNDED_KITS, text)) == (1, 0, 1, 0)
        with storage.read() as work:
            (start,) = work.market.market().starts
            (kit,) = work.market.funded()
        assert (start.activity_id, start.alive_months) == (SEWING, 12)
        assert kit.region == "MA-09"

    def test_bad_lines_are_named(self, storage: Storage) -> None:
        stock_catalogue(storage, caller=ADMIN, now=NOW)
        report = sheet(
            storage,
            SheetKind.FUNDED_KITS,
            FUNDED + "K-1;sewing;Narnia;15/03/2025;;\nK-2;sewing;Tiznit;15/03/2030;;\n"
            "K-3;sewing;Tiznit;15/03/2025;5;\nK-4;sewing;Tiznit;15/03/2025;;01/01/2025\n"
            "K-5;magic;Tiznit;15/03/2025;;\nK-6;sewing;;15/03/2025;;\nk-6;sewing;;15/03/2025;;\n",
        )
        assert faults(report) == [
            (2, "commune", "unknown-place"),
            (3, "started_on", "date-in-future"),
            (4, "alive_months", "not-in-list"),
            (5, "stopped_on", "stopped-before-start"),
            (6, "activity", "unknown-activity"),
            (8, "reference", "duplicate-reference"),
        ]

    def test_activities_started_here_count_where_their_people_live(self, storage: Storage) -> None:
        stock_catalogue(storage, caller=ADMIN, now=NOW)
        began = date(2025, 1, 1)
        with storage.begin() as work:
            work.records.put(
                RecordKind.PROFILE, a_profile(id="p-1"), at=NOW, source="test", actor="a"
            )
        noted = [
            (OutcomeKind.ACTIVITY_STARTED, began),
            (OutcomeKind.ACTIVITY_ALIVE_12_MONTHS, began + timedelta(days=365)),
            (OutcomeKind.ACTIVITY_STOPPED, began + timedelta(days=500)),
        ]
        with storage.begin() as work:
            for kind, day in noted:
                work.outcomes.add(
                    Outcome(
                        id=uuid4(),
                        profile_id="p-1",
                        opportunity_id=SEWING,
                        kind=kind,
                        happened_on=day,
                        noted_at=NOW,
                        noted_by="a",
                    )
                )
        with storage.read() as work:
            records, feedback = work.records.revision(), work.feedback.revision()
            (start,) = work.market.market().starts
            (earlier,) = work.market.market(records, feedback - 1).starts
        assert start == Start(
            activity_id=SEWING,
            place=CASABLANCA.place,
            started_on=began,
            alive_months=12,
            stopped_on=began + timedelta(days=500),
        )
        assert earlier.stopped_on is None
        with storage.begin() as work:
            work.records.erase("p-1", at=NOW, actor="a")
        with storage.read() as work:
            assert work.market.market().starts == ()


class TestTheDoors:
    def test_a_migrated_installation_has_the_catalogue_and_a_list_to_review(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        office = an_installation(tmp_path, monkeypatch)
        assert "Rien à revoir" in office.run("catalogue", "review").output
        file = tmp_path / "activites.csv"
        file.write_text("Référence;Intitulé;Secteur\nA-1;Bricolage;bricolage\n", encoding="utf-8")
        report = office.asked("import", "activities", file)
        assert (report["accepted"], report["rejected"]) == (1, [])
        (found,) = office.asked("catalogue", "review")
        assert found["fields"] == {"sector": "bricolage", "cost_mad": ""}
        assert office.asked("catalogue", "remove") == {"removed": SHIPPED}
        assert office.asked("catalogue", "add")["written"] == SHIPPED

    def test_demand_comes_in_by_the_command_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        office = an_installation(tmp_path, monkeypatch)
        file = tmp_path / "demande.csv"
        file.write_text(DEMAND + "Souss-Massa;services;forte;e\nNarnia;services;5;e\n")
        result = office.run("import", "demand", file)
        assert result.exit_code == 1
        assert "Narnia" in result.output
        with office.storage().read() as work:
            assert work.market.market().demand == {("MA-09", "services"): 0.7}

    def test_a_kit_goes_through_the_api_and_back(self, tmp_path: Path) -> None:
        with ready_api(tmp_path) as api:
            officer = api.as_role(Role.OFFICER)
            activity_id = officer.create("/activities", {**ACTIVITY_BODY, "sector": None})
            read = officer.get(f"/activities/{activity_id}").json()
            (item,), (sent,) = read["kit"], ACTIVITY_BODY["kit"]
            assert (item["name"], item["source"]) == (sent["name"], sent["source"])
            assert Decimal(item["price_high_mad"]) == Decimal(sent["price_high_mad"])
            assert read["space"] == "home"
            (waiting,) = officer.get("/review").json()["items"]
            assert (waiting["id"], waiting["fields"]) == (activity_id, {"sector": ""})
            wrong = {**ACTIVITY_BODY["kit"][0], "price_low_mad": "9999.00"}
            refused = officer.post("/activities", {**ACTIVITY_BODY, "kit": [wrong]})
            assert refused.status_code == 422
            assert refused.json()["errors"][0]["code"] == "prices-upside-down"

    def test_a_shortlist_of_activities_shows_its_local_terms(self, tmp_path: Path) -> None:
        with ready_api(tmp_path) as api:
            officer = api.as_role(Role.OFFICER)
            officer.create("/activities", ACTIVITY_BODY)
            person = {
                "statements": [{"kind": "skill", "text": "couture"}],
                "home": "Tiznit",
                "own_tools": ["machine à coudre"],
                "own_money_mad": "1500.00",
            }
            asked = {"profile": person, "kind": "activity"}
            (line,) = officer.post("/shortlists", asked).json()["proposals"]
            shown = {term["code"]: term["value"] for term in line["terms"]}
            assert shown["demand"] is None
            # 5,500 for the machine and 1,500 in money, of 18,500 + 3,000.
            assert shown["contribution"] == pytest.approx(7000 / 21_500)
            assert "own-means" in {reason["code"] for reason in line["reasons"]}
