"""Wording of errors about cohorts, envelopes and conventions."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Message
from service.wording.templates import ErrorText

ASSIGNMENT_ERRORS: Final[Mapping[str, ErrorText]] = {
    "empty-cohort": ErrorText(
        Message("Cohorte vide", "فوج فارغ", "Empty cohort"),
        Message(
            "La cohorte ne nomme personne. Donnez au moins une personne.",
            "الفوج لا يضم أي شخص. أدخلوا شخصا واحدا على الأقل.",
            "The cohort names nobody. Give at least one person.",
        ),
    ),
    "person-named-twice": ErrorText(
        Message("Personne nommée deux fois", "شخص مذكور مرتين", "A person named twice"),
        Message(
            "La ligne {line} nomme la même personne que la ligne {first_line}. Gardez-en une.",
            "السطر {line} يذكر نفس الشخص المذكور في السطر {first_line}. احتفظوا بواحد منهما.",
            "Line {line} names the same person as line {first_line}. Keep one of them.",
        ),
    ),
    "nothing-to-assign": ErrorText(
        Message("Rien à répartir", "لا شيء للتوزيع", "Nothing to share out"),
        Message(
            "Il n’y a aucune proposition à répartir, ou aucune n’a de prix.",
            "لا يوجد أي عرض للتوزيع، أو ليس لأي منها ثمن.",
            "There is nothing to share out, or nothing has a price.",
        ),
    ),
    "envelope-empty": ErrorText(
        Message("Enveloppe de 0 dirham", "غلاف مالي بصفر درهم", "An envelope of 0 dirhams"),
        Message(
            "Avec une enveloppe de 0, personne ne peut rien recevoir. Donnez un montant, ou"
            " aucune enveloppe pour répartir sans argent.",
            "بغلاف قدره صفر لا يمكن لأحد أن يستفيد. أدخلوا مبلغا، أو لا تحددوا غلافا لتوزيع دون"
            " مال.",
            "With an envelope of 0 nobody can receive anything. Give an amount, or no envelope to"
            " share out without money.",
        ),
    ),
    "amount-negative": ErrorText(
        Message("Montant négatif", "مبلغ سالب", "Negative amount"),
        Message(
            "Un prix, un apport ou une enveloppe ne peut pas être négatif. À corriger : {field}"
            " {option_id} {person_id}.",
            "لا يمكن أن يكون الثمن أو المساهمة أو الغلاف سالبا. للتصحيح: {field} {option_id}"
            " {person_id}.",
            "A price, a contribution or an envelope cannot be negative. To correct: {field}"
            " {option_id} {person_id}.",
        ),
    ),
    "amount-unreadable": ErrorText(
        Message("Montant illisible", "مبلغ غير مقروء", "Unreadable amount"),
        Message(
            "Donnez des dirhams avec deux décimales au plus, par exemple 1121215,07. À corriger :"
            " {field} {option_id} {person_id}.",
            "أدخلوا المبلغ بالدرهم برقمين بعد الفاصلة على الأكثر، مثلا 1121215,07. للتصحيح:"
            " {field} {option_id} {person_id}.",
            "Give dirhams with two decimals at most, for example 1121215.07. To correct: {field}"
            " {option_id} {person_id}.",
        ),
    ),
    "circular-priorities": ErrorText(
        Message("Priorités en cercle", "أولويات دائرية", "Circular priorities"),
        Message(
            "Chaque groupe passe avant le suivant et le dernier avant le premier : {groups}."
            " Retirez une des règles.",
            "كل مجموعة تسبق التي تليها والأخيرة تسبق الأولى: {groups}. احذفوا إحدى القواعد.",
            "Each group goes before the next and the last before the first: {groups}. Remove one of"
            " the rules.",
        ),
    ),
    "weight-out-of-range": ErrorText(
        Message("Poids hors limites", "وزن خارج الحدود", "Weight out of range"),
        Message(
            "Le poids du groupe {group} doit être supérieur à 0 et d’au plus 10.",
            "يجب أن يكون وزن المجموعة {group} أكبر من 0 ولا يتجاوز 10.",
            "The weight of group {group} must be above 0 and at most 10.",
        ),
    ),
    "pinned-twice": ErrorText(
        Message("Deux choix pour une personne", "اختياران لشخص واحد", "Two choices for a person"),
        Message(
            "La personne {person_id} est fixée sur deux propositions. Gardez-en une.",
            "الشخص {person_id} مثبت على عرضين. احتفظوا بواحد.",
            "Person {person_id} is pinned to two options. Keep one.",
        ),
    ),
    "pinned-and-excluded": ErrorText(
        Message("Fixée et écartée", "مثبت ومستبعد", "Pinned and left out"),
        Message(
            "La même personne ou la même proposition est à la fois fixée et écartée : {person_id},"
            " {option_id}.",
            "نفس الشخص أو نفس العرض مثبت ومستبعد في آن واحد: {person_id}، {option_id}.",
            "The same person or option is both pinned and left out: {person_id}, {option_id}.",
        ),
    ),
    "decision-unknown": ErrorText(
        Message("Décision sans objet", "قرار بلا موضوع", "A decision about nothing here"),
        Message(
            "Un choix ou une exclusion nomme une personne ou une proposition qui n’est pas dans"
            " cette cohorte : {person_id} {option_id}.",
            "تثبيت أو استبعاد يذكر شخصا أو عرضا غير موجود في هذا الفوج: {person_id} {option_id}.",
            "A pin or an exclusion names a person or an option that is not in this cohort:"
            " {person_id} {option_id}.",
        ),
    ),
    "pin-refused": ErrorText(
        Message("Choix impossible", "تثبيت غير ممكن", "This pin is not possible"),
        Message(
            "Une règle écarte la proposition {option_id} pour la personne {person_id}, ou son prix"
            " manque. Demandez « pourquoi pas ? ».",
            "هناك قاعدة تستبعد العرض {option_id} بالنسبة للشخص {person_id}، أو ثمنه غير معروف."
            " اسألوا « لماذا لا؟ ».",
            "A rule keeps option {option_id} from person {person_id}, or its price is missing. Ask"
            " “why not?”.",
        ),
    ),
    "floor-unknown": ErrorText(
        Message("Minimum pour une ville absente", "حد أدنى لمدينة غائبة", "Floor for no town here"),
        Message(
            "Personne de la cohorte n’habite la ville {town}. Retirez ce minimum.",
            "لا أحد من الفوج يسكن المدينة {town}. احذفوا هذا الحد الأدنى.",
            "Nobody of the cohort lives in town {town}. Remove that floor.",
        ),
    ),
    "no-such-assignment": ErrorText(
        Message("Répartition introuvable", "توزيع غير موجود", "No such plan"),
        Message(
            "Aucune répartition ne porte ce numéro, ou une de ses personnes a été effacée depuis.",
            "لا يوجد توزيع بهذا الرقم، أو تم محو أحد أشخاصه منذ ذلك.",
            "No plan has that number, or one of its people was erased since.",
        ),
    ),
    "no-equipment": ErrorText(
        Message("Aucun matériel à remettre", "لا معدات للتسليم", "No equipment to hand over"),
        Message(
            "Cette répartition ne donne d’activité à personne : il n’y a rien à remettre.",
            "هذا التوزيع لا يسند أي نشاط لأحد: لا يوجد ما يُسلَّم.",
            "This plan gives nobody an activity: there is nothing to hand over.",
        ),
    ),
    "not-proposed-there": ErrorText(
        Message("Pas proposée à cette entreprise", "غير مقترح لهذه المقاولة", "Not proposed there"),
        Message(
            "{count} {count:personne|personnes} de la liste {count:n’est plus proposée|ne sont plus"
            " proposées} à cette entreprise. Reprenez la liste.",
            "بعض الأشخاص في اللائحة لم يعودوا مقترحين لهذه المقاولة ({count}). أعيدوا إعداد"
            " اللائحة.",
            "{count} of the people on the list {count:is|are} no longer proposed to this company."
            " Start the list again.",
        ),
    ),
    "no-such-convention": ErrorText(
        Message("Convention introuvable", "اتفاقية غير موجودة", "No such convention"),
        Message(
            "Aucune convention ne porte ce numéro, ou elle a été retirée.",
            "لا توجد اتفاقية بهذا الرقم، أو تم سحبها.",
            "No convention has that number, or it was taken back.",
        ),
    ),
    "convention-ends-before-start": ErrorText(
        Message("Dates inversées", "تواريخ معكوسة", "Dates the wrong way round"),
        Message(
            "La convention finit avant de commencer.",
            "تنتهي الاتفاقية قبل أن تبدأ.",
            "The convention ends before it starts.",
        ),
    ),
    "quota-reached": ErrorText(
        Message(
            "Quota de l’année atteint", "تم بلوغ حصة السنة", "The quota of the year is reached"
        ),
        Message(
            "La convention avec cette entreprise prévoit {quota} placements par an, et ils sont"
            " faits. Proposez autre chose, ou attendez l’année suivante.",
            "تنص الاتفاقية مع هذه المقاولة على {quota} إدماجا في السنة، وقد تم بلوغها. اقترحوا"
            " شيئا آخر أو انتظروا السنة المقبلة.",
            "The convention with this company allows {quota} placements a year, and they are made."
            " Propose something else, or wait for next year.",
        ),
    ),
    "terms-unreadable": ErrorText(
        Message("Conditions illisibles", "شروط غير مقروءة", "Unreadable terms"),
        Message(
            "Corrigez {field} dans les conditions, écrites en JSON comme dans l’API.",
            "صححوا {field} في الشروط المكتوبة بصيغة JSON كما في واجهة البرمجة.",
            "Correct {field} in the terms, written in JSON as in the API.",
        ),
    ),
    "cohort-unreadable": ErrorText(
        Message("Cohorte illisible", "فوج غير مقروء", "Unreadable cohort"),
        Message(
            "Ligne {line}, colonne « {column} » : valeur à corriger.",
            "السطر {line}، العمود « {column} »: قيمة يجب تصحيحها.",
            "Line {line}, column “{column}”: a value to correct.",
        ),
    ),
}
