"""What a report on quality says, in plain words. Keys are codes of `Finding`."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Message

FINDINGS: Final[Mapping[str, Message]] = {
    "beats-rules": Message(
        "La version comparée ordonne mieux les propositions que de simples règles : {gap}, au-delà"
        " du hasard.",
        "النسخة المقارنة ترتب الاقتراحات أفضل من القواعد البسيطة: {gap}، بما يفوق الصدفة.",
        "The release compared orders proposals better than plain rules: {gap}, beyond chance.",
    ),
    "worse-than-rules": Message(
        "La version comparée ordonne moins bien les propositions que de simples règles : {gap}.",
        "النسخة المقارنة ترتب الاقتراحات أسوأ من القواعد البسيطة: {gap}.",
        "The release compared orders proposals worse than plain rules: {gap}.",
    ),
    "no-better-than-rules": Message(
        "Rien ne prouve que la version comparée ordonne mieux que de simples règles : {gap} ; le"
        " hasard suffit à l’expliquer.",
        "لا دليل على أن النسخة المقارنة ترتب أفضل من القواعد البسيطة: {gap}؛ الصدفة تكفي لتفسيره.",
        "Nothing proves that the release compared orders better than plain rules: {gap}; chance is"
        " enough to explain it.",
    ),
    "rankings-not-compared": Message(
        "La version n’a pas pu être comparée à de simples règles : trop peu de suites notées.",
        "تعذرت مقارنة النسخة بالقواعد البسيطة: النتائج المسجلة قليلة جدا.",
        "The release could not be compared with plain rules: too few outcomes are noted.",
    ),
    "learning-pays": Message(
        "Un ordre appris de ce qui est arrivé ferait mieux que les règles : une nouvelle version"
        " mérite d’être soumise au contrôle.",
        "الترتيب المتعلَّم مما حدث أفضل من القواعد: نسخة جديدة تستحق أن تُعرض على المراقبة.",
        "An order learned from what happened would do better than rules: a new release is worth"
        " putting to the check.",
    ),
    "learning-does-not-pay": Message(
        "Rien ne prouve qu’apprendre de ce qui est arrivé ferait mieux que les règles :"
        " gardez-les.",
        "لا دليل على أن التعلم مما حدث أفضل من القواعد: احتفظوا بها.",
        "Nothing proves that learning from what happened would do better than rules: keep them.",
    ),
    "lists-not-measured": Message(
        "On ne sait pas si les listes sont bonnes des deux côtés : trop peu de suites notées.",
        "لا يُعرف هل القوائم جيدة للجانبين: النتائج المسجلة قليلة جدا.",
        "It is not known whether lists are good for both sides: too few outcomes are noted.",
    ),
    "promises-kept": Message(
        "Ce qui est annoncé comme probable arrive à peu près aussi souvent qu’annoncé : erreur"
        " moyenne {error}, {chance} par simple hasard.",
        "ما يُعلن أنه محتمل يحدث تقريبا بالقدر المعلن: متوسط الخطأ {error}، و{chance} بالصدفة"
        " وحدها.",
        "What is announced as likely happens about as often as announced: mean error {error},"
        " {chance} by chance alone.",
    ),
    "promises-not-kept": Message(
        "Ce qui est annoncé comme probable n’arrive pas aussi souvent qu’annoncé : erreur moyenne"
        " {error}, contre {chance} par simple hasard.",
        "ما يُعلن أنه محتمل لا يحدث بالقدر المعلن: متوسط الخطأ {error} مقابل {chance} بالصدفة"
        " وحدها.",
        "What is announced as likely does not happen as often as announced: mean error {error},"
        " against {chance} by chance alone.",
    ),
    "promises-not-measured": Message(
        "On ne peut pas dire si ce qui est annoncé comme probable l’est : trop peu de lignes"
        " jugées.",
        "لا يمكن القول هل المحتمل محتمل فعلا: الأسطر المقيّمة قليلة جدا.",
        "It cannot be said whether what is announced as likely is: too few judged lines.",
    ),
    "gap-found": Message(
        "Écart à qualification égale : {group} – {treatment}, {gap}, au-delà du hasard.",
        "فارق مع تساوي المؤهلات: {group} – {treatment}، {gap}، بما يفوق الصدفة.",
        "Gap at equal qualification: {group} – {treatment}, {gap}, beyond chance.",
    ),
    "no-gap-found": Message(
        "Aucun écart à qualification égale n’a été trouvé parmi {told} examinés. Cela ne prouve pas"
        " l’égalité.",
        "لم يُعثر على أي فارق مع تساوي المؤهلات من بين {told} فُحصت. هذا لا يثبت المساواة.",
        "No gap at equal qualification was found among {told} examined. That does not prove"
        " equality.",
    ),
    "gaps-not-measured": Message(
        "{missing} écarts entre groupes sur {all} n’ont pas pu être examinés : trop peu de"
        " personnes.",
        "تعذر فحص {missing} من أصل {all} من الفوارق بين المجموعات: عدد الأشخاص قليل جدا.",
        "{missing} of {all} gaps between groups could not be examined: too few people.",
    ),
    "no-groups": Message(
        "Ce rapport ne dit rien de l’équité : il a été fait sans la table des groupes.",
        "هذا التقرير لا يقول شيئا عن الإنصاف: أُعدّ دون جدول المجموعات.",
        "This report says nothing of fairness: it was made without the table of groups.",
    ),
    "group-guessed": Message(
        "Le groupe se devine d’après ce qui sert à classer : {group} ({auc} ; 0,5 serait le"
        " hasard). À examiner.",
        "يمكن تخمين المجموعة مما يُستعمل في الترتيب: {group} ({auc}؛ والصدفة 0,5). يستوجب الفحص.",
        "The group can be guessed from what is used to rank: {group} ({auc}; 0.5 would be chance)."
        " Look into it.",
    ),
    "crowded": Message(
        "L’entreprise la plus montrée prend {share} des lignes ; au-delà d’un quart, Jisr le"
        " signale. {coverage} des entreprises ont été montrées.",
        "المقاولة الأكثر عرضا تأخذ {share} من الأسطر؛ ينبه جسر إلى ما فوق الربع. عُرضت {coverage} من"
        " المقاولات.",
        "The most shown company takes {share} of the lines; Jisr warns above a quarter. {coverage}"
        " of companies were shown.",
    ),
    "spread": Message(
        "Les propositions se répartissent : l’entreprise la plus montrée prend {share} des lignes,"
        " et {coverage} des entreprises ont été montrées.",
        "الاقتراحات موزعة: المقاولة الأكثر عرضا تأخذ {share} من الأسطر، وعُرضت {coverage} من"
        " المقاولات.",
        "Proposals are spread: the most shown company takes {share} of the lines, and {coverage} of"
        " companies were shown.",
    ),
    "few-shown": Message(
        "Moins de la moitié des entreprises ont été montrées au moins une fois : {coverage}.",
        "عُرض أقل من نصف المقاولات مرة على الأقل: {coverage}.",
        "Fewer than half of the companies were shown at least once: {coverage}.",
    ),
    "spread-not-measured": Message(
        "On ne peut pas dire si tout le monde est envoyé au même endroit : trop peu de listes.",
        "لا يمكن القول هل يُرسل الجميع إلى المكان نفسه: القوائم قليلة جدا.",
        "It cannot be said whether everybody is sent to the same few: too few lists.",
    ),
    "extract-asked": Message(
        "Des entreprises ont demandé un extrait de casier : {people} personnes. Ce n’est jamais un"
        " jugement sur elles.",
        "طلبت مقاولات مستخرج السجل (عدد الأشخاص: {people}). هذا ليس أبدا حكما عليهم.",
        "Companies asked for a record extract: {people} people. It is never a verdict on them.",
    ),
    "extract-asked-by-few": Message(
        "Des entreprises ont demandé un extrait de casier ; le nombre de personnes est retenu.",
        "طلبت مقاولات مستخرج السجل؛ عدد الأشخاص محجوب.",
        "Companies asked for a record extract; the number of people is withheld.",
    ),
    "figures-too-thin": Message(
        "{missing} chiffres sur {all} manquent : trop peu de données pour répondre sans se"
        " tromper.",
        "{missing} من أصل {all} من الأرقام غائبة: المعطيات أقل من أن تجيب دون خطأ.",
        "{missing} of {all} figures are missing: too little data to answer without being wrong.",
    ),
    "figures-withheld": Message(
        "{missing} chiffres sur {all} sont retenus : ils parleraient de moins de cinq personnes, ou"
        " permettraient de les retrouver.",
        "{missing} من أصل {all} من الأرقام محجوبة: تخص أقل من خمسة أشخاص أو قد تدل عليهم.",
        "{missing} of {all} figures are withheld: they would tell about fewer than five people, or"
        " give them away.",
    ),
}
