"""The gate: what must never be a column here, and what must not be taken for it."""

import pytest

from matching.vocabulary import RecordKind
from service.intake.forbidden import (
    ForbiddenColumn,
    ForbiddenKind,
    check_allowed,
    forbidden_content,
    forbidden_name,
)
from service.intake.layouts import COLUMNS
from service.intake.tables import RawCell, Row, Table

FORBIDDEN = {
    ForbiddenKind.OFFENCE: (
        "Infraction",
        "INFRACTIONS",
        "infracton",
        "Nature de l'infraction",
        "Délit",
        "Type de délit",
        "Crime commis",
        "Offence",
        "Chef d'accusation",
        "Faits reprochés",
        "Motif d'arrestation",
        "التهمة",
        "الجريمة المرتكبة",
        "نوع المخالفة",
    ),
    ForbiddenKind.SENTENCE: (
        "Motif d'incarcération",
        "motif_incarceration",
        "motifIncarceration",
        "Incarceraton",
        "Peine",
        "Peine (mois)",
        "Durée de la peine",
        "Condamnation",
        "Date de condamnation",
        "Date de libération",
        "Date de libération conditionnelle",
        "Liberation",
        "Date de sortie",
        "Sorti le",
        "Sortie",
        "Release date",
        "Sentence",
        "Verdict",
        "Ex-détenu",
        "Détenu depuis",
        "Grâce royale",
        "الحكم",
        "مدة العقوبة",
        "تاريخ الإفراج",
        "تاريخ الخروج",
        "l7okm",
    ),
    ForbiddenKind.PRISON_NUMBER: (
        "N° d'écrou",
        "Numéro d'écrou",
        "numero_ecrou",
        "Nº ecrou",
        "ÉCROU",
        "Ecroue",
        "Prison number",
        "prisonNumber",
        "Inmate ID",
        "رقم السجين",
    ),
    ForbiddenKind.ESTABLISHMENT: (
        "Établissement pénitentiaire",
        "Etablissement penitenciaire",
        "Établissement",
        "Nom de l'établissement",
        "Prison",
        "Prison de provenance",
        "prizon",
        "Maison d'arrêt",
        "Centre pénitentiaire",
        "Parcours carcéral",
        "Jail",
        "السجن",
        "المؤسسة السجنية",
        "مكان الحبس",
        "l7abs",
    ),
    ForbiddenKind.RECORD: (
        "Récidive",
        "Recidive (oui/non)",
        "Récidiviste",
        "A récidivé",
        "Reoffending",
        "Casier judiciaire",
        "Casier",
        "Antécédents",
        "Criminal record",
        "السوابق",
        "السوابق العدلية",
        "السجل العدلي",
    ),
    ForbiddenKind.NATIONAL_ID: (
        "CIN",
        "cin",
        "C.I.N",
        "N° CIN",
        "num_cin",
        "CNI",
        "CNIE",
        "CINE",
        "Carte nationale",
        "Carte d'identité nationale",
        "Pièce d'identité",
        "National ID",
        "nationalId",
        "Passeport",
        "البطاقة الوطنية",
        "رقم البطاقة الوطنية",
    ),
    ForbiddenKind.HEALTH: (
        "Santé",
        "État de santé",
        "Problèmes de sante",
        "Maladie",
        "Maladies chroniques",
        "maladdie",
        "Diagnostic",
        "Diagnostic médical",
        "Handicap",
        "Type de handicap",
        "Suivi psychiatrique",
        "Suivi médical",
        "Addictions",
        "Toxicomanie",
        "Groupe sanguin",
        "Health condition",
        "Disability",
        "VIH",
        "المرض",
        "الحالة الصحية",
        "الإعاقة",
    ),
    ForbiddenKind.ORIGIN: (
        "Ethnie",
        "Origine",
        "Origine ethnique",
        "Origines",
        "Pays d'origine",
        "Nationalité",
        "Nationalite",
        "Tribu",
        "Race",
        "Skin color",
        "الجنسية",
        "القبيلة",
    ),
    ForbiddenKind.BELIEF: (
        "Religion",
        "Réligion",
        "Confession religieuse",
        "Croyances",
        "Faith",
        "Syndicat",
        "Parti politique",
        "الديانة",
        "المعتقد",
    ),
    ForbiddenKind.BIOMETRIC: (
        "Empreinte",
        "Empreintes digitales",
        "Empreinte_hash",
        "Biométrie",
        "Données biométriques",
        "biometric_template",
        "Fingerprint",
        "Photo",
        "Photo d'identité",
        "Iris",
        "Reconnaissance faciale",
        "ADN",
        "البصمة",
        "الصورة",
    ),
}

