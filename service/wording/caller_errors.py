"""Wording of errors after which the caller moves: corrects, signs in, asks or decides."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Message
from service.wording.templates import ErrorText

CALLER_ERRORS: Final[Mapping[str, ErrorText]] = {
    "invalid-input": ErrorText(
        Message("Demande à corriger", "طلب يحتاج إلى تصحيح", "The request needs a correction"),
        Message(
            "Corrigez les points indiqués, puis renvoyez la demande.",
            "صححوا النقط المشار إليها ثم أعيدوا إرسال الطلب.",
            "Correct the points listed, then send the request again.",
        ),
    ),
    "invalid-request": ErrorText(
        Message("Demande à corriger", "طلب يحتاج إلى تصحيح", "The request needs a correction"),
        Message(
            "À corriger : {count} {count:point|points}, dans la liste ci-dessous.",
            "عدد النقط الواجب تصحيحها: {count}، وهي مبينة أسفله.",
            "To correct: {count} {count:point|points}, in the list below.",
        ),
    ),
    "forbidden-column": ErrorText(
        Message("Information interdite", "معلومة ممنوعة", "Forbidden information"),
        Message(
            "Rien n’a été enregistré. Retirez le champ ou la colonne : le passé, la santé et les"
            " origines d’une personne n’ont pas leur place ici.",
            "لم يتم تسجيل أي شيء. احذفوا الحقل أو العمود: ماضي الشخص وصحته وأصوله لا مكان لها هنا.",
            "Nothing was recorded. Remove the field or column: a person’s past, health and origins"
            " have no place here.",
        ),
    ),
    "no-such-mentor": ErrorText(
        Message("Parrain ou marraine inconnu", "مواكِب غير معروف", "Unknown mentor"),
        Message(
            "Un parrain ou une marraine à tenir à l’écart n’est pas enregistré. Retirez-le.",
            "أحد المواكِبين المراد استبعادهم غير مسجل. احذفوه من الطلب.",
            "A mentor to be kept apart is not recorded. Remove it from the request.",
        ),
    ),
    "unreadable-body": ErrorText(
        Message("Contenu illisible", "محتوى غير مقروء", "Unreadable content"),
        Message(
            "Le contenu envoyé n’est pas du JSON (ou un formulaire) bien formé, en UTF-8.",
            "المحتوى المرسل ليس JSON (أو استمارة) سليمًا بترميز UTF-8.",
            "The content sent is not well-formed JSON (or a form) in UTF-8.",
        ),
    ),
    "unsupported-body": ErrorText(
        Message("Type de contenu refusé", "نوع المحتوى غير مقبول", "Type of content not accepted"),
        Message(
            "Envoyez le type de contenu {expected} et nommez-le dans l’en-tête Content-Type.",
            "أرسلوا محتوى من نوع {expected} مع ذكره في Content-Type.",
            "Send content of type {expected}, and name it in the Content-Type header.",
        ),
    ),
    "body-too-large": ErrorText(
        Message("Contenu trop volumineux", "محتوى كبير جدا", "Content too large"),
        Message(
            "La limite est de {limit_mb} Mio. Partagez le fichier en plusieurs.",
            "الحد الأقصى هو {limit_mb} ميبيبايت. قسّموا الملف إلى عدة ملفات.",
            "The limit is {limit_mb} MiB. Split the file into several.",
        ),
    ),
    "method-not-allowed": ErrorText(
        Message("Opération impossible ici", "عملية غير ممكنة هنا", "Not possible at this address"),
        Message(
            "Cette adresse existe, mais pas pour cette opération.",
            "هذا العنوان موجود، لكن ليس لهذه العملية.",
            "This address exists, but not for this operation.",
        ),
    ),
    "if-match-missing": ErrorText(
        Message("Version non précisée", "لم يتم تحديد النسخة", "Version not given"),
        Message(
            "Indiquez dans If-Match l’ETag de la version que vous avez lue.",
            "ضعوا في If-Match قيمة ETag للنسخة التي قرأتموها.",
            "Give in If-Match the ETag of the version you have read.",
        ),
    ),
    "idempotency-key-reused": ErrorText(
        Message(
            "Clé déjà utilisée pour autre chose",
            "مفتاح مستعمل لطلب آخر",
            "Key already used for something else",
        ),
        Message(
            "Cette clé a servi à une autre demande. Prenez-en une nouvelle.",
            "استُعمل هذا المفتاح لطلب مختلف. استعملوا مفتاحا جديدا.",
            "This key served another request. Take a new one.",
        ),
    ),
    "empty-profile": ErrorText(
        Message("Profil vide", "ملف فارغ", "Empty profile"),
        Message(
            "Ajoutez au moins une compétence, une expérience, un certificat ou un souhait.",
            "أضيفوا على الأقل مهارة أو تجربة أو شهادة أو رغبة.",
            "Add at least one skill, experience, certificate or wish.",
        ),
    ),
    "unknown-place": ErrorText(
        Message("Lieu inconnu", "مكان غير معروف", "Unknown place"),
        Message(
            "Aucune région, province ou commune du Maroc ne porte ce nom.",
            "لا توجد جهة أو إقليم أو جماعة بالمغرب بهذا الاسم.",
            "No region, province or commune of Morocco has this name.",
        ),
    ),
    "ambiguous-place": ErrorText(
        Message(
            "Plusieurs communes de ce nom", "عدة جماعات بنفس الاسم", "Several places of that name"
        ),
        Message(
            "{candidates} communes portent ce nom : précisez la province.",
            "عدد الجماعات التي تحمل هذا الاسم: {candidates}. حددوا الإقليم.",
            "{candidates} communes have this name: give the province.",
        ),
    ),
    "not-authenticated": ErrorText(
        Message("Connexion nécessaire", "يجب تسجيل الدخول", "You need to sign in"),
        Message("Identifiez-vous.", "عرّفوا بأنفسكم.", "Say who you are."),
    ),
    "token-missing": ErrorText(
        Message("Jeton absent", "لا يوجد رمز دخول", "No token"),
        Message(
            "Ajoutez votre jeton : « Authorization: Bearer … ».",
            "أضيفوا رمز الدخول: « Authorization: Bearer … ».",
            "Add your token: “Authorization: Bearer …”.",
        ),
    ),
    "token-unknown": ErrorText(
        Message("Jeton inconnu", "رمز دخول غير معروف", "Unknown token"),
        Message(
            "Vérifiez le jeton, ou demandez-en un à l’administrateur.",
            "تحققوا من رمز الدخول أو اطلبوا رمزا من مسؤول النظام.",
            "Check the token, or ask the administrator for one.",
        ),
    ),
    "token-revoked": ErrorText(
        Message("Jeton retiré", "رمز دخول ملغى", "Token revoked"),
        Message(
            "Ce jeton a été retiré. Demandez-en un autre à l’administrateur.",
            "تم إلغاء هذا الرمز. اطلبوا رمزا آخر من مسؤول النظام.",
            "This token was revoked. Ask the administrator for another.",
        ),
    ),
    "token-expired": ErrorText(
        Message("Jeton expiré", "رمز دخول منتهي الصلاحية", "Token expired"),
        Message(
            "Ce jeton n’est plus valable. Demandez-en un autre à l’administrateur.",
            "انتهت صلاحية هذا الرمز. اطلبوا رمزا آخر من مسؤول النظام.",
            "This token is no longer valid. Ask the administrator for another.",
        ),
    ),
    "not-allowed": ErrorText(
        Message("Action non permise", "عملية غير مسموح بها", "Not permitted"),
        Message(
            "Cette action ne vous est pas ouverte.",
            "هذه العملية غير متاحة لكم.",
            "This action is not open to you.",
        ),
    ),
    "role-not-allowed": ErrorText(
        Message(
            "Votre rôle ne le permet pas", "دوركم لا يسمح بذلك", "Your role does not permit it"
        ),
        Message(
            "Demandez à une personne dont c’est le rôle.",
            "اطلبوا ذلك ممن يخوله دوره القيام به.",
            "Ask someone whose role it is.",
        ),
    ),
    "not-your-territory": ErrorText(
        Message("Hors de votre territoire", "خارج مجالكم الترابي", "Outside your territory"),
        Message(
            "Cette fiche relève d’une autre région. Adressez-vous à ses équipes.",
            "هذه البطاقة تابعة لجهة أخرى. اتصلوا بفريقها.",
            "This record belongs to another region. Ask its team.",
        ),
    ),
    "not-found": ErrorText(
        Message("Introuvable", "غير موجود", "Not found"),
        Message(
            "Rien ne se trouve à cette adresse. Vérifiez-la.",
            "لا يوجد شيء في هذا العنوان. تحققوا منه.",
            "There is nothing at this address. Check it.",
        ),
    ),
    "no-such-record": ErrorText(
        Message("Fiche introuvable", "بطاقة غير موجودة", "No such record"),
        Message(
            "Aucune fiche n’a cet identifiant, ou elle a été supprimée.",
            "لا توجد بطاقة بهذا المعرّف، أو تم حذفها.",
            "No record has this identifier, or it was removed.",
        ),
    ),
    "no-such-shortlist": ErrorText(
        Message("Sélection introuvable", "لائحة غير موجودة", "No such shortlist"),
        Message(
            "Aucune sélection n’a cet identifiant.",
            "لا توجد لائحة بهذا المعرّف.",
            "No shortlist has this identifier.",
        ),
    ),
    "conflict": ErrorText(
        Message("La situation a changé", "تغيرت الوضعية", "The situation has changed"),
        Message(
            "Relisez la fiche, puis décidez.",
            "أعيدوا قراءة البطاقة ثم قرروا.",
            "Look again, then decide.",
        ),
    ),
    "record-changed": ErrorText(
        Message("Fiche modifiée entre-temps", "تم تعديل البطاقة", "The record has changed"),
        Message(
            "Quelqu’un l’a modifiée depuis votre lecture. Relisez-la, puis recommencez.",
            "عدّلها شخص آخر بعد قراءتكم لها. أعيدوا قراءتها ثم حاولوا من جديد.",
            "Someone changed it since you read it. Read it again, then repeat.",
        ),
    ),
    "already-answered": ErrorText(
        Message("Avis déjà donné", "تم إبداء الرأي من قبل", "Already answered"),
        Message(
            "Une réponse est déjà enregistrée. Retirez-la d’abord (« withdrawn ») pour en changer.",
            "يوجد جواب مسجل. اسحبوه أولا (« withdrawn ») لتغييره.",
            "An answer is already recorded. Withdraw it first (“withdrawn”) to change it.",
        ),
    ),
    "already-noted": ErrorText(
        Message("Suite déjà notée", "تم تسجيل ذلك من قبل", "Already noted"),
        Message(
            "La même suite est déjà notée pour ce jour.",
            "نفس المآل مسجل في هذا اليوم.",
            "The same outcome is already noted for that day.",
        ),
    ),
    "nothing-to-withdraw": ErrorText(
        Message("Rien à retirer", "لا يوجد ما يُسحب", "Nothing to withdraw"),
        Message(
            "Aucune réponse n’est en cours entre cette personne et cette proposition.",
            "لا يوجد أي جواب قائم بين هذا الشخص وهذا الاقتراح.",
            "There is no answer in force between this person and this opportunity.",
        ),
    ),
    "no-place-left": ErrorText(
        Message("Plus de place", "لم يبق أي مكان", "No place left"),
        Message(
            "Places prises : {places} sur {places}. Libérez-en une ou proposez autre chose.",
            "كل الأماكن مشغولة (العدد: {places}). حرروا مكانا أو اقترحوا شيئا آخر.",
            "{places} {places:place is|places are} taken. Free one, or propose something else.",
        ),
    ),
    "date-in-future": ErrorText(
        Message("Date dans le futur", "تاريخ في المستقبل", "Date in the future"),
        Message(
            "Cette date est dans le futur.",
            "هذا التاريخ في المستقبل.",
            "This date is in the future.",
        ),
    ),
    "outcome-not-for-kind": ErrorText(
        Message("Suite sans rapport", "مآل غير مناسب", "Outcome of another kind"),
        Message(
            "Cette suite ne va pas avec ce genre de proposition.",
            "هذا المآل لا يناسب هذا النوع من الاقتراحات.",
            "This outcome does not go with this kind of opportunity.",
        ),
    ),
    "unknown-company": ErrorText(
        Message("Entreprise inconnue", "مقاولة غير معروفة", "Unknown company"),
        Message(
            "Aucune entreprise n’a cet identifiant. Créez-la d’abord.",
            "لا توجد مقاولة بهذا المعرّف. أنشئوها أولا.",
            "No company has this identifier. Create it first.",
        ),
    ),
    "nothing-left": ErrorText(
        Message("Titre à écrire", "يجب كتابة العنوان", "A title is needed"),
        Message(
            "Le titre ne contenait que des données personnelles, qui ont été retirées.",
            "لم يتضمن العنوان سوى معطيات شخصية، وقد تم حذفها.",
            "The title held nothing but personal data, which was removed.",
        ),
    ),
    "not-comparable": ErrorText(
        Message("Comparaison impossible", "المقارنة غير ممكنة", "Nothing to compare"),
        Message(
            "Choisissez deux propositions différentes et du même genre, par exemple deux offres"
            " d’emploi.",
            "اختاروا اقتراحين مختلفين من نفس النوع، مثلا عرضي شغل.",
            "Choose two different proposals of the same kind, for example two job openings.",
        ),
    ),
    "not-on-shortlist": ErrorText(
        Message("Autre sélection", "لائحة أخرى", "Another shortlist"),
        Message(
            "Cette sélection n’a pas été faite pour cette personne ou cette offre.",
            "هذه اللائحة لم تُنجز لهذا الشخص أو لهذا العرض.",
            "This shortlist was not made for this person or this opening.",
        ),
    ),
    "no-such-opportunity": ErrorText(
        Message("Proposition introuvable", "اقتراح غير موجود", "No such opportunity"),
        Message(
            "Aucune offre, activité, formation ou parrainage n’a cet identifiant.",
            "لا يوجد عرض أو نشاط أو تكوين أو مواكِب بهذا المعرّف.",
            "No opening, activity, training or mentor has this identifier.",
        ),
    ),
    "no-such-token": ErrorText(
        Message("Jeton introuvable", "رمز دخول غير موجود", "No such token"),
        Message(
            "Aucun jeton n’a cet identifiant.",
            "لا يوجد رمز دخول بهذا المعرّف.",
            "No token has this identifier.",
        ),
    ),
    "idempotency-key-busy": ErrorText(
        Message("Demande déjà en cours", "الطلب قيد المعالجة", "Already being answered"),
        Message(
            "La même demande est en cours. Répétez-la pour avoir sa réponse.",
            "نفس الطلب قيد المعالجة. أعيدوه للحصول على جوابه.",
            "The same request is being answered. Repeat it to get its answer.",
        ),
    ),
    "cannot-replay": ErrorText(
        Message("Sélection non rejouable", "لائحة لا يمكن إعادتها", "This cannot be made again"),
        Message(
            "Seules les sélections de propositions peuvent être refaites.",
            "لا يمكن إعادة إلا لوائح العروض.",
            "Only shortlists of opportunities can be made again.",
        ),
    ),
}
