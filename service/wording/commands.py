"""What the command line says to the person at the machine, besides errors and codes."""

from typing import Final

from service.wording.languages import Message

SETTINGS_INVALID: Final = Message(
    "Réglages à corriger : {names}. « jisr doctor » dit pourquoi.",
    "إعدادات يجب تصحيحها: {names}. الأمر « jisr doctor » يوضح السبب.",
    "Settings to correct: {names}. “jisr doctor” says why.",
)
FILE_EXISTS: Final = Message(
    "{file} existe déjà et n’est pas remplacé ; donnez un autre nom avec --out.",
    "{file} موجود ولن يُستبدل؛ أعطوا اسما آخر باستعمال --out.",
    "{file} exists and is not replaced; give another name with --out.",
)
CANNOT_WRITE: Final = Message(
    "Impossible d’écrire {file} : vérifiez le dossier et les droits.",
    "تتعذر كتابة {file}: تحققوا من المجلد والصلاحيات.",
    "Cannot write {file}: check the folder and its permissions.",
)
ENCODING: Final = Message("Encodage des textes", "ترميز النصوص", "Encoding texts")
READING: Final = Message("Lecture du fichier", "قراءة الملف", "Reading the file")

PREPARING: Final = Message(
    "Préparation de l’encodeur (une seule fois, quelques minutes)",
    "إعداد المرمّز (مرة واحدة، بضع دقائق)",
    "Preparing the encoder (only once, a few minutes)",
)
STEP_MODEL: Final = Message("Poids du modèle", "أوزان النموذج", "Weights of the model")
STEP_LEARNED: Final = Message("Partie apprise", "الجزء المتعلَّم", "Learned part")
STEP_GRAPH: Final = Message("Graphe de calcul", "مخطط الحساب", "Computation graph")
STEP_ENGINE: Final = Message("Choix du moteur de calcul", "اختيار محرك الحساب", "Choice of engine")
PREPARED: Final = Message("Encodeur prêt : {folder}", "المرمّز جاهز: {folder}", "Encoder: {folder}")
MIGRATED: Final = Message(
    "Base de données prête, révision {revision}.",
    "قاعدة البيانات جاهزة، المراجعة {revision}.",
    "Database ready, revision {revision}.",
)

ACCEPTED: Final = Message(
    "{accepted} {accepted:ligne acceptée|lignes acceptées} : {created}"
    " {created:créée|créées}, {changed} {changed:modifiée|modifiées}, {unchanged}"
    " {unchanged:inchangée|inchangées}.",
    "الأسطر المقبولة: {accepted} (جديدة: {created}، معدلة: {changed}، دون تغيير: {unchanged}).",
    "{accepted} {accepted:line|lines} accepted: {created} created, {changed} changed,"
    " {unchanged} unchanged.",
)
REJECTED: Final = Message(
    "{rejected} {rejected:ligne refusée|lignes refusées} ; les autres sont conservées."
    " Corrigez, puis importez de nouveau le même fichier.",
    "الأسطر المرفوضة: {rejected}. باقي الأسطر محفوظة. صححوا الملف ثم أعيدوا استيراده.",
    "{rejected} {rejected:line|lines} rejected; the others are kept. Correct them, then import the"
    " same file again.",
)
DRY_RUN: Final = Message(
    "Essai : rien n’a été enregistré.", "تجربة: لم يتم تسجيل أي شيء.", "Dry run: nothing is stored."
)
IGNORED_COLUMNS: Final = Message(
    "Colonnes ignorées : {columns}.", "أعمدة متجاهلة: {columns}.", "Ignored columns: {columns}."
)
LATER_ENCODED: Final = Message(
    "Les textes seront encodés plus tard : {reason}",
    "سيتم ترميز النصوص لاحقا: {reason}",
    "The texts will be encoded later: {reason}",
)
LINE: Final = Message("Ligne", "السطر", "Line")
LINES: Final = Message("Lignes", "الأسطر", "Lines")
COLUMN: Final = Message("Colonne", "العمود", "Column")
CODE: Final = Message("Code", "الرمز", "Code")
EXPLANATION: Final = Message("Explication", "التوضيح", "Explanation")
REMARKS: Final = Message("À savoir", "للعلم", "Good to know")
AS_WRITTEN: Final = Message("« {text} ».", "« {text} ».", "“{text}”.")
CLOSE_NAMES: Final = Message("Proches : {names}.", "أسماء قريبة: {names}.", "Close: {names}.")
UNMATCHED_TRADES: Final = Message(
    "Métiers ou compétences non reconnus ; les textes sont gardés tels quels.",
    "مهن أو مهارات غير معروفة؛ تم الاحتفاظ بالنصوص كما هي.",
    "Trades or skills not recognised; the texts are kept as they are.",
)
AND_MORE: Final = Message(
    "{shown} et {more} {more:autre|autres}", "{shown} و{more} أخرى", "{shown} and {more} more"
)
WRITTEN: Final = Message("Écrit : {file}", "تمت الكتابة: {file}", "Written: {file}")
EXPORTED: Final = Message(
    "{lines} {lines:ligne|lignes}.", "عدد الأسطر: {lines}.", "{lines} {lines:line|lines}."
)
WITH_IDENTITY: Final = Message(
    "Attention : ce fichier dit qui sont les personnes. Gardez-le chiffré et supprimez-le dès que"
    " possible.",
    "تنبيه: يكشف هذا الملف هوية الأشخاص. احتفظوا به مشفرا واحذفوه في أقرب وقت.",
    "Warning: this file says who people are. Keep it encrypted, and delete it as soon as you can.",
)

