"""The scanner of what employers receive finds what it is for: else it would prove nothing."""

import pytest

from tests.telltale import tells

PLANTED = {
    "fr": """
    prison prisons prisonnier prisonnière prisonnières emprisonné emprisonnement pénitentiaire
    pénitencier carcéral carcérale incarcéré incarcérée incarcération détenu détenue détenus
    détenues ex-détenu codétenu détention libéré libérée libération libérable récidive récidiviste
    condamné condamnation écrou écrouée taulard bagnard parloir infraction délit délinquance
    criminel casier judiciaire tribunal peine juge réinsertion Oukacha Toulal Bourkaiz DGAPR CAPC
    SPR Moussalaha gracié amnistie réclusion PRISON Détenu DÉTENTION
    """,
    "ar": """
    سجن السجن سجون السجون سجين السجين سجينة السجينات سجناء السجناء للسجناء والسجن بالسجن مسجون
    مسجونة المساجين حبس الحبس محبوس محبوسين معتقل المعتقلين اعتقال نزيل النزيل نزيلة النزلاء زنزانة
    إفراج الإفراج المُفرَج سراح جريمة الجرائم مجرم محكوم عقوبة سوابق عفو الإصلاحية عكاشة مصالحة سِجْن
    ســجن الإدماج المندوبية توقيف
    """,
    "en": """
    prison prisons prisoner prisoners imprisoned imprisonment jail jailed inmate inmates detention
    detained detainee convict convicted conviction released release parolee probation offender
    offence offenses reoffending criminal crime felony sentence sentenced custody remand
    penitentiary correctional Inmates RELEASED
    """,
    "darija": "7abs l7abs lhabs m7bous mhbous sjin kharj",
}
PHRASES = (
    "maison d’arrêt de la région",
    "garde à vue",
    "levée d'écrou",
    "bracelet électronique",
    "grâce royale",
    "behind bars for years",
    "served time",
    "Aïn Borja",
    "fin de ma peine",
)
INNOCENT = (
    "couture et retouches sur machine, prise de mesures",
    "employé libre-service, permis B, liberté d'horaires",
    "réhabilitation de bâtiments, plâtre et faux plafonds",
    "cellules photovoltaïques, branchement de panneaux",
    "agent d'entretien à Salé, Kénitra, Aïn Sebaâ et Casablanca",
    "parler en public, prendre la parole",
    "تسجيل الطلبات ومحاسبة بسيطة",
    "خياطة وطرز وفصالة، نجارة، حلاقة",
    "سياقة الشاحنات ونقل البضائع",
    "مصلحة الزبناء وبيع المواد الغذائية",
    "lassen, priced items, librarian, liberal arts",
    "press operator, free from Monday, sales records",
)


@pytest.mark.parametrize("language", list(PLANTED))
def test_every_planted_word_is_found_in_the_middle_of_a_sentence(language: str) -> None:
    words = PLANTED[language].split()
    missed = [word for word in words if not tells(f"menuiserie, {word}, deux ans ; خياطة")]
    assert missed == []
    assert len(words) >= 7


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrases_of_innocent_words_are_found(phrase: str) -> None:
    assert tells(f"soudure, {phrase}, 2019")


@pytest.mark.parametrize("text", INNOCENT)
def test_words_of_a_trade_are_left_alone(text: str) -> None:
    assert tells(text) == []


def test_invisible_signs_and_vowel_signs_hide_nothing() -> None:
    assert tells("pri\u200bson")
    assert tells("سِــجْــن")
    assert tells("de\u0301tenu")
