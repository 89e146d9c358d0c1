"""Wording of every closed list of `matching.vocabulary`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from matching.vocabulary import (
    Answer,
    Confidence,
    ContractKind,
    DeclineReason,
    Demand,
    Direction,
    EmptyCause,
    FeatureName,
    LanguageCode,
    LanguageLevel,
    Licence,
    MissingField,
    OpportunityKind,
    OutcomeKind,
    RecordKind,
    Role,
    Space,
    StatementKind,
    SupportKind,
)
from service.wording.advice import LABELS_OF_ADVICE
from service.wording.assignments import ASSIGNMENT_LABELS
from service.wording.languages import Message
from service.wording.oversight import OVERSIGHT_LABELS
from service.wording.plans import PLAN_LABELS
from service.wording.regions import LABELS_OF_REGIONS
from service.wording.standings import STANDING_LABELS

LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Message]]] = {
    OpportunityKind: {
        OpportunityKind.OPENING: Message("Offre d’emploi", "عرض شغل", "Job opening"),
        OpportunityKind.ACTIVITY: Message("Activité", "نشاط مدر للدخل", "Activity"),
        OpportunityKind.TRAINING: Message("Formation", "تكوين", "Training"),
        OpportunityKind.MENTOR: Message("Parrain ou marraine", "مواكِب", "Mentor"),
    },
    RecordKind: {
        RecordKind.PROFILE: Message("Personne accompagnée", "شخص مواكَب", "Person supported"),
        RecordKind.COMPANY: Message("Entreprise", "مقاولة", "Company"),
        RecordKind.OPENING: Message("Offre d’emploi", "عرض شغل", "Job opening"),
        RecordKind.ACTIVITY: Message("Activité", "نشاط مدر للدخل", "Activity"),
        RecordKind.TRAINING: Message("Formation", "تكوين", "Training"),
        RecordKind.MENTOR: Message("Parrain ou marraine", "مواكِب", "Mentor"),
    },
    Space: {
        Space.HOME: Message("À domicile", "في المنزل", "At home"),
        Space.PREMISES: Message("Local ou atelier", "محل أو ورشة", "Shop or workshop"),
        Space.LAND: Message("Terrain", "أرض", "Land"),
        Space.STREET: Message(
            "Emplacement ou tournée", "مكان للعرض أو جولة", "Authorised pitch or round"
        ),
        Space.CUSTOMERS: Message("Chez les clients", "عند الزبناء", "At the customers’"),
    },
    StatementKind: {
        StatementKind.SKILL: Message("Compétence", "مهارة", "Skill"),
        StatementKind.EXPERIENCE: Message("Expérience", "تجربة", "Experience"),
        StatementKind.CERTIFICATE: Message("Certificat", "شهادة", "Certificate"),
        StatementKind.WISH: Message("Souhait", "رغبة", "Wish"),
    },
    ContractKind: {
        ContractKind.PERMANENT: Message(
            "CDI (durée indéterminée)", "عقد غير محدد المدة", "Permanent contract"
        ),
        ContractKind.FIXED_TERM: Message(
            "CDD (durée déterminée)", "عقد محدد المدة", "Fixed-term contract"
        ),
        ContractKind.TEMPORARY: Message("Intérim", "عمل مؤقت", "Temporary agency work"),
        ContractKind.INSERTION: Message(
            "Contrat d’insertion (ANAPEC)", "عقد الإدماج (أنابيك)", "Insertion contract (ANAPEC)"
        ),
        ContractKind.APPRENTICESHIP: Message("Apprentissage", "تدرّج مهني", "Apprenticeship"),
        ContractKind.SEASONAL: Message("Travail saisonnier", "عمل موسمي", "Seasonal work"),
        ContractKind.INTERNSHIP: Message("Stage", "تدريب", "Internship"),
    },
    LanguageCode: {
        LanguageCode.ARABIC: Message("Arabe", "العربية", "Arabic"),
        LanguageCode.DARIJA: Message("Darija", "الدارجة", "Darija"),
        LanguageCode.TAMAZIGHT: Message("Amazigh", "الأمازيغية", "Tamazight"),
        LanguageCode.FRENCH: Message("Français", "الفرنسية", "French"),
        LanguageCode.ENGLISH: Message("Anglais", "الإنجليزية", "English"),
        LanguageCode.SPANISH: Message("Espagnol", "الإسبانية", "Spanish"),
    },
    LanguageLevel: {
        LanguageLevel.BASIC: Message("Notions", "مبادئ", "Basic"),
        LanguageLevel.SPOKEN: Message("Parlé", "محادثة", "Spoken"),
        LanguageLevel.WRITTEN: Message("Écrit", "قراءة وكتابة", "Written"),
    },
    Licence: {
        Licence.A: Message("Permis A (moto)", "رخصة السياقة صنف A", "Licence A (motorcycle)"),
        Licence.B: Message("Permis B (voiture)", "رخصة السياقة صنف B", "Licence B (car)"),
        Licence.C: Message("Permis C (camion)", "رخصة السياقة صنف C", "Licence C (lorry)"),
        Licence.D: Message("Permis D (autocar)", "رخصة السياقة صنف D", "Licence D (bus)"),
        Licence.E: Message("Permis E (remorque)", "رخصة السياقة صنف E", "Licence E (trailer)"),
        Licence.FORKLIFT: Message(
            "Conduite de chariot (cariste)", "سياقة الرافعة الشوكية", "Forklift operation"
        ),
        Licence.PROFESSIONAL_DRIVER: Message(
            "Carte de conducteur professionnel",
            "بطاقة السائق المهني",
            "Professional driver card",
        ),
    },
    Demand: {
        Demand.HEAVY_LIFTING: Message("Port de charges", "حمل الأثقال", "Heavy lifting"),
        Demand.HEIGHTS: Message("Travail en hauteur", "العمل في المرتفعات", "Work at heights"),
        Demand.PROLONGED_STANDING: Message(
            "Station debout prolongée", "الوقوف لمدة طويلة", "Standing for long hours"
        ),
        Demand.NIGHT_WORK: Message("Travail de nuit", "العمل الليلي", "Night work"),
        Demand.DUST_OR_FUMES: Message("Poussières ou fumées", "الغبار أو الأدخنة", "Dust or fumes"),
        Demand.LOUD_NOISE: Message("Bruit", "الضجيج", "Loud noise"),
        Demand.FINE_EYESIGHT: Message(
            "Travail qui demande une vue fine", "عمل يتطلب دقة البصر", "Work needing sharp eyesight"
        ),
        Demand.DRIVING: Message("Conduite", "السياقة", "Driving"),
    },
    FeatureName: {
        FeatureName.SEMANTIC: Message("Proximité de sens", "القرب في المعنى", "Close in meaning"),
        FeatureName.LEXICAL: Message("Mots communs", "كلمات مشتركة", "Shared words"),
        FeatureName.COVERAGE: Message(
            "Compétences demandées couvertes", "المهارات المطلوبة المتوفرة", "Skills covered"
        ),
        FeatureName.CERTIFICATES: Message("Certificats", "الشهادات", "Certificates"),
        FeatureName.EXPERIENCE: Message("Expérience", "التجربة", "Experience"),
        FeatureName.WISH: Message("Souhait de la personne", "رغبة الشخص", "The person’s wish"),
        FeatureName.DISTANCE: Message("Distance", "المسافة", "Distance"),
        FeatureName.AVAILABILITY: Message("Disponibilité", "التفرغ", "Availability"),
        FeatureName.RESPONSE: Message(
            "Réponses de l’entreprise", "تجاوب المقاولة", "The company’s replies"
        ),
        FeatureName.DEMAND: Message("Demande locale", "الطلب المحلي", "Local demand"),
        FeatureName.SATURATION: Message(
            "Place laissée par les kits déjà financés",
            "المجال المتبقي بعد المشاريع الممولة القريبة",
            "Room left by kits already funded",
        ),
        FeatureName.SURVIVAL: Message(
            "Activités semblables encore en vie",
            "استمرار الأنشطة المماثلة",
            "Survival of similar activities",
        ),
        FeatureName.CONTRIBUTION: Message(
            "Apport de la personne", "مساهمة الشخص", "Own contribution"
        ),
    },
    SupportKind: {
        SupportKind.TRADE: Message(
            "Même métier ou même compétence", "نفس المهنة أو نفس المهارة", "Same trade or skill"
        ),
        SupportKind.SPELLING: Message(
            "Presque les mêmes mots", "كلمات متقاربة", "Nearly the same words"
        ),
        SupportKind.MEANING: Message("Sens proche", "معنى قريب", "Close in meaning"),
    },
    Direction: {
        Direction.OPPORTUNITIES: Message(
            "Propositions pour une personne", "اقتراحات لشخص", "Opportunities for a person"
        ),
        Direction.PEOPLE: Message(
            "Personnes pour une offre", "أشخاص لعرض شغل", "People for an opening"
        ),
    },
    MissingField: {
        MissingField.SKILLS: Message("Compétences", "المهارات", "Skills"),
        MissingField.EXPERIENCE: Message("Expériences", "التجارب", "Experience"),
        MissingField.CERTIFICATES: Message("Certificats", "الشهادات", "Certificates"),
        MissingField.LANGUAGES: Message("Langues", "اللغات", "Languages"),
        MissingField.LICENCES: Message("Permis", "الرخص", "Licences"),
        MissingField.WISHES: Message("Souhaits", "الرغبات", "Wishes"),
        MissingField.HOME: Message("Commune de résidence", "جماعة السكنى", "Town of residence"),
        MissingField.MOBILITY: Message(
            "Distance et régions acceptées",
            "المسافة والجهات المقبولة",
            "Distance and regions accepted",
        ),
        MissingField.AVAILABILITY: Message(
            "Date de disponibilité", "تاريخ التفرغ", "Date of availability"
        ),
        MissingField.CONTRACTS: Message(
            "Contrats acceptés", "العقود المقبولة", "Contracts accepted"
        ),
        MissingField.FUNCTIONAL_LIMITS: Message(
            "Contraintes de poste à éviter", "متطلبات العمل الواجب تفاديها", "Job demands to avoid"
        ),
        MissingField.OWN_MEANS: Message(
            "Outils, local et argent de la personne",
            "أدوات الشخص ومحله وماله",
            "The person’s own tools, place and money",
        ),
        MissingField.LEGAL_AGE: Message(
            "Âge légal minimum, à confirmer par un agent",
            "السن القانوني الأدنى، يؤكده الموظف",
            "Legal minimum age, to be confirmed by an officer",
        ),
    },
    Confidence: {
        Confidence.HIGH: Message("Confiance élevée", "ثقة عالية", "High confidence"),
        Confidence.MEDIUM: Message("Confiance moyenne", "ثقة متوسطة", "Medium confidence"),
        Confidence.LOW: Message("Confiance faible", "ثقة ضعيفة", "Low confidence"),
    },
    EmptyCause: {
        EmptyCause.NOTHING_IN_CATALOGUE: Message(
            "Rien de ce genre n’est enregistré pour le moment.",
            "لا يوجد حاليا أي عرض مسجل من هذا النوع.",
            "Nothing of this kind is recorded at the moment.",
        ),
        EmptyCause.ALL_EXCLUDED: Message(
            "Tout ce qui existe est écarté par au moins une limite.",
            "كل العروض الموجودة مستبعدة بسبب قيد واحد على الأقل.",
            "Everything that exists is kept out by at least one limit.",
        ),
        EmptyCause.NONE_SUITABLE: Message(
            "Rien ne convient assez pour être proposé.",
            "لا يوجد ما هو ملائم بما يكفي لاقتراحه.",
            "Nothing fits well enough to be proposed.",
        ),
    },
    Answer: {
        Answer.PROPOSED: Message(
            "Proposée, en cours", "تم اقتراحه، قيد المتابعة", "Proposed, in progress"
        ),
        Answer.ACCEPTED: Message("Acceptée", "مقبول", "Accepted"),
        Answer.DECLINED_BY_PERSON: Message(
            "Déclinée par la personne", "اعتذر عنه الشخص", "Declined by the person"
        ),
        Answer.DECLINED_BY_COMPANY: Message(
            "Déclinée par l’entreprise", "اعتذرت عنه المقاولة", "Declined by the company"
        ),
        Answer.NOT_SUITABLE: Message("Ne convient pas", "غير ملائم", "Not suitable"),
        Answer.LEGAL_AGE_CONFIRMED: Message(
            "Âge légal minimum confirmé",
            "تم تأكيد السن القانوني الأدنى",
            "Legal minimum age confirmed",
        ),
        Answer.LEGAL_AGE_NOT_MET: Message(
            "Âge légal minimum non atteint",
            "لم يُستوف السن القانوني الأدنى",
            "Legal minimum age not met",
        ),
        Answer.WITHDRAWN: Message("Retirée", "تم سحبه", "Withdrawn"),
    },
    DeclineReason: {
        DeclineReason.NOT_INTERESTED: Message("Pas intéressé(e)", "غير مهتم", "Not interested"),
        DeclineReason.TOO_FAR: Message("Trop loin", "بعيد جدا", "Too far"),
        DeclineReason.PAY: Message("Rémunération", "الأجر", "Pay"),
        DeclineReason.HOURS: Message("Horaires", "أوقات العمل", "Hours"),
        DeclineReason.HIRED_ELSEWHERE: Message(
            "Embauché(e) ailleurs", "تم تشغيله في مكان آخر", "Hired elsewhere"
        ),
        DeclineReason.IN_TRAINING: Message("En formation", "في تكوين", "In training"),
        DeclineReason.NOT_REACHABLE: Message("Injoignable", "تعذر الاتصال به", "Not reachable"),
        DeclineReason.SKILLS: Message("Compétences", "المهارات", "Skills"),
        DeclineReason.POSITION_FILLED: Message("Poste pourvu", "تم شغل المنصب", "Position filled"),
        DeclineReason.NO_REPLY: Message("Pas de réponse", "لا جواب", "No reply"),
        DeclineReason.RECORD_EXTRACT_ASKED: Message(
            "L’entreprise demande un extrait de casier",
            "طلبت المقاولة مستخرج السجل العدلي",
            "The company asked for a record extract",
        ),
        DeclineReason.OTHER: Message("Autre", "سبب آخر", "Other"),
    },
    OutcomeKind: {
        OutcomeKind.CONTACTED: Message(
            "Entreprise contactée", "تم الاتصال بالمقاولة", "Company contacted"
        ),
        OutcomeKind.REPLIED: Message(
            "L’entreprise a répondu", "أجابت المقاولة", "The company replied"
        ),
        OutcomeKind.INTERVIEW: Message("Entretien", "مقابلة", "Interview"),
        OutcomeKind.TRIAL: Message("Essai", "فترة تجربة", "Trial"),
        OutcomeKind.HIRED: Message("Embauche", "تشغيل", "Hired"),
        OutcomeKind.NOT_HIRED: Message("Pas d’embauche", "لم يتم التشغيل", "Not hired"),
        OutcomeKind.KEPT_1_MONTH: Message(
            "En emploi après 1 mois", "في العمل بعد شهر", "In the job after 1 month"
        ),
        OutcomeKind.KEPT_3_MONTHS: Message(
            "En emploi après 3 mois", "في العمل بعد 3 أشهر", "In the job after 3 months"
        ),
        OutcomeKind.KEPT_6_MONTHS: Message(
            "En emploi après 6 mois", "في العمل بعد 6 أشهر", "In the job after 6 months"
        ),
        OutcomeKind.KEPT_12_MONTHS: Message(
            "En emploi après 12 mois", "في العمل بعد 12 شهرا", "In the job after 12 months"
        ),
        OutcomeKind.LEFT: Message("A quitté l’emploi", "غادر العمل", "Left the job"),
        OutcomeKind.ACTIVITY_STARTED: Message(
            "Activité lancée", "انطلق النشاط", "Activity started"
        ),
        OutcomeKind.ACTIVITY_ALIVE_3_MONTHS: Message(
            "Activité en vie après 3 mois",
            "النشاط مستمر بعد 3 أشهر",
            "Activity alive after 3 months",
        ),
        OutcomeKind.ACTIVITY_ALIVE_6_MONTHS: Message(
            "Activité en vie après 6 mois",
            "النشاط مستمر بعد 6 أشهر",
            "Activity alive after 6 months",
        ),
        OutcomeKind.ACTIVITY_ALIVE_12_MONTHS: Message(
            "Activité en vie après 12 mois",
            "النشاط مستمر بعد 12 شهرا",
            "Activity alive after 12 months",
        ),
        OutcomeKind.ACTIVITY_ALIVE_24_MONTHS: Message(
            "Activité en vie après 24 mois",
            "النشاط مستمر بعد 24 شهرا",
            "Activity alive after 24 months",
        ),
        OutcomeKind.ACTIVITY_STOPPED: Message(
            "Activité arrêtée", "توقف النشاط", "Activity stopped"
        ),
    },
    Role: {
        Role.OFFICER: Message(
            "Chargé(e) de placement", "مكلف بالإدماج المهني", "Placement officer"
        ),
        Role.COUNSELLOR: Message("Conseiller, conseillère", "مستشار", "Counsellor"),
        Role.ANALYST: Message("Analyste", "محلل", "Analyst"),
        Role.ADMINISTRATOR: Message(
            "Administrateur, administratrice", "مسؤول النظام", "Administrator"
        ),
    },
    **ASSIGNMENT_LABELS,
    **PLAN_LABELS,
    **STANDING_LABELS,
    **OVERSIGHT_LABELS,
    **LABELS_OF_ADVICE,
    **LABELS_OF_REGIONS,
}
