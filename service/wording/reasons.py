"""Sentences for what speaks for or against a proposal, and for what kept an opportunity out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from matching.proposals import Reason
from matching.vocabulary import ReasonCode, Refusal
from service.wording.languages import Language, Message
from service.wording.templates import Counted


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is said without numbers, and what is said once all of the named numbers are known."""

    plain: Message
    detailed: Message | None = None
    numbers: tuple[str, ...] = ()


REASONS: Final[Mapping[ReasonCode, _Sentence]] = {
    ReasonCode.SAME_TRADE: _Sentence(
        Message("c’est le même métier", "نفس المهنة", "it is the same trade")
    ),
    ReasonCode.CLOSE_IN_MEANING: _Sentence(
        Message(
            "le profil et le poste parlent de la même chose",
            "مسار الشخص قريب من مضمون العرض",
            "the profile and the job speak of the same thing",
        )
    ),
    ReasonCode.CLOSE_IN_WORDS: _Sentence(
        Message(
            "le profil et le poste emploient les mêmes mots",
            "نفس الكلمات واردة في الملف وفي العرض",
            "the profile and the job use the same words",
        )
    ),
    ReasonCode.SKILLS_COVERED: _Sentence(
        Message(
            "les compétences demandées sont présentes",
            "المهارات المطلوبة متوفرة",
            "the required skills are there",
        ),
        Message(
            "{covered} {covered:compétence demandée|compétences demandées} sur {required}",
            "المهارات المطلوبة المتوفرة: {covered} من أصل {required}",
            "{covered} of {required} required {required:skill|skills}",
        ),
        ("covered", "required"),
    ),
    ReasonCode.SKILLS_MISSING: _Sentence(
        Message(
            "des compétences demandées manquent",
            "بعض المهارات المطلوبة غير متوفرة",
            "some required skills are missing",
        ),
        Message(
            "il manque {missing} {missing:compétence|compétences} sur {required}",
            "المهارات المطلوبة الناقصة: {missing} من أصل {required}",
            "{missing} of {required} required {required:skill is|skills are} missing",
        ),
        ("missing", "required"),
    ),
    ReasonCode.CERTIFICATE_HELD: _Sentence(
        Message(
            "la personne a un certificat dans ce domaine",
            "يتوفر الشخص على شهادة في هذا المجال",
            "the person holds a certificate in this field",
        )
    ),
    ReasonCode.RELEVANT_EXPERIENCE: _Sentence(
        Message(
            "la personne a déjà travaillé dans ce domaine",
            "سبق للشخص أن اشتغل في هذا المجال",
            "the person has worked in this field",
        ),
        Message(
            "{months:duration} d’expérience dans ce domaine",
            "تجربة في هذا المجال: {months:duration}",
            "{months:duration} of experience in this field",
        ),
        ("months",),
    ),
    ReasonCode.MATCHES_WISH: _Sentence(
        Message(
            "c’est ce que la personne souhaite faire",
            "هذا ما يرغب الشخص في القيام به",
            "it is what the person wants to do",
        )
    ),
    ReasonCode.NOT_THE_WISH: _Sentence(
        Message(
            "la personne a exprimé un autre souhait",
            "عبّر الشخص عن رغبة أخرى",
            "the person said another wish",
        )
    ),
    ReasonCode.NEAR_HOME: _Sentence(
        Message("près du domicile", "قريب من محل السكنى", "near home"),
        Message("à {distance_km:km}", "على بعد {distance_km:km}", "{distance_km:km} away"),
        ("distance_km",),
    ),
    ReasonCode.FAR_FROM_HOME: _Sentence(
        Message("loin du domicile", "بعيد عن محل السكنى", "far from home"),
        Message(
            "à {distance_km:km}, c’est loin du domicile",
            "على بعد {distance_km:km}، بعيد عن محل السكنى",
            "{distance_km:km} away, which is far from home",
        ),
        ("distance_km",),
    ),
    ReasonCode.STARTS_IN_TIME: _Sentence(
        Message(
            "commence quand la personne est disponible",
            "يبدأ عندما يكون الشخص متفرغا",
            "starts when the person is available",
        )
    ),
    ReasonCode.LONG_WAIT: _Sentence(
        Message(
            "il faudra attendre le début",
            "يتطلب انتظار تاريخ البداية",
            "there is a wait before it starts",
        ),
        Message(
            "{days:days} d’attente avant le début",
            "مدة الانتظار قبل البداية: {days:days}",
            "{days:days} to wait before it starts",
        ),
        ("days",),
    ),
    ReasonCode.COMPANY_REPLIES: _Sentence(
        Message("l’entreprise répond souvent", "المقاولة تجيب غالبا", "the company often replies"),
        Message(
            "l’entreprise a répondu {replies} fois sur {contacts}",
            "أجابت المقاولة في {replies} من أصل {contacts}",
            "the company replied {replies} {replies:time|times} out of {contacts}",
        ),
        ("replies", "contacts"),
    ),
    ReasonCode.COMPANY_RARELY_REPLIES: _Sentence(
        Message("l’entreprise répond peu", "المقاولة نادرا ما تجيب", "the company rarely replies"),
        Message(
            "l’entreprise n’a répondu que {replies} fois sur {contacts}",
            "لم تجب المقاولة إلا في {replies} من أصل {contacts}",
            "the company replied only {replies} {replies:time|times} out of {contacts}",
        ),
        ("replies", "contacts"),
    ),
    ReasonCode.STRONG_DEMAND: _Sentence(
        Message(
            "le secteur est demandé dans la région",
            "القطاع مطلوب في الجهة",
            "the sector is in demand in the region",
        ),
        Message(
            "le secteur est demandé dans la région ({level} sur 100)",
            "القطاع مطلوب في الجهة ({level} من 100)",
            "the sector is in demand in the region ({level} out of 100)",
        ),
        ("level",),
    ),
    ReasonCode.WEAK_DEMAND: _Sentence(
        Message(
            "le secteur est peu demandé dans la région",
            "القطاع قليل الطلب في الجهة",
            "there is little demand for the sector in the region",
        ),
        Message(
            "le secteur est peu demandé dans la région ({level} sur 100)",
            "القطاع قليل الطلب في الجهة ({level} من 100)",
            "there is little demand for the sector in the region ({level} out of 100)",
        ),
        ("level",),
    ),
    ReasonCode.NO_KIT_NEARBY: _Sentence(
        Message(
            "aucun kit semblable financé aux alentours",
            "لم يُمول أي مشروع مماثل في الجوار",
            "no such kit was funded nearby",
        )
    ),
    ReasonCode.KITS_NEARBY: _Sentence(
        Message(
            "des kits semblables ont déjà été financés aux alentours",
            "سبق تمويل مشاريع مماثلة في الجوار",
            "such kits were already funded nearby",
        ),
        Message(
            "{kits} {kits:kit semblable déjà financé|kits semblables déjà financés} aux alentours",
            "مشاريع مماثلة ممولة في الجوار: {kits}",
            "{kits} such {kits:kit|kits} already funded nearby",
        ),
        ("kits",),
    ),
    ReasonCode.OFTEN_SURVIVES: _Sentence(
        Message(
            "dans ce secteur, les activités suivies durent souvent plus d’un an",
            "في هذا القطاع، غالبا ما تستمر الأنشطة المتتبعة أكثر من سنة",
            "in this sector, followed activities often last more than a year",
        ),
        Message(
            "{alive} {alive:activité semblable|activités semblables} sur {decided} en vie après"
            " un an",
            "الأنشطة المماثلة المستمرة بعد سنة: {alive} من أصل {decided}",
            "{alive} of {decided} such {decided:activity|activities} alive after a year",
        ),
        ("alive", "decided"),
    ),
    ReasonCode.RARELY_SURVIVES: _Sentence(
        Message(
            "dans ce secteur, les activités suivies durent rarement plus d’un an",
            "في هذا القطاع، نادرا ما تستمر الأنشطة المتتبعة أكثر من سنة",
            "in this sector, followed activities rarely last more than a year",
        ),
        Message(
            "seulement {alive} {alive:activité semblable|activités semblables} sur {decided} en vie"
            " après un an",
            "الأنشطة المماثلة المستمرة بعد سنة: {alive} فقط من أصل {decided}",
            "only {alive} of {decided} such {decided:activity|activities} alive after a year",
        ),
        ("alive", "decided"),
    ),
    ReasonCode.OWN_MEANS: _Sentence(
        Message(
            "la personne apporte une part de ce qu’il faut",
            "يساهم الشخص بجزء مما يلزم",
            "the person brings a part of what it takes",
        ),
        Message(
            "la personne apporte environ {brought_mad} MAD, {share} % de ce qu’il faut",
            "يساهم الشخص بحوالي {brought_mad} درهم، أي {share}٪ مما يلزم",
            "the person brings about {brought_mad} MAD, {share}% of what it takes",
        ),
        ("brought_mad", "share"),
    ),
    ReasonCode.OWN_PLACE: _Sentence(
        Message(
            "la personne dispose du lieu qu’il faut",
            "يتوفر الشخص على المكان اللازم",
            "the person has the place it takes",
        )
    ),
    ReasonCode.PLACE_TO_FIND: _Sentence(
        Message(
            "il faut encore trouver un lieu",
            "يجب إيجاد مكان لمزاولة النشاط",
            "a place is still to be found",
        )
    ),
}


