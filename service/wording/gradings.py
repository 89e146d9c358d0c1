"""What graders read: the guide, what a grade means, and the facts of a pair."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Language, Message
from service.wording.templates import ErrorText

GRADE_MEANINGS: Final[Mapping[int, Message]] = {
    0: Message(
        "0 – ne convient pas : le métier n’est pas le sien, ou une limite l’empêche",
        "0 – غير مناسب: المهنة ليست مهنته، أو يوجد مانع",
        "0 – not suitable: another trade, or a limit stands in the way",
    ),
    1: Message(
        "1 – possible : on pourrait l’essayer, faute de mieux",
        "1 – ممكن: يمكن تجربته في غياب ما هو أفضل",
        "1 – possible: worth a try if there is nothing better",
    ),
    2: Message(
        "2 – bien : je le proposerais",
        "2 – جيد: سأقترحه",
        "2 – good: I would propose it",
    ),
    3: Message(
        "3 – très bien : je m’attends à ce que la personne soit prise et qu’elle reste",
        "3 – جيد جدا: أتوقع أن يُقبل الشخص وأن يستمر",
        "3 – very good: I expect the person to be taken on, and to stay",
    ),
}

GRADING_WORDS: Final[Mapping[str, Message]] = {
    "sheet": Message("Notes", "التقييم", "Grades"),
    "guide-sheet": Message("Mode d’emploi", "دليل الاستعمال", "Guide"),
    "number": Message("N°", "الرقم", "No."),
    "person": Message("La personne", "الشخص", "The person"),
    "proposal": Message("La proposition", "العرض", "The proposal"),
    "grade": Message("Note (0 à 3)", "النقطة (من 0 إلى 3)", "Grade (0 to 3)"),
    "bad-grade": Message(
        "Choisissez 0, 1, 2 ou 3.", "اختاروا 0 أو 1 أو 2 أو 3.", "Choose 0, 1, 2 or 3."
    ),
    "home": Message("Habite à", "يسكن في", "Lives in"),
    "distance": Message("Trajet accepté (km)", "المسافة المقبولة (كلم)", "Accepts (km)"),
    "available": Message("Disponible le", "متاح ابتداء من", "Available from"),
    "languages": Message("Langues", "اللغات", "Languages"),
    "licences": Message("Permis", "رخص السياقة", "Licences"),
    "contracts": Message("Contrats acceptés", "العقود المقبولة", "Contracts accepted"),
    "ruled-out": Message("À éviter", "يجب تجنبه", "To be avoided"),
    "skills": Message("Demandé", "المطلوب", "Asked for"),
    "place": Message("Lieu", "المكان", "Place"),
    "starts": Message("Commence le", "يبدأ في", "Starts on"),
    "contract": Message("Contrat", "العقد", "Contract"),
    "hours": Message("Heures par semaine", "ساعات الأسبوع", "Hours a week"),
    "certificates": Message("Certificats exigés", "الشهادات المطلوبة", "Certificates required"),
    "demands": Message("Le travail comporte", "يتضمن العمل", "The work involves"),
}

FACT: Final = Message("{name} : {text}", "{name}: {text}", "{name}: {text}")
WITH_LENGTH: Final = Message(
    "{text} ({months:duration})", "{text} ({months:duration})", "{text} ({months:duration})"
)
GUIDE: Final = (
    Message(
        "Pour chaque ligne, lisez la personne et la proposition, puis choisissez une note.",
        "في كل سطر، اقرؤوا ما يخص الشخص والعرض، ثم اختاروا نقطة.",
        "On each line, read the person and the proposal, then choose a grade.",
    ),
    Message(
        "Notez seul, sans en parler avec l’autre personne qui note.",
        "قوموا بالتقييم بمفردكم، دون الحديث مع المقيِّم الآخر.",
        "Grade alone, without talking to the other grader.",
    ),
    Message(
        "Ne jugez que l’accord entre la personne et la proposition ; rien d’autre n’est à deviner.",
        "احكموا فقط على مدى ملاءمة العرض للشخص، ولا تخمنوا شيئا آخر.",
        "Judge only how the person and the proposal fit; nothing else is to be guessed.",
    ),
    Message(
        "Ce qui n’est pas écrit n’est pas connu : cela ne compte ni pour ni contre.",
        "ما لم يُكتب غير معروف: لا يُحسب للشخص ولا عليه.",
        "What is not written is not known: it counts neither for nor against.",
    ),
    Message(
        "L’ordre des lignes est tiré au sort. Laissez vide ce que vous ne pouvez pas juger.",
        "ترتيب الأسطر عشوائي. اتركوا الخانة فارغة إن تعذر الحكم.",
        "The order is drawn at random. Leave empty what you cannot judge.",
    ),
)

MADE: Final = Message(
    "{pairs} {pairs:paire à noter|paires à noter} par deux personnes. Tour {id}.",
    "عدد الأزواج المطلوب تقييمها من طرف شخصين: {pairs}. الجولة {id}.",
    "{pairs} {pairs:pair|pairs} to be graded by two people. Round {id}.",
)
GRADES_READ: Final = Message(
    "{accepted} {accepted:note enregistrée|notes enregistrées}, {empty} {empty:vide|vides},"
    " {rejected} {rejected:refusée|refusées}.",
    "النقط المسجلة: {accepted}، الفارغة: {empty}، المرفوضة: {rejected}.",
    "{accepted} {accepted:grade|grades} kept, {empty} empty, {rejected} rejected.",
)
GRADE_REFUSED: Final = Message(
    "Ligne {line} : {reason}", "السطر {line}: {reason}", "Line {line}: {reason}"
)
PROGRESS: Final = Message(
    "{id} : {pairs} {pairs:paire|paires}, {once} notées une fois, {agreed} d’accord, {disputed} en"
    " désaccord, {settled} tranchées.",
    "{id}: الأزواج {pairs}، قُيّمت مرة {once}، متفق عليها {agreed}، مختلف فيها {disputed}، حُسمت"
    " {settled}.",
    "{id}: {pairs} {pairs:pair|pairs}, {once} graded once, {agreed} agreed, {disputed} disputed,"
    " {settled} settled.",
)
NO_GRADING: Final = Message(
    "Aucun tour de notation.", "لا توجد أي جولة تقييم.", "There is no round of grading."
)

GRADING_ERRORS: Final[Mapping[str, ErrorText]] = {
    "no-such-grading": ErrorText(
        Message("Tour de notation introuvable", "جولة التقييم غير موجودة", "No such round"),
        Message(
            "Aucun tour de notation ne porte ce numéro.",
            "لا توجد جولة تقييم بهذا الرقم.",
            "No round of grading has this number.",
        ),
    ),
    "no-such-pair": ErrorText(
        Message("Paire introuvable", "الزوج غير موجود", "No such pair"),
        Message(
            "Ce tour n’a pas cette paire ; la personne a peut-être été effacée.",
            "لا توجد هذه الحالة في الجولة؛ ربما حُذف الشخص.",
            "The round has no such pair; the person may have been erased.",
        ),
    ),
    "already-graded": ErrorText(
        Message("Déjà notée", "تم التقييم من قبل", "Already graded"),
        Message(
            "Cette paire n’a plus besoin de note. Demandez la suivante.",
            "لم يعد هذا الزوج بحاجة إلى تقييم. اطلبوا التالي.",
            "This pair needs no further grade. Ask for the next one.",
        ),
    ),
    "nobody-to-grade": ErrorText(
        Message("Rien à noter", "لا شيء للتقييم", "Nothing to grade"),
        Message(
            "Aucune personne de votre territoire n’a de proposition possible.",
            "لا يوجد في مجالكم الترابي أي شخص له عرض ممكن.",
            "Nobody in your territory has anything that could be proposed.",
        ),
    ),
    "nothing-to-grade": ErrorText(
        Message("Tout est noté", "انتهى التقييم", "Everything is graded"),
        Message(
            "Vous avez noté toutes les paires qui attendaient une note. Merci.",
            "لقد قيّمتم كل الأزواج التي كانت تنتظر. شكرا لكم.",
            "You have graded every pair that was waiting. Thank you.",
        ),
    ),
    "not-a-grade": ErrorText(
        Message("Note à corriger", "نقطة يجب تصحيحها", "Not a grade"),
        Message(
            "Une note est 0, 1, 2 ou 3.",
            "النقطة هي 0 أو 1 أو 2 أو 3.",
            "A grade is 0, 1, 2 or 3.",
        ),
    ),
    "not-a-grading-sheet": ErrorText(
        Message("Ce n’est pas une feuille de notes", "ليست ورقة تقييم", "Not a grading sheet"),
        Message(
            "Donnez la feuille écrite par « jisr grading sheet », remplie.",
            "قدموا الورقة التي كتبها « jisr grading sheet » بعد ملئها.",
            "Give the sheet written by “jisr grading sheet”, filled in.",
        ),
    ),
}


def grading_word(name: str, language: Language) -> str:
    """One of the words of the sheet."""
    return GRADING_WORDS[name].text(language)
