"""What a column of a spreadsheet is, and the columns that several kinds of record share."""

from collections.abc import Callable
from dataclasses import dataclass

from matching.spelling import fold
from service.intake import choices
from service.intake.cells import date_of, list_of
from service.intake.fields import line_of, reference_of, start_of, text_or_none, whole
from service.intake.tables import RawCell
from service.intake.weeks import slots_of


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, how it is read, what a template shows in it."""

    field: str
    """Key of the values of a line; the name of the record's field where there is one."""
    header: str
    """In French, as templates write it."""
    header_ar: str
    header_en: str
    also: str
    """Other accepted headers, separated by "|"."""
    parse: Callable[[RawCell], object]
    example: str
    is_required: bool = False
    is_free_text: bool = False
    """Scanned for personal data before anything is stored."""
    names_trades: bool = False
    """What the alias table does not know is shown to the officer."""
    choices: tuple[str, ...] = ()
    """French words of a closed list of which a cell holds one; a template offers them."""

    def headers(self) -> frozenset[str]:
        """Every accepted header, folded."""
        listed = (self.header, self.header_ar, self.header_en, self.field, *self.also.split("|"))
        return frozenset(fold(header) for header in listed) - {""}


REFERENCE = Column(
    "reference",
    "Référence",
    "المرجع",
    "Reference",
    "Réf|Ref|Identifiant|Id|Code|N° dossier|Numéro de dossier|Dossier",
    reference_of,
    "A-001",
    is_required=True,
)
TITLE = Column(
    "title",
    "Intitulé",
    "العنوان",
    "Title",
    "Titre|Poste|Intitulé du poste|Métier|Job title|Position|Nom de l'activité|Activité",
    line_of,
    "Boulanger / boulangère",
    is_required=True,
    is_free_text=True,
    names_trades=True,
)
DESCRIPTION = Column(
    "description",
    "Description",
    "الوصف",
    "Description",
    "Descriptif|Détails|Missions|Texte",
    text_or_none,
    "Préparer les pâtes, tenir le four, servir les clients le matin.",
    is_free_text=True,
)
SECTOR = Column(
    "sector",
    "Secteur",
    "القطاع",
    "Sector",
    "Secteur d'activité|Branche|Industry",
    choices.sector_of,
    "restauration",
    choices=(
        "restauration",
        "commerce",
        "artisanat",
        "services",
        "agriculture",
        "bâtiment",
        "transport",
        "industrie",
    ),
)
COMMUNE = Column(
    "commune",
    "Commune",
    "الجماعة",
    "Town",
    "Ville|Localité|City|Commune de résidence|Ville de résidence|Lieu|Lieu de travail|المدينة",
    line_of,
    "Salé",
)
PROVINCE = Column(
    "province",
    "Province",
    "الإقليم",
    "Province",
    "Préfecture|Province ou préfecture|Province / préfecture|Prefecture|العمالة",
    line_of,
    "Salé",
)
SKILLS = Column(
    "skills",
    "Compétences",
    "المهارات",
    "Skills",
    "Compétences demandées|Compétences requises|Savoir-faire|Required skills|Competences",
    list_of,
    "pétrissage | conduite du four",
    is_free_text=True,
    names_trades=True,
)
PLACES = Column(
    "places",
    "Places",
    "عدد المناصب",
    "Places",
    "Nombre de places|Nombre de postes|Postes|Positions|Openings|Effectif",
    whole(0, 10_000),
    "2",
)
SCHEDULE = Column(
    "schedule",
    "Horaires",
    "أوقات العمل",
    "Schedule",
    "Horaire|Horaires de travail|Hours|Working hours",
    slots_of,
    "lun-ven 08:00-17:00",
)
WEEKLY_HOURS = Column(
    "weekly_hours",
    "Heures par semaine",
    "الساعات في الأسبوع",
    "Weekly hours",
    "Heures hebdomadaires|Hours per week",
    whole(1, 84),
    "44",
)
REQUIRED_LANGUAGES = Column(
    "required_languages",
    "Langues requises",
    "اللغات المطلوبة",
    "Required languages",
    "Langues|Langues demandées|Languages",
    choices.languages_of,
    "français: parlé",
)
REQUIRED_LICENCES = Column(
    "required_licences",
    "Permis requis",
    "الرخص المطلوبة",
    "Required licences",
    "Permis|Permis demandés|Required licenses|Licences|Driving licence",
    choices.licences_of,
    "B",
)
REQUIRED_CERTIFICATES = Column(
    "required_certificates",
    "Certificats requis",
    "الشهادات المطلوبة",
    "Required certificates",
    "Diplômes requis|Certificats|Certificats demandés|Certificates",
    list_of,
    "CAP boulangerie",
    is_free_text=True,
)
DEMANDS = Column(
    "demands",
    "Contraintes du poste",
    "متطلبات المنصب",
    "Job demands",
    "Contraintes|Conditions physiques|Pénibilité|Demands",
    choices.demands_of,
    "station debout prolongée | travail de nuit",
)
STARTS_ON = Column(
    "starts_on",
    "Début",
    "تاريخ البداية",
    "Starts on",
    "Date de début|Commence le|Prise de poste|Start date|Start",
    start_of,
    "01/03/2027",
)


def expiry(header: str, header_ar: str, header_en: str, also: str) -> Column:
    """The last day on which something may be proposed, under the name its kind gives it."""
    return Column(
        "expires_on",
        header,
        header_ar,
        header_en,
        also,
        date_of,
        "31/12/2027",
    )


def provider(header: str, header_ar: str, header_en: str, also: str, example: str) -> Column:
    """Who offers it: the reference of a company, or the name of a body."""
    return Column(
        "provider",
        header,
        header_ar,
        header_en,
        also,
        line_of,
        example,
    )
