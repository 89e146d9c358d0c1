"""The report in a few sentences, each made from its figures."""

from collections.abc import Iterator, Mapping
from typing import Final

from evaluation.report.contents import Contents
from evaluation.report.names import column_name, row_name
from evaluation.report.numbers import number_text
from evaluation.report.words import Language, Words
from matching.reported import Figure, Kind, Section

_VERDICT: Final[Mapping[bool | None, Words]] = {
    True: Words(
        "Le classement appris bat les règles sur des données qu’il n’a pas vues : soumettez-le au "
        "contrôle (jisr-lab gate).",
        "الترتيب المتعلَّم يتفوّق على القواعد في معطيات لم يرها: اعرضوه على المراقبة (jisr-lab gate).",
        "The learned ranking beats rules on data it has not seen: put it to the gate "
        "(jisr-lab gate).",
    ),
    False: Words(
        "Le classement appris ne bat pas les règles : mettez les règles en service.",
        "الترتيب المتعلَّم لا يتفوّق على القواعد: اعتمدوا القواعد.",
        "The learned ranking does not beat rules: ship rules.",
    ),
    None: Words(
        "Trop peu de jugements pour comparer les classements : mettez les règles en service.",
        "التقييمات أقل من أن تقارن بين الترتيبات: اعتمدوا القواعد.",
        "Too few judgements to compare rankings: ship rules.",
    ),
}
_WORSE: Final = Words(
    "nDCG@5 du côté le moins bien servi : {value}.",
    "قيمة nDCG@5 للجانب الأقل حظًّا: {value}.",
    "nDCG@5 of the worse-served side: {value}.",
)
_NO_WORSE: Final = Words(
    "Trop peu de jugements pour dire si les listes sont bonnes des deux côtés.",
    "التقييمات أقل من أن تبيّن جودة القوائم للجانبين.",
    "Too few judgements to say whether lists are good for both sides.",
)
_GAP: Final = Words(
    "Écart trouvé à qualification égale : {group} – {treatment}, {value} points.",
    "فارق مع تساوي المؤهلات: {group} – {treatment}، {value} نقطة.",
    "Gap found at equal qualification: {group} – {treatment}, {value} points.",
)
_NO_GAP: Final = Words(
    "Aucun écart à qualification égale trouvé parmi {told} examinés ; {thin} n’ont pu l’être.",
    "لم يُعثر على فارق مع تساوي المؤهلات من بين {told} فُحصت؛ وتعذّر فحص {thin}.",
    "No gap at equal qualification found among {told} examined; {thin} could not be.",
)
_NO_GROUPS: Final = Words(
    "Sans table des groupes, ce rapport ne dit rien de l’équité.",
    "دون جدول المجموعات لا يقول هذا التقرير شيئًا عن الإنصاف.",
    "Without a table of groups, this report says nothing of fairness.",
)
_CROWDED: Final = Words(
    "L’entreprise la plus montrée prend {share} des lignes ; {coverage} des entreprises sont "
    "montrées.",
    "المقاولة الأكثر عرضًا تأخذ {share} من الأسطر؛ وتُعرض {coverage} من المقاولات.",
    "The most shown company takes {share} of the lines; {coverage} of companies are shown.",
)
_CALIBRATED: Final = Words(
    "Erreur moyenne des probabilités (ECE) : {ece}, contre {chance} par hasard seul.",
    "متوسط خطأ الاحتمالات (ECE): {ece} مقابل {chance} بالصدفة وحدها.",
    "Mean error of probabilities (ECE): {ece}, against {chance} by chance alone.",
)


def summary(contents: Contents, language: Language) -> Iterator[str]:
    """What a reader in a hurry must know."""
    found = {one.key: one for one in contents.figures}
    yield _VERDICT[contents.learned_beats_rules].text(language)
    worse = _value(found, (Section.QUALITY, "", "ndcg@5", "worse"), language)
    said = _NO_WORSE if worse is None else _WORSE
    yield said.text(language).format(value=worse)
    yield from _gaps(contents, language)
    ece = _value(found, (Section.CALIBRATION, "", "all", "ece"), language)
    chance = _value(found, (Section.CALIBRATION, "", "all", "ece-by-chance"), language)
    if ece is not None:
        yield _CALIBRATED.text(language).format(ece=ece, chance=chance)
    share = _value(found, (Section.CROWDING, "", "companies", "max-share"), language)
    coverage = _value(found, (Section.CROWDING, "", "companies", "coverage"), language)
    if share is not None and coverage is not None:
        yield _CROWDED.text(language).format(share=share, coverage=coverage)


def _gaps(contents: Contents, language: Language) -> Iterator[str]:
    if not contents.has_groups:
        yield _NO_GROUPS.text(language)
        return
    gaps = [one for one in contents.figures if one.section == Section.GAPS]
    found = [one for one in gaps if one.is_found]
    for one in found:
        assert one.value is not None
        yield _GAP.text(language).format(
            group=row_name(f"{one.table}: {one.row}", language),
            treatment=column_name(one.column, language),
            value=number_text(one.value, Kind.GAP, language),
        )
    if not found:
        told = sum(one.value is not None for one in gaps)
        yield _NO_GAP.text(language).format(told=told, thin=len(gaps) - told)


def _value(
    found: Mapping[tuple[str, str, str, str], Figure],
    key: tuple[str, str, str, str],
    language: Language,
) -> str | None:
    figure = found.get(key)
    if figure is None or figure.value is None:
        return None
    return number_text(figure.value, figure.kind, language)
