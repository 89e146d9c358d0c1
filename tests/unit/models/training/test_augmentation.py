import re
from collections.abc import Callable
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.augmentation import (
    Language,
    advertisement,
    borrowed,
    first_person,
    gender_forms,
    respell,
    roughen,
    to_arabic_script,
)
from models.training.frames import Frame, first_person_frames, rows

LANGUAGES: tuple[Language, ...] = get_args(Language)
SEEDS = st.integers(min_value=0, max_value=2**32 - 1)
LEAST_FRAMES = {"fr": 60, "ar": 40, "en": 40, "darija-latin": 50, "darija-arabic": 50}

JOBS: dict[Language, tuple[str, tuple[str, ...]]] = {
    "fr": ("soudeur/soudeuse", ("assembler des tôles", "lire un plan", "s'occuper des outils")),
    "ar": ("عامل لحام / عاملة لحام", ("تركيب الأبواب", "قراءة الرسوم", "إصلاح المعدات")),
    "en": ("welder", ("join sheets of metal", "read a drawing", "repair tools")),
    "darija-latin": ("soudeur/soudeuse", ("assembler des tôles", "lire un plan")),
    "darija-arabic": ("عامل لحام / عاملة لحام", ("تركيب الأبواب", "إصلاح المعدات")),
}
ENDS = {"fr": "tôles|plan|outils", "ar": "الأبواب|الرسوم|المعدات", "en": "metal|drawing|tools"}
ENDS |= {"darija-latin": "tôles|plan", "darija-arabic": "الأبواب|المعدات"}

FORBIDDEN = re.compile(
    r"prison|d[ée]ten|carc[ée]r|p[ée]nitent|incarc|inmate|jail|convict|sentence|condamn|lib[ée]ration"
    r"|cellule|juge|tribunal|l?7[ae]bs|\bl?hebs|ssijn|s[ie]jn|سجن|سجين|حبس|معتقل|اعتقال|محكوم|إفراج",
    re.IGNORECASE,
)


def generator(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def drawn(what: Callable[[np.random.Generator], str | None], times: int = 40) -> set[str | None]:
    return {what(generator(seed)) for seed in range(times)}


# Tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_many_ways_of_speaking_of_oneself(language: Language) -> None:
    frames = first_person_frames(language)
    assert len({frame.text for frame in frames}) >= LEAST_FRAMES[language]
    for wanted in ((True, False), (False, True), (True, True)):
        assert sum((frame.has_title, frame.has_skills) == wanted for frame in frames) >= 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_advertisements_have_many_openings(language: str) -> None:
    openings = [
        row["text"]
        for row in rows("noise.csv")
        if row["slot"] == "opening" and language in row["languages"].split()
    ]
    assert len(set(openings)) >= (15 if "darija" in language else 30)
    assert all(Frame(text, frozenset(re.findall(r"{(\w+)}", text))).has_title for text in openings)


@pytest.mark.parametrize("table", ["forms.csv", "noise.csv", "fillers.csv"])
def test_no_sentence_says_where_a_person_has_been(table: str) -> None:
    for row in rows(table):
        assert not FORBIDDEN.search(" ".join(row.values())), row


# First person


@given(
    seed=SEEDS,
    language=st.sampled_from(LANGUAGES),
    said=st.sampled_from(["title", "skills", "both"]),
)
def test_a_sentence_has_no_open_slot_and_one_seed_gives_one_sentence(
    seed: int, language: Language, said: str
) -> None:
    title, skills = JOBS[language]
    given_title = None if said == "skills" else title
    given_skills = () if said == "title" else skills
    sentence = first_person(generator(seed), language, given_title, given_skills)
    assert sentence == first_person(generator(seed), language, given_title, given_skills)
    assert sentence.strip()
    assert not re.search(r"[{}]| {2}", sentence)


@given(seed=SEEDS, language=st.sampled_from(["fr", "ar", "en"]))
def test_a_sentence_says_one_gender_of_the_title(seed: int, language: Language) -> None:
    title, _ = JOBS[language]
    sentence = first_person(generator(seed), language, title, ())
    genders = gender_forms(title, language)[:2] if language != "en" else [title]
    # "ك" (as) is written together with the title that follows it.
    said = [re.search(rf"\bك?{form}\b", sentence, re.IGNORECASE) for form in genders]
    assert sum(map(bool, said)) == 1
    assert "/" not in sentence


@given(seed=SEEDS, language=st.sampled_from(["fr", "ar", "en", "darija-latin"]))
def test_a_sentence_says_every_skill(seed: int, language: Language) -> None:
    _, skills = JOBS[language]
    sentence = first_person(generator(seed), language, None, skills)
    assert len(re.findall(ENDS[language], sentence)) >= len(skills)


def test_nobody_names_more_than_four_skills() -> None:
    skills = [f"porter {word}" for word in ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]]
    sentence = first_person(generator(0), "fr", None, skills)
    assert sentence.count("porter") == 4


