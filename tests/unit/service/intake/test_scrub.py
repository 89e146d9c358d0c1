"""Free text: what would reveal a person, a past or an illness goes; the trade stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.records import Opportunity, Profile, Statement
from matching.vocabulary import OpportunityKind, StatementKind
from service.intake.scrub import RemovedKind, scrub, scrub_opportunity, scrub_profile
from service.intake.sensitive import DETENTION, DETENTION_HINT, HEALTH, HEALTH_HINT
from service.intake.shadows import shadow_of

DETENTIONS = (
    # French
    ("menuiserie apprise à l'atelier de la prison", "menuiserie apprise à l'atelier"),
    ("Menuiserie apprise à l’atelier pénitentiaire", "Menuiserie apprise à l’atelier"),
    ("couture apprise en prison pendant 2 ans", "couture apprise pendant 2 ans"),
    ("soudure apprise en détention", "soudure apprise"),
    ("CAP cuisine obtenu au centre pénitentiaire de Salé", "CAP cuisine obtenu"),
    ("CAP cuisine obtenu à la prison locale d'Aïn Sebaâ 1", "CAP cuisine obtenu"),
    ("Maison d’arrêt d’Oukacha : boulangerie", "boulangerie"),
    ("Ancien détenu, cherche travail dans la peinture", "cherche travail dans la peinture"),
    ("gestion de stock, ancienne prisonnière", "gestion de stock"),
    ("ex-détenue, couturière", "couturière"),
    ("sorti de prison en 2025, maçon", "maçon"),
    ("je viens de sortir de prison, je sais coudre", "je sais coudre"),
    ("libéré de la maison centrale de Kénitra; soudeur", "soudeur"),
    ("libération conditionnelle le 12/03/2026, plombier", "plombier"),
    ("bénéficiaire de la grâce royale, pâtissier", "bénéficiaire, pâtissier"),
    ("programme Moussalaha, formation informatique", "formation informatique"),
    ("formé à Oukacha en plâtre", "formé en plâtre"),
    ("suivi par la DGAPR, électricien", "suivi, électricien"),
    ("Fondation Mohammed VI pour la réinsertion des détenus, menuisier", "menuisier"),
    ("centre de réinsertion, formation coiffure", "formation coiffure"),
    ("délégation générale à l'administration pénitentiaire et à la réinsertion", ""),
    ("a purgé sa peine de 3 ans, cuisinier", "cuisinier"),
    ("condamné à 3 ans ferme, mécanicien", "mécanicien"),
    ("extrait de casier judiciaire exigé, boulanger", "boulanger"),
    ("récidiviste, chauffeur", "chauffeur"),
    ("n° d'écrou 12345, peintre", "peintre"),
    ("mécanicien (en prison)", "mécanicien"),
    ("formation en milieu carcéral : cuir", "formation : cuir"),
    ("soudeur pendant mon incarcération", "soudeur"),
    ("formation dans le cadre de Moussalaha, cuir", "formation, cuir"),
    ("menuisier (prison de Salé, 2 ans)", "menuisier (2 ans)"),
    ("Couture – centre pénitentiaire de Casablanca – 2018", "Couture – 2018"),
    ("Soudure, prison de Salé – 2019", "Soudure – 2019"),
    ("SPR Casablanca, coiffure", "coiffure"),
    # English
    ("baker in prison for 3 years", "baker for 3 years"),
    ("carpentry learned in the prison workshop", "carpentry learned in the workshop"),
    ("released from jail, cook", "cook"),
    ("former inmate, welder", "welder"),
    ("ex-convict, driver", "driver"),
    # Arabic
    ("تعلمت الخياطة في السجن", "تعلمت الخياطة"),
    ("تعلمت الخياطة فِي السِّجن", "تعلمت الخياطة"),
    ("خرجت من السجن وأبحث عن عمل", "وأبحث عن عمل"),
    ("المندوبية العامة لإدارة السجون وإعادة الإدماج", ""),
    ("نجار، سجين سابق", "نجار"),
    ("سجن عكاشة: حلاقة", "حلاقة"),
    ("تعلمت في السجن المحلي بسلا النجارة", "تعلمت النجارة"),
    ("معتقل سابق، بناء", "بناء"),
    ("استفدت من برنامج مصالحة، إعلاميات", "استفدت، إعلاميات"),
    ("السوابق العدلية، صباغ", "صباغ"),
    # Darija
    ("f l7abs t3elemt nejjara", "t3elemt nejjara"),
    ("kharj mn l7abs, n3ref nsoude", "n3ref nsoude"),
    ("t3elmt lkhiata f lhabs", "t3elmt lkhiata"),
    ("khdemt fel 7abs", "khdemt"),
    ("chauffeur permis D f l7abs", "chauffeur permis D"),
    ("kont m7bous, daba bghit nkhdem", "daba bghit nkhdem"),
    ("تعلمت الطياب فالحبس", "تعلمت الطياب"),
)
ILLNESSES = (
    ("diabétique, ne porte pas de charges", "ne porte pas de charges"),
    ("je suis séropositif", ""),
    ("schizophrène, jardinier", "jardinier"),
    ("souffre d'asthme, couturière", "couturière"),
    ("épileptique; coiffeur", "coiffeur"),
    ("hernie discale, vendeur", "vendeur"),
    ("diabetic, baker", "baker"),
    ("أعاني من داء السكري، نجار", "نجار"),
    ("mrid b sokkar, khayat", "khayat"),
)
CONTACTS = (
    ("maçon, appelez le 06 12 34 56 78", "maçon, appelez le", RemovedKind.PHONE),
    ("maçon 0612345678", "maçon", RemovedKind.PHONE),
    ("+212 6 61 22 33 44 soudeur", "soudeur", RemovedKind.PHONE),
    ("tel 00212661223344 soudeur", "tel soudeur", RemovedKind.PHONE),
    ("هاتف ٠٦١٢٣٤٥٦٧٨ خباز", "هاتف خباز", RemovedKind.PHONE),
    ("+33 6 12 34 56 78, peintre", "peintre", RemovedKind.PHONE),
    ("écrire à amine.b@exemple.ma, merci", "écrire à, merci", RemovedKind.EMAIL),
    ("CIN BK123456, chauffeur", "chauffeur", RemovedKind.NATIONAL_ID),
    ("bk123456 chauffeur", "chauffeur", RemovedKind.NATIONAL_ID),
    ("BE 123456 chauffeur", "chauffeur", RemovedKind.NATIONAL_ID),
    ("carte nationale n° J45678, maçon", "maçon", RemovedKind.NATIONAL_ID),
)
KEPT = (
    "cellule commerciale",
    "cellule photovoltaïque",
    "je fais de la peine à lire",
    "à peine 2 ans d'expérience",
    "surveillant de cantine",
    "garde d'enfants",
    "gardien d'immeuble",
    "isolation pour emprisonner la chaleur",
    "peinture en bâtiment",
    "serrage des écrous et boulons",
    "détention d'un permis B",
    "détecteur de prix, distribution",
    "porte condamnée à reboucher",
    "prise de parole en public",
    "travail avec conviction",
    "chef de rayon, centrale d'achat",
    "libération des palettes",
    "sortie de chantier",
    "prisme et optique",
    "quartier Habous",
    "حي الأحباس",
    "نزلاء الفندق",
    "تسجيل المبيعات",
    "المصالحة بين الحسابات",
    "عود وكمان",
    "حلواني، سكر وعسل",
    "zellige w gebs",
    "khdemt f restaurant",
    "pâtisserie pour diabétiques",
    "aide aux personnes handicapées",
    "accompagnement d’élèves handicapés",
    "détention d’animaux",
    "massage cardiaque, premiers secours",
    "enceinte acoustique",
    "dépression atmosphérique",
    "trouble de l'eau, station d'épuration",
    "salaire 35000 dh",
    "A 35000 DH le lot",
    "norme EN 60204",
    "NF 15100, électricité",
    "moteur 1600 cm3, année 2015",
    "Clio 123456 km",
    "12 500,00 MAD",
    "2019-2023 : soudeur",
    "élevage, 1 200 000 poussins",
    "HACCP et ISO 22000",
)


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert len(DETENTIONS) + len(ILLNESSES) + len(CONTACTS) + len(KEPT) >= 100


@pytest.mark.parametrize(("text", "cleaned"), DETENTIONS)
def test_what_reveals_a_past_goes_and_the_trade_stays(text: str, cleaned: str) -> None:
    result = scrub(text)
    assert result.text == cleaned
    assert result.removed == (RemovedKind.DETENTION,)


@pytest.mark.parametrize(("text", "cleaned"), ILLNESSES)
def test_a_diagnosis_goes(text: str, cleaned: str) -> None:
    result = scrub(text)
    assert result.text == cleaned
    assert result.removed == (RemovedKind.HEALTH,)


@pytest.mark.parametrize(("text", "cleaned", "kind"), CONTACTS)
def test_contacts_and_identity_numbers_go(text: str, cleaned: str, kind: RemovedKind) -> None:
    result = scrub(text)
    assert result.text == cleaned
    assert result.removed == (kind,)


@pytest.mark.parametrize("text", KEPT)
def test_innocent_words_stay(text: str) -> None:
    assert scrub(text) == type(scrub(text))(text, ())


def test_kinds_come_once_in_a_fixed_order() -> None:
    result = scrub("détenu, 0612345678, CIN BK123456, 0661223344, a@b.ma")
    assert result.removed == (
        RemovedKind.NATIONAL_ID,
        RemovedKind.PHONE,
        RemovedKind.EMAIL,
        RemovedKind.DETENTION,
    )


@pytest.mark.parametrize("text", [text for text, _ in (*DETENTIONS, *ILLNESSES)])
def test_hints_never_hide_a_finding(text: str) -> None:
    plain = shadow_of(text).plain
    assert bool(DETENTION.search(plain)) <= bool(DETENTION_HINT.search(plain))
    assert bool(HEALTH.search(plain)) <= bool(HEALTH_HINT.search(plain))


WORDS = [word for text, _ in (*DETENTIONS, *ILLNESSES) for word in text.split()]


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_hints_agree_with_the_patterns_on_shuffled_words(text: str) -> None:
    plain = shadow_of(text).plain
    assert bool(DETENTION.search(plain)) <= bool(DETENTION_HINT.search(plain))
    assert bool(HEALTH.search(plain)) <= bool(HEALTH_HINT.search(plain))


@given(st.text(max_size=80))
def test_scrubbing_never_fails_and_never_adds(text: str) -> None:
    result = scrub(text)
    assert len(result.text) <= len(text) + 1
    assert bool(result.removed) == (result != type(result)(text, ()))


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_nothing_found_stays_in_what_was_scrubbed(text: str) -> None:
    once = scrub(text).text
    assert scrub(once).text == once


def test_a_profile_is_scrubbed_statement_by_statement() -> None:
    profile = Profile(
        id="p",
        statements=(
            Statement(kind=StatementKind.SKILL, text="couture apprise en prison"),
            Statement(kind=StatementKind.SKILL, text="couture apprise"),
            Statement(kind=StatementKind.EXPERIENCE, text="ex-détenu", months=3),
            Statement(kind=StatementKind.EXPERIENCE, text="vendeur 0612345678", months=12),
        ),
    )
    cleaned, removed = scrub_profile(profile)
    assert cleaned.statements == (
        Statement(kind=StatementKind.SKILL, text="couture apprise"),
        Statement(kind=StatementKind.EXPERIENCE, text="vendeur", months=12),
    )
    assert removed == (RemovedKind.PHONE, RemovedKind.DETENTION)


def test_an_opportunity_is_scrubbed_in_all_its_texts() -> None:
    opening = Opportunity(
        id="o",
        kind=OpportunityKind.OPENING,
        title="Boulanger 0612345678",
        description="Envoyez votre CV à rh@exemple.ma",
        skills=("pétrissage", "casier judiciaire vierge"),
        required_certificates=("CAP",),
    )
    cleaned, removed = scrub_opportunity(opening)
    assert (cleaned.title, cleaned.description) == ("Boulanger", "Envoyez votre CV à")
    assert cleaned.skills == ("pétrissage",)
    assert cleaned.required_certificates == ("CAP",)
    assert removed == (RemovedKind.PHONE, RemovedKind.EMAIL, RemovedKind.DETENTION)
