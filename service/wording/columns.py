"""What the columns of a spreadsheet mean and how to fill them, for templates and documents."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Language, Message
from service.wording.sheet_columns import SHEET_HELP

_LIST = Message(
    "Séparez les éléments par « | ».",
    "افصلوا بين العناصر بالعلامة « | ».",
    "Separate items with “|”.",
)
_NONE = Message(
    "« aucun » : la question a été posée. Vide : on ne sait pas.",
    "« لا شيء »: طُرح السؤال. خانة فارغة: غير معروف.",
    "“none”: it was asked. Empty: not known.",
)

TEMPLATE_WORDS: Final[Mapping[str, Message]] = {
    "help-sheet": Message("Aide", "مساعدة", "Help"),
    "column": Message("Colonne", "العمود", "Column"),
    "required": Message("Obligatoire", "إجباري", "Required"),
    "yes": Message("oui", "نعم", "yes"),
    "no": Message("non", "لا", "no"),
    "meaning": Message("Comment la remplir", "كيفية الملء", "How to fill it"),
    "example": Message("Exemple", "مثال", "Example"),
    "values": Message("Valeurs", "القيم", "Values"),
    "other-headers": Message(
        "Autres titres acceptés", "عناوين أخرى مقبولة", "Other headers accepted"
    ),
    "example-line": Message("EXEMPLE", "مثال", "EXAMPLE"),
}
"""The words of a template around its columns; the reference of the example line among them."""

COLUMN_HELP: Final[Mapping[str, Message]] = {
    **SHEET_HELP,
    "reference": Message(
        "Votre numéro pour cette ligne, toujours le même ; jamais un numéro de carte ou d’écrou.",
        "رقمكم لهذا السطر، لا يتغير؛ ولا يكون أبدا رقم بطاقة أو رقم اعتقال.",
        "Your own number for this line, always the same; never the number of a card or of a file"
        " of detention.",
    ),
    "title": Message(
        "Le métier ou l’activité en quelques mots.",
        "المهنة أو النشاط في بضع كلمات.",
        "The trade or the activity in a few words.",
    ),
    "description": Message(
        "Ce que l’on y fait. Téléphones et courriels en sont retirés.",
        "ما يُنجز فيه. تُحذف منه أرقام الهاتف والبريد الإلكتروني.",
        "What one does there. Telephone numbers and e-mail addresses are removed.",
    ),
    "sector": Message(
        "Un des huit secteurs.", "أحد القطاعات الثمانية.", "One of the eight sectors."
    ),
    "commune": Message(
        "Commune ou ville, en français ou en arabe.",
        "الجماعة أو المدينة بالفرنسية أو العربية.",
        "Commune or town, in French or Arabic.",
    ),
    "province": Message(
        "Utile quand plusieurs communes portent le même nom.",
        "مفيد عندما تحمل عدة جماعات نفس الاسم.",
        "Useful when several communes have the same name.",
    ),
    "family_name": Message(
        "Gardé à part ; le rapprochement ne le voit pas.",
        "يُحفظ على حدة؛ لا تراه المطابقة.",
        "Kept apart; matching never sees it.",
    ),
    "given_name": Message(
        "Gardé à part ; le rapprochement ne le voit pas.",
        "يُحفظ على حدة؛ لا تراه المطابقة.",
        "Kept apart; matching never sees it.",
    ),
    "phone": Message(
        "Gardé à part ; le rapprochement ne le voit pas.",
        "يُحفظ على حدة؛ لا تراه المطابقة.",
        "Kept apart; matching never sees it.",
    ),
    "gender": Message(
        "Seulement pour vérifier que chacun est servi aussi bien.",
        "فقط للتحقق من أن الجميع يُخدم بنفس الجودة.",
        "Only to check that everyone is served as well.",
    ),
    "age_band": Message(
        "Seulement pour vérifier que chacun est servi aussi bien.",
        "فقط للتحقق من أن الجميع يُخدم بنفس الجودة.",
        "Only to check that everyone is served as well.",
    ),
    "education": Message(
        "Seulement pour vérifier que chacun est servi aussi bien.",
        "فقط للتحقق من أن الجميع يُخدم بنفس الجودة.",
        "Only to check that everyone is served as well.",
    ),
    "available_from": Message(
        "Premier jour possible, jour/mois/année ; « immédiat » si la date de mise à jour est là.",
        "أول يوم ممكن، يوم/شهر/سنة؛ « فورا » إذا كان تاريخ التحيين مذكورا.",
        "First possible day, day/month/year; “immediately” when the day of update is given.",
    ),
    "skills": Message(
        "Ce qui est demandé ou transmis, avec vos mots.",
        "المطلوب أو ما يُلقَّن، بكلماتكم.",
        "What is asked for or passed on, in your own words.",
    ),
    "profile.skills": Message(
        "Métiers et savoir-faire, avec les mots de la personne ; l’arabe et la darija conviennent.",
        "المهن والمهارات بكلمات الشخص؛ بالعربية أو الدارجة أيضا.",
        "Trades and know-how, in the person’s words; Arabic and Darija will do.",
    ),
    "experiences": Message(
        "Travaux faits, déclarés ou non ; la durée entre parenthèses, « (3 ans) ».",
        "الأعمال المنجزة، مصرحا بها أو لا؛ المدة بين قوسين « (3 سنوات) ».",
        "Work done, formal or not; how long in brackets, “(3 years)”.",
    ),
    "certificates": Message(
        "Titres et formations terminées, jamais le lieu où ils ont été obtenus.",
        "الشهادات والتكوينات المكتملة، دون ذكر مكان الحصول عليها.",
        "Titles and completed trainings, never where they were obtained.",
    ),
    "languages": Message(
        "Langue et niveau : notions, parlé ou écrit. Sans niveau : parlé.",
        "اللغة والمستوى: مبادئ، شفوي أو كتابة. بدون مستوى: شفوي.",
        "Language and level: basic, spoken or written. Without a level: spoken.",
    ),
    "licences": Message(
        "A, B, C, D, E, cariste, carte professionnelle.",
        "A، B، C، D، E، رافعة شوكية، بطاقة السائق المهني.",
        "A, B, C, D, E, forklift, professional driver.",
    ),
    "wishes": Message(
        "Ce que la personne veut faire.", "ما يريد الشخص القيام به.", "What the person wants to do."
    ),
    "contracts": Message(
        "CDI, CDD, intérim, ANAPEC, apprentissage, saisonnier, stage. Vide : tous.",
        "CDI، CDD، مؤقت، أنابيك، تدرج مهني، موسمي، تدريب. فارغ: الكل.",
        "CDI, CDD, temporary, ANAPEC, apprenticeship, seasonal, internship. Empty: any.",
    ),
    "max_distance_km": Message(
        "À vol d’oiseau, entre les centres des communes.",
        "بخط مستقيم بين مراكز الجماعات.",
        "As the crow flies, between the centres of towns.",
    ),
    "accepted_regions": Message(
        "Régions où la personne irait quelle que soit la distance ; « toutes » convient.",
        "الجهات التي يقبل الشخص العمل بها مهما كانت المسافة؛ « الكل » ممكن.",
        "Regions where the person would go whatever the distance; “all” will do.",
    ),
    "unavailable": Message(
        "Moments déjà pris, comme « mar 09:00-12:00 » ; jamais la raison.",
        "الأوقات المشغولة، مثل « الثلاثاء 09:00-12:00 »؛ دون ذكر السبب.",
        "Times already taken, like “Tue 09:00-12:00”; never the reason.",
    ),
    "max_weekly_hours": Message("De 1 à 84.", "من 1 إلى 84.", "From 1 to 84."),
    "ruled_out": Message(
        "Ce qu’un poste ne doit pas demander ; jamais le diagnostic.",
        "ما يجب ألا يتطلبه المنصب؛ دون ذكر التشخيص.",
        "What a job must not ask; never the diagnosis.",
    ),
    "noted_on": Message(
        "Jour où ces informations ont été données ou confirmées.",
        "اليوم الذي أُعطيت فيه هذه المعلومات أو أُكدت.",
        "Day on which this was stated or confirmed.",
    ),
    "name": Message("Nom de l’entreprise.", "اسم المقاولة.", "Name of the company."),
    "max_pending": Message(
        "Personnes en cours au même moment, au plus. Vide : pas de limite.",
        "أقصى عدد للأشخاص قيد المعالجة في نفس الوقت. فارغ: بلا حد.",
        "People in progress at the same time, at most. Empty: no limit.",
    ),
    "is_paused": Message(
        "« oui » : ne rien lui proposer pour l’instant.",
        "« نعم »: لا يُقترح عليها شيء حاليا.",
        "“yes”: propose nothing to it for now.",
    ),
    "provider": Message("Nom de l’organisme.", "اسم المؤسسة.", "Name of the body."),
    "opening.provider": Message(
        "Référence de l’entreprise dans votre fichier d’entreprises, ou son nom exact.",
        "مرجع المقاولة في ملف المقاولات، أو اسمها بالضبط.",
        "Reference of the company in your file of companies, or its exact name.",
    ),
    "starts_on": Message(
        "Jour/mois/année. Vide : dès que possible.",
        "يوم/شهر/سنة. فارغ: في أقرب وقت.",
        "Day/month/year. Empty: as soon as possible.",
    ),
    "expires_on": Message(
        "Dernier jour où cela peut être proposé.",
        "آخر يوم يمكن فيه الاقتراح.",
        "Last day on which it may be proposed.",
    ),
    "places": Message(
        "Nombre de places. Vide : pas de limite.",
        "عدد الأماكن. فارغ: بلا حد.",
        "Number of places. Empty: no limit.",
    ),
    "schedule": Message(
        "Heures fixes, comme « lun-ven 08:00-17:00 ». Vide : à convenir.",
        "أوقات ثابتة مثل « الاثنين-الجمعة 08:00-17:00 ». فارغ: حسب الاتفاق.",
        "Fixed hours, like “Mon-Fri 08:00-17:00”. Empty: to be arranged.",
    ),
    "weekly_hours": Message("De 1 à 84.", "من 1 إلى 84.", "From 1 to 84."),
    "contract": Message("Un seul contrat.", "عقد واحد.", "One contract."),
    "required_languages": Message(
        "Seulement ce qui est vraiment exigé, avec le niveau.",
        "المطلوب فعلا فقط، مع المستوى.",
        "Only what is really required, with the level.",
    ),
    "required_licences": Message(
        "Seulement ce qui est vraiment exigé.", "المطلوب فعلا فقط.", "Only what is really required."
    ),
    "required_certificates": Message(
        "Tous sont nécessaires : n’écrivez que ceux qui sont vraiment exigés.",
        "كلها ضرورية: لا تكتبوا إلا المطلوب فعلا.",
        "All of them are needed: write only those that are really required.",
    ),
    "legal_minimum_age": Message(
        "Seulement si la loi le fixe ; aucune date de naissance n’est gardée.",
        "فقط إذا حدده القانون؛ لا يُحفظ أي تاريخ ميلاد.",
        "Only when the law sets one; no date of birth is kept.",
    ),
    "demands": Message(
        "port de charges, hauteur, station debout prolongée, travail de nuit, poussières ou fumées,"
        " bruit, vue fine, conduite.",
        "حمل الأثقال، المرتفعات، الوقوف الطويل، العمل الليلي، الغبار أو الدخان، الضجيج، دقة البصر،"
        " السياقة.",
        "heavy lifting, heights, prolonged standing, night work, dust or fumes, noise, fine"
        " eyesight, driving.",
    ),
    "asks_record_extract": Message(
        "Pour que l’équipe puisse le renégocier ; jamais montré, jamais un critère.",
        "حتى يمكن للفريق التفاوض بشأنه؛ لا يُعرض ولا يكون معيارا.",
        "So that the team can renegotiate it; never shown, never a criterion.",
    ),
    "cost_mad": Message(
        "Équipement, en dirhams : « 35 037,97 ».",
        "المعدات بالدرهم: « 35 037,97 ».",
        "Equipment, in dirhams: “35,037.97”.",
    ),
    "title_ar": Message(
        "Le même en arabe, pour les documents.", "نفسه بالعربية للوثائق.", "The same, in Arabic."
    ),
    "title_en": Message("Le même en anglais.", "نفسه بالإنجليزية.", "The same, in English."),
    "aliases": Message(
        "Comment les gens disent, en darija aussi ; sert à reconnaître l’activité.",
        "كيف يسميه الناس، بالدارجة أيضا؛ لمعرفة النشاط.",
        "What people call it, in Darija as well; helps to recognise the activity.",
    ),
    "working_capital_mad": Message(
        "Premier stock et premières semaines, en dirhams, en plus de l’équipement.",
        "المخزون الأول والأسابيع الأولى بالدرهم، إضافة إلى المعدات.",
        "First stock and first weeks, in dirhams, beside the equipment.",
    ),
    "space": Message(
        "domicile, local, terrain, emplacement ou tournée, chez les clients.",
        "المنزل، محل، أرض، مكان للعرض أو جولة، عند الزبناء.",
        "home, premises, land, street, customers.",
    ),
    "permits": Message(
        "Ce qu’il faut demander avant de commencer.",
        "ما يجب طلبه قبل البدء.",
        "What must be asked for before starting.",
    ),
    "co_funding": Message(
        "Qui finance souvent une part.", "من يمول عادة جزءا.", "Who often funds a part."
    ),
    "isco": Message("Quatre chiffres.", "أربعة أرقام.", "Four digits."),
    "rome": Message(
        "Une lettre et quatre chiffres.", "حرف وأربعة أرقام.", "A letter, four digits."
    ),
    "own_tools": Message(
        "Ce que la personne a déjà pour travailler à son compte, véhicule compris.",
        "ما يملكه الشخص للعمل لحسابه، بما فيه المركبة.",
        "What the person has already to work for themselves, a vehicle included.",
    ),
    "own_premises": Message(
        "Lieux que la personne peut utiliser : domicile, local, terrain, emplacement.",
        "الأماكن التي يمكن للشخص استعمالها: المنزل، محل، أرض، مكان للعرض.",
        "Places the person may use: home, premises, land, a pitch.",
    ),
    "own_money_mad": Message(
        "Ce que la personne peut mettre, en dirhams ; 0 ou « aucun » : rien.",
        "ما يمكن للشخص أن يساهم به بالدرهم؛ 0 أو « لا شيء »: لا شيء.",
        "What the person can put in, in dirhams; 0 or “none”: nothing.",
    ),
}
"""By field; "kind.field" where a kind of record means something of its own."""

_LISTS = frozenset({"skills", "experiences", "certificates", "languages", "licences", "wishes"}) | {
    "contracts",
    "accepted_regions",
    "unavailable",
    "ruled_out",
    "schedule",
    "demands",
    "required_languages",
    "required_licences",
    "required_certificates",
    "aliases",
    "permits",
    "co_funding",
    "own_tools",
    "own_premises",
}
_ANSWERED_BY_NONE = frozenset(
    {"certificates", "languages", "licences", "ruled_out", "own_tools", "own_premises"}
)


def column_help(kind: str, field: str, language: Language) -> str:
    """How to fill a column, in one to three sentences.

    Raises:
        KeyError: the field has no wording.
    """
    meaning = COLUMN_HELP.get(f"{kind}.{field}") or COLUMN_HELP[field]
    parts = [meaning.text(language)]
    if field in _LISTS:
        parts.append(_LIST.text(language))
    if field in _ANSWERED_BY_NONE:
        parts.append(_NONE.text(language))
    return " ".join(parts)