def test_a_sentence_about_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="title or skills"):
        first_person(generator(0), "fr", None, ())


def test_french_follows_its_grammar() -> None:
    said = drawn(lambda rng: first_person(rng, "fr", "électricien", ("installer des prises",)), 300)
    text = "\n".join(str(sentence) for sentence in said)
    assert "d'électricien" in text
    assert "d'installer des prises" in text
    assert "de électricien" not in text
    assert "de installer" not in text


def test_a_reflexive_skill_is_said_of_oneself() -> None:
    said = drawn(lambda rng: first_person(rng, "fr", None, ("s'occuper des outils",)), 200)
    assert "je sais m'occuper des outils" in said


def test_english_skills_take_their_gerund() -> None:
    said = drawn(lambda rng: first_person(rng, "en", None, ("repair bikes", "cut wood")), 300)
    assert any(
        re.search(r"(repairing bikes and cutting|cutting wood and repairing)", str(text))
        for text in said
    )


def test_arabic_titles_lose_their_article_after_a_verb() -> None:
    said = drawn(lambda rng: first_person(rng, "ar", "المدير الفني / المديرة الفنية", ()), 100)
    assert "أريد أن أصبح مدير فني" in said
    assert not any("المدير الفني" in str(text) for text in said)


def test_darija_takes_french_as_it_is_and_as_it_is_heard() -> None:
    latin = "\n".join(
        map(str, drawn(lambda rng: first_person(rng, "darija-latin", "soudeur", ()), 200))
    )
    assert "khdemt soudeur" in latin
    assert re.search(r"\bs[o]u?dou?r\b", latin)
    arabic = "\n".join(
        map(str, drawn(lambda rng: first_person(rng, "darija-arabic", "soudeur", ())))
    )
    assert "سودور" in arabic


@pytest.mark.parametrize(
    ("language", "habit", "afterwards"),
    [
        ("darija-latin", "kanrekkeb lbiban", "bghit|n9der|t3elemt|werrani|mwalef|baghi|3ziz"),
        ("darija-arabic", "كنركب البيبان", "بغيت|نقدر|تعلمت|وراني|مولف|باغي|عزيز"),
    ],
)
def test_a_darija_habit_loses_its_mark_after_another_verb(
    language: Language, habit: str, afterwards: str
) -> None:
    said = drawn(lambda rng: first_person(rng, language, None, (habit,)), 300)
    plain = habit.removeprefix("ka").removeprefix("ك")
    assert habit in said
    assert any(re.search(rf"({afterwards}).* {plain}", str(text)) for text in said)
    assert not any(re.search(rf"({afterwards}).* {habit}", str(text)) for text in said)


def test_french_verbs_are_conjugated_in_darija() -> None:
    said = drawn(lambda rng: first_person(rng, "darija-latin", None, ("monter des portes",)), 300)
    assert "kan3ref nmonti des portes" in "\n".join(map(str, said))