CONFIRM_ERASING: Final = Message(
    "Effacer définitivement cette personne et tout ce qui la concerne ?",
    "هل تريدون محو هذا الشخص وكل ما يتعلق به نهائيا؟",
    "Erase this person and everything about them for ever?",
)
NOT_ERASED: Final = Message("Rien n’a été effacé.", "لم يتم محو أي شيء.", "Nothing was erased.")
ERASED: Final = Message(
    "Effacé : {versions} versions du profil, {identities} identité, {groups} fiche d’audit,"
    " {vectors} vecteurs, {events} avis et suites, {shortlists} sélections ;"
    " {redacted_shortlists} autres sélections vidées de leurs textes.",
    "تم محو: نسخ الملف {versions}، الهوية {identities}، بطاقة التدقيق {groups}، المتجهات {vectors}،"
    " الآراء والمآلات {events}، اللوائح {shortlists}؛ وأفرغت نصوص لوائح أخرى عددها"
    " {redacted_shortlists}.",
    "Erased: {versions} versions of the profile, {identities} identity, {groups} audit record,"
    " {vectors} vectors, {events} answers and outcomes, {shortlists} shortlists;"
    " {redacted_shortlists} other shortlists emptied of their texts.",
)

TOKEN_CREATED: Final = Message(
    "Jeton {id}, valable jusqu’au {day}. Il ne sera plus jamais affiché :",
    "الرمز {id}، صالح إلى غاية {day}. لن يُعرض مرة أخرى:",
    "Token {id}, valid until {day}. It will never be shown again:",
)
TOKEN_REVOKED: Final = Message(
    "Jeton {id} retiré.", "تم إلغاء الرمز {id}.", "Token {id} is revoked."
)
NO_TOKEN: Final = Message(
    "Aucun jeton ; « jisr token create » en crée un.",
    "لا يوجد أي رمز؛ الأمر « jisr token create » ينشئ واحدا.",
    "There is no token; “jisr token create” makes one.",
)
NAME: Final = Message("Nom", "الاسم", "Name")
ROLE: Final = Message("Rôle", "الدور", "Role")
TERRITORY: Final = Message("Territoire", "المجال الترابي", "Territory")
EVERYWHERE: Final = Message("partout", "كل الجهات", "everywhere")
CREATED: Final = Message("Créé le", "أنشئ في", "Created on")
EXPIRES: Final = Message("Valable jusqu’au", "صالح إلى غاية", "Valid until")
REVOKED: Final = Message("Retiré le", "ألغي في", "Revoked on")