REFUSALS: Final[Mapping[Refusal, Message]] = {
    Refusal.STARTS_BEFORE_AVAILABLE: Message(
        "Commence avant que la personne soit disponible",
        "يبدأ قبل أن يكون الشخص متفرغا",
        "Starts before the person is available",
    ),
    Refusal.SLOT_UNAVAILABLE: Message(
        "Horaires incompatibles avec l’emploi du temps de la personne",
        "أوقات العمل لا تناسب جدول الشخص",
        "Working hours clash with the person’s week",
    ),
    Refusal.TOO_FAR: Message(
        "Trop loin du domicile", "بعيد جدا عن محل السكنى", "Too far from home"
    ),
    Refusal.REGION_NOT_ACCEPTED: Message(
        "Dans une région que la personne n’a pas acceptée",
        "في جهة لم يقبلها الشخص",
        "In a region the person did not accept",
    ),
    Refusal.LANGUAGE_MISSING: Message(
        "Une langue demandée manque",
        "إحدى اللغات المطلوبة غير متوفرة",
        "A required language is missing",
    ),
    Refusal.LICENCE_MISSING: Message(
        "Un permis demandé manque",
        "إحدى الرخص المطلوبة غير متوفرة",
        "A required licence is missing",
    ),
    Refusal.CERTIFICATE_MISSING: Message(
        "Un certificat demandé manque",
        "إحدى الشهادات المطلوبة غير متوفرة",
        "A required certificate is missing",
    ),
    Refusal.LEGAL_AGE_NOT_MET: Message(
        "L’âge légal minimum du poste n’est pas atteint",
        "لم يُستوف السن القانوني الأدنى للمنصب",
        "The legal minimum age of the job is not met",
    ),
    Refusal.FUNCTIONAL_LIMIT: Message(
        "Le poste demande ce que la personne doit éviter",
        "يتطلب العمل ما يجب على الشخص تفاديه",
        "The job demands what the person must avoid",
    ),
    Refusal.CONTRACT_NOT_ACCEPTED: Message(
        "Type de contrat non accepté par la personne",
        "نوع العقد غير مقبول لدى الشخص",
        "Kind of contract the person does not accept",
    ),
    Refusal.TOO_MANY_HOURS: Message(
        "Trop d’heures par semaine", "عدد ساعات أسبوعية كبير", "Too many hours a week"
    ),
    Refusal.NO_PLACE_LEFT: Message("Plus de place", "لم يبق أي مكان", "No place left"),
    Refusal.COMPANY_PAUSED: Message(
        "Entreprise en pause", "التعامل مع المقاولة متوقف مؤقتا", "Company on pause"
    ),
    Refusal.COMPANY_AT_CAP: Message(
        "L’entreprise a déjà autant de personnes en cours qu’elle en accepte",
        "بلغت المقاولة العدد الأقصى من الأشخاص قيد المتابعة",
        "The company already has as many people in progress as it accepts",
    ),
    Refusal.COMPANY_SILENT: Message(
        "L’entreprise n’a jamais répondu",
        "لم يسبق للمقاولة أن أجابت",
        "The company has never replied",
    ),
    Refusal.CONVENTION_EXPIRED: Message(
        "La convention avec l’entreprise a pris fin",
        "انتهت الاتفاقية مع المقاولة",
        "The convention with the company is over",
    ),
    Refusal.QUOTA_REACHED: Message(
        "Quota de la convention atteint pour l’année",
        "تم بلوغ حصة الاتفاقية لهذه السنة",
        "The convention’s quota of the year is reached",
    ),
    Refusal.EXPIRED: Message("Date dépassée", "انتهى الأجل", "Expired"),
    Refusal.ALREADY_PROPOSED: Message(
        "Déjà proposée, en cours", "سبق اقتراحه، وهو قيد المتابعة", "Already proposed, in progress"
    ),
    Refusal.ALREADY_DECLINED: Message("Déjà déclinée", "سبق الاعتذار عنه", "Already declined"),
}


_SAME_TOWN: Final = Message("dans la même commune", "في نفس الجماعة", "in the same town")


def reason_text(reason: Reason, language: Language) -> str:
    """Say a reason, with its numbers when it has all of them: "à 12 km"."""
    if reason.code is ReasonCode.NEAR_HOME and reason.numbers.get("distance_km") == 0.0:
        return _SAME_TOWN.text(language)
    sentence = REASONS[reason.code]
    if sentence.detailed is None or not reason.numbers.keys() >= set(sentence.numbers):
        return sentence.plain.text(language)
    numbers = {name: Counted(value, language) for name, value in reason.numbers.items()}
    return sentence.detailed.text(language).format_map(numbers)


def refusal_text(refusal: Refusal, language: Language) -> str:
    """Say why an opportunity was kept out."""
    return REFUSALS[refusal].text(language)