INNOCENT = (
    "Nom",
    "Prénom",
    "Référence",
    "Établissement scolaire",
    "Établissement de formation",
    "Dernier établissement fréquenté",
    "Peinture",
    "Peintre",
    "Pleine saison",
    "Région",
    "Région d'origine de la matière",
    "Origine de la matière",
    "Origine de la candidature",
    "Ville d'origine",
    "Cinéma",
    "Cinq ans d'expérience",
    "Médecine du travail",
    "Port de charges",
    "Charges",
    "Prise de poste",
    "Prise de parole",
    "Parole en public",
    "Traitement de texte",
    "Santé et sécurité au travail",
    "Health and safety",
    "Distance max (km)",
    "Détection",
    "Attention",
    "Rétention à la source",
    "Maison",
    "Raison sociale",
    "Maître d'apprentissage",
    "Centre d'intérêt",
    "Ancienneté",
    "Ancien métier",
    "Niveau d'études",
    "Sexe",
    "Tranche d'âge",
    "Limites fonctionnelles",
    "Indisponibilités",
    "Limites physiques",
    "Handball",
    "Informations",
    "Infrastructure",
    "Interaction",
    "Délai",
    "Déplacements",
    "Pointure",
    "Photovoltaïque",
    "Photocopie",
    "Culture",
    "Culture maraîchère",
    "Race bovine",
    "Soins du visage",
    "Diagnostic auto",
    "Vaccination du cheptel",
    "Conditions de travail",
    "Condition",
    "Conduite",
    "Semestre",
    "Remarques",
    "Observation",
    "Date de début",
    "Date de naissance",
    "Adresse",
    "Situation familiale",
    "Permis de conduire",
    "Contrat",
    "Notes",
    "Salaire",
    "المدينة",
    "الاسم",
    "المهنة",
    "الخدمة الوطنية",
    "صناعة العود",
    "النظافة الصحية",
    "التعليم",
    "Skills",
    "Experience",
    "First name",
    "Priority",
    "Legal minimum age",
    "Medium",
    "Trainer",
)


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert sum(map(len, FORBIDDEN.values())) >= 80
    assert len(INNOCENT) >= 60
    assert set(FORBIDDEN) == set(ForbiddenKind)


@pytest.mark.parametrize(
    ("header", "kind"), [(header, kind) for kind, listed in FORBIDDEN.items() for header in listed]
)
def test_a_forbidden_header_is_refused_for_its_reason(header: str, kind: ForbiddenKind) -> None:
    assert forbidden_name(header) is kind


@pytest.mark.parametrize("header", INNOCENT)
def test_an_innocent_header_passes(header: str) -> None:
    assert forbidden_name(header) is None


@pytest.mark.parametrize("kind", RecordKind)
def test_none_of_our_own_columns_is_forbidden(kind: RecordKind) -> None:
    for column in COLUMNS[kind]:
        for header in (column.header, column.header_ar, column.header_en):
            check_allowed(kind, Table((header,), (Row(2, ("x",)),)))


def test_an_establishment_is_a_company_in_a_file_of_companies() -> None:
    assert forbidden_name("Établissement", RecordKind.PROFILE) is ForbiddenKind.ESTABLISHMENT
    assert forbidden_name("Établissement", RecordKind.COMPANY) is None


def test_the_refusal_names_the_column_and_the_reason() -> None:
    table = Table(("Référence", "Peine"), (Row(2, ("A-1", "3 ans")),))
    with pytest.raises(ForbiddenColumn) as refused:
        check_allowed(RecordKind.PROFILE, table)
    assert refused.value.params == {"column": 2, "why": "sentence", "seen_in": "header"}


def test_identity_numbers_under_an_innocent_header_are_refused() -> None:
    table = Table(
        ("Référence", "Nom"),
        (Row(2, ("BK123456", "a")), Row(3, ("J 45678", "b")), Row(4, ("?", "c"))),
    )
    with pytest.raises(ForbiddenColumn) as refused:
        check_allowed(RecordKind.PROFILE, table)
    assert refused.value.params == {"column": 1, "why": "national-id", "seen_in": "content"}


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("BE123456", "bk 654321", "A12345"), ForbiddenKind.NATIONAL_ID),
        (("BE123456", "Salé"), ForbiddenKind.NATIONAL_ID),
        (("BE١٢٣٤٥٦",), ForbiddenKind.NATIONAL_ID),
        (("BE123456", "Salé", "Rabat"), None),
        (("P00001", "P00002"), None),
        (("DEMO-P-001", "DEMO-P-002"), None),
        (("BE123456 et d'autres", "x"), None),
        ((123456, 654321), None),
        (("", None), None),
        (
            ("x", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            ForbiddenKind.BIOMETRIC,
        ),
        (("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA",), ForbiddenKind.BIOMETRIC),
        (
            ("Rk1SACAyMAAAAAEIAAABPAFiAMUAxQEAAAAoK4CnAGHmAIBzAHTvAIDQAHjkAA==",),
            ForbiddenKind.BIOMETRIC,
        ),
        (("b06a54d2-92d4-5a66-b6c5-fdf47a29251d",), None),
        (("b06a54d292d45a66b6c5fdf47a29251d",), None),
        (("une phrase assez longue pour dépasser les soixante-quatre caractères du seuil",), None),
    ],
)
def test_content_is_looked_at(cells: tuple[RawCell, ...], why: ForbiddenKind | None) -> None:
    assert forbidden_content(cells) is why