# Advertisements


@given(seed=SEEDS, language=st.sampled_from(LANGUAGES))
def test_an_advertisement_is_complete_and_one_seed_gives_one(seed: int, language: Language) -> None:
    title, skills = JOBS[language]
    text = advertisement(generator(seed), language, title, "Un métier utile. " * 30, skills)
    assert text == advertisement(generator(seed), language, title, "Un métier utile. " * 30, skills)
    assert text.strip()
    assert not re.search(r"[{}]| {2}|\.\.", text)
    assert len(text.split()) < 200


@given(seed=SEEDS)
def test_an_advertisement_names_the_job_in_a_form_of_its_title(seed: int) -> None:
    title, skills = JOBS["fr"]
    text = advertisement(generator(seed), "fr", title, None, skills)
    assert any(form in text for form in gender_forms(title, "fr"))


def test_advertisements_are_short_and_long() -> None:
    title, skills = JOBS["fr"]
    lengths = [
        len(advertisement(generator(seed), "fr", title, "Un métier utile. " * 30, skills).split())
        for seed in range(100)
    ]
    assert min(lengths) < 8
    assert max(lengths) > 60


# Forms of a title


def test_a_french_title_has_many_forms() -> None:
    forms = gender_forms("couturier/couturière", "fr")
    assert forms[:2] == ["couturier", "couturière"]
    assert {
        "couturier / couturière",
        "couturier(ère)",
        "couturier·ère",
        "Couturier H/F",
        "COUTURIERE",
    } <= set(forms)


@pytest.mark.parametrize(
    ("title", "masculine", "feminine"),
    [
        ("Abatteur / Abatteuse de carrière", "Abatteur de carrière", "Abatteuse de carrière"),
        ("directeur technique/directrice technique", "directeur technique", "directrice technique"),
        ("Chef électricien / électricienne", "Chef électricien", "Chef électricienne"),
        ("Homme / Femme de ménage", "Homme de ménage", "Femme de ménage"),
        (
            "Accastilleur(se)-monteur(se) électronique",
            "Accastilleur-monteur électronique",
            "Accastilleuse-monteuse électronique",
        ),
        (
            "conseiller d'orientation-psychologue/conseillère d'orientation psychologue",
            "conseiller d'orientation-psychologue",
            "conseillère d'orientation psychologue",
        ),
        ("Ouvrier(e) agricole", "Ouvrier agricole", "Ouvrière agricole"),
        ("technicien(ne)", "technicien", "technicienne"),
        ("directeur·trice", "directeur", "directrice"),
        (
            "Monteur / Monteuse en chauffage/climatisation",
            "Monteur en chauffage/climatisation",
            "Monteuse en chauffage/climatisation",
        ),
    ],
)
def test_both_genders_are_read_with_their_complement(
    title: str, masculine: str, feminine: str
) -> None:
    assert gender_forms(title, "fr")[:2] == [masculine, feminine]


def test_a_slash_between_two_things_is_no_pair_of_genders() -> None:
    assert gender_forms("opérateur CAO/FAO", "fr")[0] == "opérateur CAO/FAO"


def test_an_arabic_title_gives_each_side() -> None:
    title = "المدير الفني / المديرة الفنية"
    assert gender_forms(title, "ar") == ["المدير الفني", "المديرة الفنية"]


def test_arabic_sides_need_not_resemble_each_other() -> None:
    assert gender_forms("أخصائي اجتماعي / عاملة اجتماعية", "ar") == [
        "أخصائي اجتماعي",
        "عاملة اجتماعية",
    ]


def test_other_languages_have_one_form() -> None:
    assert gender_forms("actor/actress", "en") == ["actor/actress"]


# Rough texts


@given(seed=SEEDS, text=st.text(max_size=60), language=st.sampled_from(LANGUAGES))
def test_a_rough_text_is_never_empty_and_depends_on_the_seed_only(
    seed: int, text: str, language: Language
) -> None:
    rough = roughen(generator(seed), text, language)
    assert rough == roughen(generator(seed), text, language)
    assert bool(rough.strip()) == bool(text.strip())


