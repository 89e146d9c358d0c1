"""Which columns each kind of record has, and which column of a file is which of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from matching.errors import InvalidInput
from matching.spelling import fold
from matching.vocabulary import RecordKind
from service.intake import columns as shared
from service.intake.activity_columns import ACTIVITY_COLUMNS
from service.intake.cells import yes_or_no
from service.intake.choices import contract_of
from service.intake.columns import Column, expiry, provider
from service.intake.fields import line_of, whole
from service.intake.profile_columns import PROFILE_COLUMNS
from service.intake.tables import DuplicateHeader

_COMPANY = (
    shared.REFERENCE,
    Column(
        "name",
        "Nom",
        "الاسم",
        "Name",
        "Raison sociale|Entreprise|Société|Company|Company name|Dénomination|Nom de l'entreprise",
        line_of,
        "Boulangerie Al Amal",
        is_required=True,
    ),
    shared.SECTOR,
    shared.COMMUNE,
    shared.PROVINCE,
    Column(
        "max_pending",
        "Plafond en cours",
        "الحد الأقصى للمقترحين",
        "Max pending",
        "Plafond|Cap|Maximum en cours|Pending cap",
        whole(0, 1_000),
        "3",
    ),
    Column(
        "is_paused",
        "En pause",
        "متوقفة مؤقتا",
        "Paused",
        "Pause|Suspendue|On hold|Is paused",
        yes_or_no,
        "non",
        choices=("oui", "non"),
    ),
)
_OPENING = (
    shared.REFERENCE,
    shared.TITLE,
    provider("Entreprise", "المقاولة", "Company", "Employeur|Société|Employer", "E-001"),
    shared.DESCRIPTION,
    shared.SKILLS,
    shared.SECTOR,
    shared.COMMUNE,
    shared.PROVINCE,
    shared.STARTS_ON,
    expiry(
        "Expire le",
        "تاريخ انتهاء العرض",
        "Expires on",
        "Date limite|Valable jusqu'au|Date d'expiration|Deadline|Closing date",
    ),
    shared.PLACES,
    shared.SCHEDULE,
    shared.WEEKLY_HOURS,
    Column(
        "contract",
        "Contrat",
        "نوع العقد",
        "Contract",
        "Type de contrat|Contract type",
        contract_of,
        "CDD",
        choices=("CDI", "CDD", "intérim", "ANAPEC", "apprentissage", "saisonnier", "stage"),
    ),
    shared.REQUIRED_LANGUAGES,
    shared.REQUIRED_LICENCES,
    shared.REQUIRED_CERTIFICATES,
    Column(
        "legal_minimum_age",
        "Âge légal minimum",
        "السن القانوني الأدنى",
        "Legal minimum age",
        "Âge minimum légal|Âge minimum|Minimum age",
        whole(15, 65),
        "18",
    ),
    shared.DEMANDS,
    Column(
        "asks_record_extract",
        "Demande un extrait",
        "يطلب السجل العدلي",
        "Asks record extract",
        "Extrait demandé|Demande un extrait de casier|Extrait de casier demandé|"
        "Casier judiciaire demandé",
        yes_or_no,
        "non",
        choices=("oui", "non"),
    ),
)
_TRAINING = (
    shared.REFERENCE,
    shared.TITLE,
    provider(
        "Organisme", "المؤسسة", "Provider", "Centre|Centre de formation|Body", "Centre Al Fath"
    ),
    shared.DESCRIPTION,
    Column(
        "skills",
        "Compétences enseignées",
        "المهارات الملقنة",
        "Skills taught",
        "Compétences|Savoir-faire|Skills|Programme",
        shared.SKILLS.parse,
        "coupe | couture à la machine",
        is_free_text=True,
        names_trades=True,
    ),
    shared.SECTOR,
    shared.COMMUNE,
    shared.PROVINCE,
    shared.STARTS_ON,
    expiry(
        "Inscription jusqu'au",
        "آخر أجل للتسجيل",
        "Enrol until",
        "Date limite d'inscription|Fin des inscriptions|Expire le|Enrolment deadline",
    ),
    shared.PLACES,
    shared.SCHEDULE,
    shared.WEEKLY_HOURS,
    shared.REQUIRED_LANGUAGES,
    shared.REQUIRED_CERTIFICATES,
)
_MENTOR = (
    shared.REFERENCE,
    shared.TITLE,
    shared.DESCRIPTION,
    shared.SKILLS,
    shared.SECTOR,
    shared.COMMUNE,
    shared.PROVINCE,
    shared.PLACES,
    shared.REQUIRED_LANGUAGES,
    provider("Organisme", "المؤسسة", "Provider", "Association|Body", "Réseau des artisans"),
)

COLUMNS: Mapping[RecordKind, tuple[Column, ...]] = {
    RecordKind.PROFILE: PROFILE_COLUMNS,
    RecordKind.COMPANY: _COMPANY,
    RecordKind.OPENING: _OPENING,
    RecordKind.ACTIVITY: ACTIVITY_COLUMNS,
    RecordKind.TRAINING: _TRAINING,
    RecordKind.MENTOR: _MENTOR,
}


class MissingColumn(InvalidInput):
    """A column without which no line can be read; `field` names it."""

    code = "missing-column"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one file."""

    columns: tuple[Column | None, ...]
    """For each header, what it is; None for a column that is ignored."""
    ignored: tuple[int, ...]
    """Numbers of the ignored columns that have a header; 1 is the first."""


@cache
def _by_header(kind: RecordKind) -> Mapping[str, Column]:
    """Folded header -> column; a column's own header wins over another one's further spelling."""
    spellings = {header: column for column in COLUMNS[kind] for header in column.headers()}
    own = {
        fold(header): column
        for column in COLUMNS[kind]
        for header in (column.header, column.header_ar, column.header_en)
    }
    return spellings | own


def column_named(kind: RecordKind, header: str) -> Column | None:
    """The column that a header means for this kind of record, None when it means none."""
    return _by_header(kind).get(fold(header))


def lay_out(kind: RecordKind, headers: Sequence[str]) -> Layout:
    """Say which column is which.

    Raises:
        MissingColumn: a required column is not there.
        DuplicateHeader: two headers mean the same column ("Ville" and "Commune").
    """
    found = tuple(column_named(kind, header) for header in headers)
    firsts: dict[str, int] = {}
    for number, column in enumerate(found, start=1):
        if column is None:
            continue
        if column.field in firsts:
            raise DuplicateHeader(column=number, first_column=firsts[column.field])
        firsts[column.field] = number
    for column in COLUMNS[kind]:
        if column.is_required and column.field not in firsts:
            raise MissingColumn(field=column.field, header=column.header)
    ignored = (
        number
        for number, (header, column) in enumerate(zip(headers, found, strict=True), start=1)
        if header and column is None
    )
    return Layout(found, tuple(ignored))