SERVING: Final = Message(
    "Service en écoute sur {address} ; arrêt avec Ctrl+C.",
    "الخدمة متاحة على {address}؛ للإيقاف: Ctrl+C.",
    "Listening on {address}; stop with Ctrl+C.",
)
PORT_TAKEN: Final = Message(
    "Impossible d’écouter sur le port {port} : un autre programme l’occupe sans doute. Arrêtez-le,"
    " ou changez JISR_PORT.",
    "يتعذر الاستماع على المنفذ {port}: ربما يستعمله برنامج آخر. أوقفوه أو غيّروا JISR_PORT.",
    "Cannot listen on port {port}: another program probably has it. Stop that one, or change"
    " JISR_PORT.",
)
SILENT: Final = Message(
    "Aucun service ne répond sur {address}. « jisr serve » en démarre un ; il charge alors la"
    " version en place.",
    "لا توجد خدمة تجيب على {address}. الأمر « jisr serve » يشغّلها بالنسخة الحالية.",
    "No service answers at {address}. “jisr serve” starts one, with the release in place.",
)
AS_IT_IS: Final = Message("{text}", "{text}", "{text}")
RELOADED: Final = Message(
    "Moteur rechargé : version {release}.",
    "أعيد تحميل المحرك: النسخة {release}.",
    "Engine reloaded: release {release}.",
)
DEMO_KEPT: Final = Message(
    "La base contient déjà des fiches ; elles sont conservées.",
    "قاعدة البيانات تحتوي على بطاقات؛ وقد تم الاحتفاظ بها.",
    "The database already holds records; they are kept.",
)
DEMO_FILE: Final = Message(
    "{kind} : {accepted} {accepted:ligne|lignes}",
    "{kind}: {accepted}",
    "{kind}: {accepted} {accepted:line|lines}",
)
DEMO_ADDRESS: Final = Message("Adresse : {address}", "العنوان: {address}", "Address: {address}")
DEMO_TOKEN: Final = Message("Jeton : {token}", "الرمز: {token}", "Token: {token}")
DEMO_TRY: Final = Message(
    "Pour voir une sélection d’offres pour une personne inventée :",
    "لرؤية لائحة عروض لشخص مختلق:",
    "To see the openings proposed to an invented person:",
)
DEMO_NEXT: Final = Message(
    "« jisr serve » démarre le service.",
    "الأمر « jisr serve » يشغّل الخدمة.",
    "“jisr serve” starts the service.",
)
READY: Final = Message("Prêt.", "جاهز.", "Ready.")
NOT_READY: Final = Message(
    "Le moteur ne démarre pas : {reason}",
    "المحرك لا يشتغل: {reason}",
    "The engine does not start: {reason}",
)

