"""What the command line says about releases and their registry."""

from typing import Final

from service.wording.languages import Message

PUBLISHED: Final = Message(
    "Version {release_id} conservée sous le numéro {version}. Mettez-la en service avec"
    " « jisr release promote {version} ».",
    "تم حفظ النسخة {release_id} برقم {version}. ضعوها في الخدمة بالأمر"
    " « jisr release promote {version} ».",
    "Release {release_id} is kept as number {version}. Put it into service with"
    " “jisr release promote {version}”.",
)
PROMOTED: Final = Message(
    "Version {release_id} (n° {version}) promue. Le service en marche la prend dès qu’il l’a"
    " vérifiée, sans interrompre de demande.",
    "تمت ترقية النسخة {release_id} (رقم {version}). تعتمدها الخدمة المشغلة بعد التحقق منها، دون"
    " قطع أي طلب.",
    "Release {release_id} (number {version}) promoted. The running service takes it once it has"
    " checked it, without interrupting a request.",
)
ROLLED_BACK: Final = Message(
    "Retour à la version {release_id} (n° {version}).",
    "تمت العودة إلى النسخة {release_id} (رقم {version}).",
    "Back to release {release_id} (number {version}).",
)
RELEASE_DIR_WINS: Final = Message(
    "JISR_RELEASE_DIR est réglé : le service suit ce dossier, et non le registre.",
    "الإعداد JISR_RELEASE_DIR محدد: تتبع الخدمة هذا المجلد لا السجل.",
    "JISR_RELEASE_DIR is set: the service follows that folder, not the registry.",
)
PREPARE_FIRST: Final = Message(
    "L’encodeur de cette version n’est pas préparé : lancez « jisr prepare --release {name} »,"
    " puis recommencez.",
    "مرمّز هذه النسخة غير معدّ: شغّلوا « jisr prepare --release {name} » ثم أعيدوا المحاولة.",
    "The encoder of this release is not prepared: run “jisr prepare --release {name}”, then try"
    " again.",
)
PART_AT_FAULT: Final = Message("En cause : {what}.", "الجزء المعني: {what}.", "At fault: {what}.")
NONE_PUBLISHED: Final = Message(
    "Le registre est vide : le service utilise la version livrée avec le programme.",
    "السجل فارغ: تستعمل الخدمة النسخة المرفقة بالبرنامج.",
    "The registry is empty: the service uses the release that ships with the program.",
)
NONE_PROMOTED: Final = Message(
    "Aucune version n’a été promue : le service utilise celle livrée avec le programme.",
    "لم تتم ترقية أي نسخة: تستعمل الخدمة النسخة المرفقة بالبرنامج.",
    "No release was promoted: the service uses the one that ships with the program.",
)
IN_SERVICE: Final = Message(
    "{release_id} (n° {version}), depuis le {day}, par {by}",
    "{release_id} (رقم {version})، منذ {day}، بواسطة {by}",
    "{release_id} (number {version}), since {day}, by {by}",
)

NUMBER: Final = Message("N°", "الرقم", "No.")
RELEASE: Final = Message("Version", "النسخة", "Release")
STATE: Final = Message("État", "الحالة", "State")
DAY: Final = Message("Date", "التاريخ", "Date")
BY: Final = Message("Par", "بواسطة", "By")
DONE: Final = Message("Action", "الإجراء", "Action")

STATES: Final = {
    "current": Message("en service", "في الخدمة", "in service"),
    "previous": Message("en service avant", "كانت في الخدمة", "in service before"),
    "published": Message("conservée", "محفوظة", "kept"),
}
VERBS: Final = {
    "publish": Message("publiée", "نُشرت", "published"),
    "promote": Message("promue", "رُقيت", "promoted"),
    "roll-back": Message("remise en service", "أُعيدت إلى الخدمة", "put back into service"),
}