@given(seed=SEEDS, language=st.sampled_from(LANGUAGES))
def test_short_words_keep_their_letters(seed: int, language: Language) -> None:
    assert roughen(generator(seed), "un art bon مول دار", language).lower() == "un art bon مول دار"


@pytest.mark.parametrize(
    ("language", "text", "rough"),
    [
        ("fr", "électricien", "electricien"),
        ("fr", "photographe", "fotographe"),
        ("fr", "maçon, carreleur", "maçon carreleur"),
        ("ar", "خياطة", "خياطه"),
        ("ar", "أعرف", "اعرف"),
        ("en", "welder", "WELDER"),
    ],
)
def test_usual_mistakes_are_made(language: str, text: str, rough: str) -> None:
    assert rough in drawn(lambda rng: roughen(rng, text, language), 300)
    assert text in drawn(lambda rng: roughen(rng, text, language), 300)


# Darija


@given(seed=SEEDS, text=st.text(max_size=60))
def test_respelling_keeps_a_text(seed: int, text: str) -> None:
    other = respell(generator(seed), text)
    assert other == respell(generator(seed), text)
    assert bool(other.strip()) == bool(text.strip())


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("khdemt", {"khdmt", "5demt", "khdemt"}),
        ("kan3ref", {"kanaref", "kanaaref"}),
        ("n9ra", {"nqra", "nkra"}),
        ("7ddad", {"hddad", "7dad"}),
        ("خياطة", {"خياطه", "خياطا"}),
        ("ڤيدانج", {"فيدانج"}),
    ],
)
def test_darija_has_several_spellings(text: str, others: set[str]) -> None:
    assert others <= drawn(lambda rng: respell(rng, text), 200)


def test_numbers_and_french_words_are_not_respelled() -> None:
    assert drawn(lambda rng: respell(rng, "électricien 3 chauffeur")) == {"électricien 3 chauffeur"}


@pytest.mark.parametrize(
    ("french", "heard"),
    [
        ("soudeur", "soudour"),
        ("mécanicien/mécanicienne", "mikanisyan"),
        ("plombier", "plombi"),
        ("chauffeur", "chifour"),
        ("carreleur", "karilour"),
        ("jardinier", "jardini"),
        ("magasinier", "magazini"),
        ("tapissier", "tapissi"),
        ("ferrailleur", "ferayour"),
    ],
)
def test_french_trades_are_borrowed(french: str, heard: str) -> None:
    assert heard in drawn(lambda rng: borrowed(rng, french), 200)


@pytest.mark.parametrize(
    "title", ["سائق", "", "technicien CVC", "opérateur 3D", "un titre de plus de cinq mots ici"]
)
def test_what_cannot_be_said_in_one_breath_is_not_borrowed(title: str) -> None:
    assert borrowed(generator(0), title) is None


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("soudour", "سودور"),
        ("mikanisyan", "ميكانيسيان"),
        ("chifour", "شيفور"),
        ("khdemt 3 snin", "خدمت 3 سنين"),
        ("kan3ref", "كنعرف"),
        ("bghit", "بغيت"),
        ("t3elemt", "تعلمت"),
        ("نعرف", "نعرف"),
    ],
)
def test_latin_letters_become_arabic_ones(latin: str, arabic: str) -> None:
    assert to_arabic_script(generator(0), latin) == arabic


@given(seed=SEEDS, text=st.text(alphabet="abcdefghijklmnopqrstuvwxyz éè'379", min_size=1))
def test_no_latin_letter_is_left_in_arabic_script(seed: int, text: str) -> None:
    arabic = to_arabic_script(generator(seed), text)
    assert not re.search("[a-df-z]", arabic)
    assert bool(arabic.strip()) == bool(text.strip())