SHORTLIST_FOR_PERSON: Final = Message(
    "{kind} : propositions du {day}", "{kind}: اقتراحات {day}", "{kind}: proposals of {day}"
)
PEOPLE_FOR_OPENING: Final = Message(
    "Personnes pour « {title} », le {day}",
    "أشخاص لعرض « {title} »، {day}",
    "People for “{title}”, {day}",
)
SHORTLIST_ORIGIN: Final = Message(
    "Sélection {id}, moteur {release}",
    "اللائحة {id}، المحرك {release}",
    "Shortlist {id}, release {release}",
)
RANK: Final = Message("N°", "الرتبة", "No.")
PROPOSAL: Final = Message("Proposition", "الاقتراح", "Proposal")
PERSON: Final = Message("Personne", "الشخص", "Person")
WHY: Final = Message("Pourquoi", "لماذا", "Why")
DISTANCE: Final = Message("{distance:km}", "{distance:km}", "{distance:km}")
QUOTED: Final = Message(
    "« {statement} » pour « {requirement} » ({how})",
    "« {statement} » من أجل « {requirement} » ({how})",
    "“{statement}” for “{requirement}” ({how})",
)
GAPS: Final = Message(
    "Rien dans le profil pour : {gaps}",
    "لا شيء في الملف بخصوص: {gaps}",
    "Nothing in the profile for: {gaps}",
)
TO_ASK: Final = Message("À demander : {fields}", "يجب السؤال عن: {fields}", "To ask: {fields}")
TO_CONFIRM: Final = Message(
    "À confirmer, car ancien : {fields}",
    "يجب تأكيده لأنه قديم: {fields}",
    "To confirm, because it is old: {fields}",
)
UNMATCHED: Final = Message(
    "Métier ou compétence non reconnus, lus comme du texte : {statements}",
    "مهنة أو مهارة غير معروفة، قُرئت كنص: {statements}",
    "No known trade or skill, read as text: {statements}",
)
EXCLUDED: Final = Message(
    "{excluded} {excluded:proposition écartée|propositions écartées} sur {considered} : {reasons}",
    "المستبعدة: {excluded} من أصل {considered}: {reasons}",
    "{excluded} of {considered} left out: {reasons}",
)
PEOPLE_EXCLUDED: Final = Message(
    "{excluded} {excluded:personne écartée|personnes écartées} sur {considered} : {reasons}",
    "المستبعدون: {excluded} من أصل {considered}: {reasons}",
    "{excluded} of {considered} people left out: {reasons}",
)
NOBODY_EXCLUDED: Final = Message(
    "Personne n’est écarté, sur {considered}.",
    "لم يُستبعد أحد من أصل {considered}.",
    "Nobody left out of {considered}.",
)
NOTHING_EXCLUDED: Final = Message(
    "Aucune proposition écartée sur {considered}.",
    "لم يُستبعد أي اقتراح من أصل {considered}.",
    "None of {considered} left out.",
)
NEAREST_EXCLUDED: Final = Message(
    "Les plus proches parmi ce qui est écarté :",
    "الأقرب من بين المستبعدة:",
    "The closest of those left out:",
)
BEHIND: Final = Message(
    "{changes} {changes:modification|modifications} pas encore prises en compte.",
    "تعديلات لم تؤخذ بعد بعين الاعتبار: {changes}.",
    "{changes} {changes:change|changes} not taken into account yet.",
)
KEPT_OUT: Final = Message("Écartée, parce que :", "مستبعد للأسباب التالية:", "Left out, because:")
NOT_KEPT_OUT: Final = Message(
    "Rien ne l’écarte ; voici la ligne :", "لا شيء يستبعده؛ هذا هو السطر:", "Nothing keeps it out:"
)
WOULD_BE: Final = Message("Sans cela, la ligne :", "لولا ذلك، السطر:", "Otherwise, the line:")
NOTHING_STATED: Final = Message(
    "Le profil ne dit rien à comparer.",
    "لا يتضمن الملف ما يمكن مقارنته.",
    "The profile says nothing to compare.",
)
IDENTICAL: Final = Message(
    "Identique au dernier bit : {lines} {lines:ligne|lignes}, mêmes scores, mêmes raisons, mêmes"
    " exclusions.",
    "مطابقة تماما: عدد الأسطر {lines}، نفس النقط ونفس الأسباب ونفس الاستبعادات.",
    "Identical to the last bit: {lines} {lines:line|lines}, same scores, reasons and exclusions.",
)
DIFFERENT: Final = Message(
    "Différente de ce qui a été montré.", "مختلفة عما عُرض.", "Different from what was shown."
)
OTHER_RELEASE: Final = Message(
    "La version du moteur a changé depuis.",
    "تغيرت نسخة المحرك منذ ذلك الحين.",
    "The release has changed since.",
)
OTHER_ENCODER: Final = Message(
    "L’encodeur a changé depuis.", "تغير المرمّز منذ ذلك الحين.", "The encoder has changed since."
)
SHOWN_THEN: Final = Message("Montrée", "المعروضة", "Shown")
MADE_NOW: Final = Message("Refaite", "المعادة", "Made again")

