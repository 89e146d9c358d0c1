"""What a plan for a cohort says around its figures, on screen and in a workbook."""

from typing import Final

from service.wording.languages import Message

PLAN: Final = Message("Répartition", "التوزيع", "Plan")
COMPARED: Final = Message("Comparaison", "المقارنة", "Comparison")
TOWNS: Final = Message("Par ville", "حسب المدينة", "By town")
ONE_MORE: Final = Message("Une place de plus", "مكان إضافي", "One more place")
REMARKS: Final = Message("À savoir", "للعلم", "Good to know")
REMEDIES: Final = Message(
    "Aucune répartition ne respecte toutes les limites. L’une de ces solutions suffit :",
    "لا يوجد توزيع يحترم كل الحدود. يكفي أحد هذه الحلول:",
    "No plan keeps all the limits. Any one of these is enough:",
)
HEADING: Final = Message(
    "{kind} : {served} {served:personne servie|personnes servies} sur {people}. {objective}."
    " {proof} (écart {gap} %).",
    "{kind}: عدد المستفيدين {served} من أصل {people}. {objective}. {proof} (الفارق {gap} %).",
    "{kind}: {served} of {people} people served. {objective}. {proof} (gap {gap} %).",
)
MONEY: Final = Message(
    "Attribué : {spent} dirhams sur {envelope} ; reste {left}.",
    "المبلغ المخصص: {spent} درهم من أصل {envelope}؛ الباقي {left}.",
    "Granted: {spent} dirhams of {envelope}; {left} left.",
)
ORIGIN: Final = Message(
    "Répartition {id}, version du moteur {release}.",
    "التوزيع {id}، نسخة المحرك {release}.",
    "Plan {id}, release {release}.",
)
TIERS: Final = Message(
    "Priorités, dans l’ordre : {tiers}. À égalité, l’ordre des numéros décide ; la valeur affichée"
    " n’en dépend pas.",
    "الأولويات بالترتيب: {tiers}. عند التساوي يحسم ترتيب الأرقام؛ والقيمة المعروضة لا تتأثر بذلك.",
    "Priorities, in order: {tiers}. Ties are settled by the order of ids; the value shown does not"
    " depend on them.",
)
WEIGHTS: Final = Message(
    "Poids décidés : {weights}. La valeur affichée n’en dépend pas.",
    "الأوزان المقررة: {weights}. القيمة المعروضة لا تتأثر بها.",
    "Stated weights: {weights}. The value shown does not depend on them.",
)
LOWEST: Final = Message(
    "La personne servie la moins bien a {value} ; aucune répartition ne fait mieux.",
    "أقل مستفيد حصل على {value}؛ ولا يوجد توزيع أفضل من ذلك.",
    "The worst-off person served has {value}; no plan does better.",
)
IDENTICAL: Final = Message(
    "Refaite à l’identique : {people} lignes.",
    "أعيد التوزيع مطابقا تماما: {people} سطرا.",
    "Made again, identical: {people} lines.",
)
DIFFERENT: Final = Message(
    "La répartition refaite n’est pas la même.",
    "التوزيع المعاد ليس هو نفسه.",
    "The plan made again is not the same.",
)

PERSON: Final = Message("Personne", "الشخص", "Person")
TOWN: Final = Message("Ville", "المدينة", "Town")
GETS: Final = Message("Reçoit", "يستفيد من", "Gets")
PROVIDER: Final = Message("Entreprise", "المقاولة", "Company")
VALUE: Final = Message("Valeur", "القيمة", "Value")
GRANTED: Final = Message("Attribué (MAD)", "المبلغ (درهم)", "Granted (MAD)")
TIER: Final = Message("Rang de priorité", "رتبة الأولوية", "Priority rank")
WHY: Final = Message("Motif", "السبب", "Reason")
PINNED: Final = Message("fixée par décision", "مثبت بقرار", "pinned by decision")
MISSING_MONEY: Final = Message("il manque {amount}", "ينقص {amount}", "{amount} missing")
WAY: Final = Message("Manière", "الطريقة", "Way")
TOTAL: Final = Message("Somme", "المجموع", "Total")
SERVED: Final = Message("Servies", "المستفيدون", "Served")
UNSERVED: Final = Message("Sans rien", "بدون استفادة", "Unserved")
WORST: Final = Message("La moins bien servie", "الأقل استفادة", "Worst-off served")
GINI: Final = Message("Gini", "معامل جيني", "Gini")
SPENT: Final = Message("Dépense (MAD)", "المصروف (درهم)", "Spent (MAD)")
OVER: Final = Message("Hors limites", "خارج الحدود", "Beyond limits")
LIMIT: Final = Message("Limite", "الحد", "Limit")
GAIN: Final = Message("Gain", "المكسب", "Gain")
MOVES: Final = Message("Qui change", "من يتغير", "Who changes")
PEOPLE: Final = Message("Personnes", "الأشخاص", "People")
BY: Final = Message("Céder", "التنازل", "Give way by")
NOTHING: Final = Message("rien", "لا شيء", "nothing")

CONVENTION_TAKEN_BACK: Final = Message(
    "Convention retirée.", "تم سحب الاتفاقية.", "The convention is taken back."
)
ID: Final = Message("Numéro", "الرقم", "Id")
SECTORS: Final = Message("Secteurs", "القطاعات", "Sectors")
ALL_SECTORS: Final = Message("tous", "الكل", "all")
QUOTA: Final = Message("Quota par an", "الحصة السنوية", "Yearly quota")
PLACED: Final = Message("Placements de l’année", "إدماجات السنة", "Placements this year")
ENDS: Final = Message("Fin", "النهاية", "Ends")