DATABASE_ADDRESS: Final = Message(
    "JISR_DATABASE_URL n’est l’adresse ni d’un fichier SQLite ni d’une base PostgreSQL.",
    "JISR_DATABASE_URL ليس عنوان ملف SQLite ولا قاعدة PostgreSQL.",
    "JISR_DATABASE_URL is neither the address of a SQLite file nor of a PostgreSQL database.",
)
SETTINGS_IN_EFFECT: Final = Message(
    "Réglages en vigueur", "الإعدادات المعمول بها", "Settings in effect"
)
VARIABLE_OF: Final = Message("Variable", "المتغير", "Variable")
VALUE: Final = Message("Valeur", "القيمة", "Value")
SUBJECT: Final = Message("Sujet", "الموضوع", "Subject")
STATE: Final = Message("État", "الحالة", "State")
FOUND: Final = Message("Constaté", "الملاحظ", "Found")
WHAT_TO_DO: Final = Message("Que faire", "ما العمل", "What to do")
HEALTHY: Final = Message("Rien ne manque.", "لا ينقص شيء.", "Nothing is missing.")
UNHEALTHY: Final = Message(
    "Le service ne peut pas répondre tant que ce qui manque n’est pas réglé.",
    "لا يمكن للخدمة أن تجيب قبل معالجة ما ينقص.",
    "The service cannot answer until what is missing is put right.",
)

SUBJECTS: Final = {
    "setting": Message("Réglage", "الإعداد", "Setting"),
    "variable": Message("Variable", "المتغير", "Variable"),
    "python": Message("Python", "بايثون", "Python"),
    "packages": Message("Paquets", "الحزم", "Packages"),
    "encoder": Message("Encodeur", "المرمّز", "Encoder"),
    "release": Message("Version du moteur", "نسخة المحرك", "Release"),
    "database": Message("Base de données", "قاعدة البيانات", "Database"),
    "records": Message("Fiches", "البطاقات", "Records"),
    "disk": Message("Disque", "القرص", "Disk"),
    "port": Message("Port", "المنفذ", "Port"),
}
STATES: Final = {
    "ok": Message("en ordre", "سليم", "ok"),
    "look": Message("à regarder", "يستحق النظر", "look"),
    "missing": Message("manque", "ناقص", "missing"),
}
ADVICE: Final = {
    "variable-unread": Message(
        "Aucun réglage ne porte ce nom : faute de frappe ?",
        "لا يوجد إعداد بهذا الاسم: خطأ في الكتابة؟",
        "No setting has this name: a typing mistake?",
    ),
    "python-too-old": Message(
        "Installez Python 3.11 ou plus récent, puis refaites l’environnement.",
        "ثبّتوا بايثون 3.11 أو أحدث ثم أعيدوا إنشاء البيئة.",
        "Install Python 3.11 or later, then make the environment again.",
    ),
    "package-missing": Message(
        "Relancez « make run », qui installe ce qui manque.",
        "أعيدوا تشغيل « make run » لتثبيت ما ينقص.",
        "Run “make run” again; it installs what is missing.",
    ),
    "package-other-version": Message(
        "Une autre version que celle qui a été essayée (entre parenthèses).",
        "نسخة مختلفة عن التي تم تجريبها (بين قوسين).",
        "Another version than the one that was tried (in brackets).",
    ),
    "package-for-gpu": Message(
        "Gigaoctets inutiles : refaites l’environnement avec la version processeur de PyTorch.",
        "حجم كبير بلا فائدة: أعيدوا إنشاء البيئة بنسخة PyTorch الخاصة بالمعالج.",
        "Gigabytes of no use: make the environment again with PyTorch for processors.",
    ),
    "no-records": Message(
        "Importez des fichiers (« jisr import »), ou des données inventées (« jisr demo »).",
        "استوردوا ملفات (« jisr import ») أو بيانات مختلقة (« jisr demo »).",
        "Import files (“jisr import”), or invented data (“jisr demo”).",
    ),
    "disk-nearly-full": Message(
        "Libérez de la place, ou changez JISR_DATA_DIR.",
        "وفروا مساحة أو غيّروا JISR_DATA_DIR.",
        "Free some room, or change JISR_DATA_DIR.",
    ),
    "port-in-use": Message(
        "Normal si le service tourne ; sinon un autre programme l’occupe : changez JISR_PORT.",
        "أمر عادي إذا كانت الخدمة مشغلة؛ وإلا فبرنامج آخر يستعمله: غيّروا JISR_PORT.",
        "Normal while the service runs; otherwise another program has it: change JISR_PORT.",
    ),
    "database-address-unreadable": DATABASE_ADDRESS,
}
