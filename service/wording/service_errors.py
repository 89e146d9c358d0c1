"""Wording of errors that the service or its operator must mend."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Message
from service.wording.templates import ErrorText

SERVICE_ERRORS: Final[Mapping[str, ErrorText]] = {
    "matching-error": ErrorText(
        Message("Erreur de notre part", "خطأ من جانبنا", "An error on our side"),
        Message(
            "Rien n’a été perdu. Réessayez ; si cela se répète, signalez le numéro de la demande.",
            "لم يضع أي شيء. أعيدوا المحاولة، وإذا تكرر الخطأ فأبلغوا برقم الطلب.",
            "Nothing was lost. Try again; if it happens again, report the number of the request.",
        ),
    ),
    "not-ready": ErrorText(
        Message("Pas encore prêt", "الخدمة غير جاهزة بعد", "Not ready yet"),
        Message(
            "Le service se prépare. Réessayez dans quelques secondes.",
            "الخدمة قيد التحضير. أعيدوا المحاولة بعد ثوان.",
            "The service is getting ready. Try again in a few seconds.",
        ),
    ),
    "no-release": ErrorText(
        Message("Aucune version du moteur", "لا توجد نسخة من المحرك", "No release"),
        Message(
            "Aucune version du moteur n’est installée. Lancez « jisr doctor ».",
            "لم يتم تثبيت أي نسخة من المحرك. شغّلوا « jisr doctor ».",
            "No release is installed. Run “jisr doctor”.",
        ),
    ),
    "release-mismatch": ErrorText(
        Message(
            "Version du moteur incompatible", "نسخة المحرك غير متوافقة", "The release does not fit"
        ),
        Message(
            "Cette version du moteur ne va pas avec ce programme. L’ancienne reste en service.",
            "هذه النسخة لا تتوافق مع هذا البرنامج. تبقى النسخة السابقة في الخدمة.",
            "This release does not go with this program. The former one stays in service.",
        ),
    ),
    "index-building": ErrorText(
        Message("Index en préparation", "الفهرس قيد الإعداد", "The index is being built"),
        Message(
            "L’index des propositions se prépare. Réessayez dans quelques secondes.",
            "فهرس العروض قيد الإعداد. أعيدوا المحاولة بعد ثوان.",
            "The index of opportunities is being built. Try again in a few seconds.",
        ),
    ),
    "encoder-missing": ErrorText(
        Message("Encodeur absent", "المرمّز غير موجود", "The encoder is missing"),
        Message(
            "Préparez-le avec « jisr prepare ».",
            "قوموا بإعداده بالأمر « jisr prepare ».",
            "Prepare it with “jisr prepare”.",
        ),
    ),
    "encoder-damaged": ErrorText(
        Message("Encodeur abîmé", "المرمّز تالف", "The encoder is damaged"),
        Message(
            "Ses fichiers ne sont plus ceux qui ont été préparés. Relancez « jisr prepare ».",
            "ملفاته لم تعد كما تم إعدادها. أعيدوا تشغيل « jisr prepare ».",
            "Its files are no longer those that were prepared. Run “jisr prepare” again.",
        ),
    ),
    "curves-damaged": ErrorText(
        Message(
            "Classement appris endommagé", "الترتيب المتعلَّم تالف", "The learned ranking is damaged"
        ),
        Message(
            "Le fichier du classement de cette version du moteur est illisible. Publiez-la de"
            " nouveau.",
            "ملف الترتيب في هذه النسخة من المحرك غير مقروء. انشروها من جديد.",
            "The file with the ranking of this release cannot be read. Publish it again.",
        ),
    ),
    "shadow-other-encoder": ErrorText(
        Message("Encodeur différent", "مرمّز مختلف", "Another encoder"),
        Message(
            "Cette version du moteur lit d’autres vecteurs que celle en service : elle ne peut pas"
            " classer à côté.",
            "تقرأ هذه النسخة من المحرك متجهات غير التي تقرؤها النسخة المستعملة، فلا يمكنها الترتيب"
            " إلى جانبها.",
            "This release reads other vectors than the one in use, and cannot rank beside it.",
        ),
    ),
    "encoder-not-prepared": ErrorText(
        Message(
            "Encodeur de la nouvelle version non préparé",
            "مرمّز النسخة الجديدة غير معدّ",
            "The encoder of the new release is not prepared",
        ),
        Message(
            "L’ancienne version reste en service. Lancez « jisr prepare » : la nouvelle prend le"
            " relais dès que son encodeur est prêt.",
            "تبقى النسخة السابقة في الخدمة. شغّلوا « jisr prepare »: تحل الجديدة محلها حالما يصبح"
            " مرمّزها جاهزا.",
            "The former release stays in service. Run “jisr prepare”: the new one takes over as"
            " soon as its encoder is ready.",
        ),
    ),
    "registry-damaged": ErrorText(
        Message("Registre des versions abîmé", "سجل النسخ تالف", "The registry is damaged"),
        Message(
            "Le registre des versions est illisible. La version en service y reste ; restaurez"
            " le dossier JISR_REGISTRY_DIR.",
            "تتعذر قراءة سجل النسخ. تبقى النسخة الحالية في الخدمة؛ استرجعوا المجلد"
            " JISR_REGISTRY_DIR.",
            "The registry of releases cannot be read. The release in service stays; restore the"
            " folder JISR_REGISTRY_DIR.",
        ),
    ),
    "registry-busy": ErrorText(
        Message("Registre occupé", "السجل مشغول", "The registry is busy"),
        Message(
            "Une autre commande modifie le registre des versions. Réessayez dans une minute.",
            "أمر آخر يعدل سجل النسخ. أعيدوا المحاولة بعد دقيقة.",
            "Another command is changing the registry of releases. Try again in a minute.",
        ),
    ),
    "registry-library-missing": ErrorText(
        Message("MLflow n’est pas installé", "MLflow غير مثبت", "MLflow is not installed"),
        Message(
            "Le registre des versions en a besoin : installez « mlflow-skinny ». Le service, lui,"
            " s’en passe.",
            "يحتاجه سجل النسخ: ثبّتوا « mlflow-skinny ». أما الخدمة فلا تحتاجه.",
            "The registry of releases needs it: install “mlflow-skinny”. Serving does without.",
        ),
    ),
    "no-such-version": ErrorText(
        Message("Version inconnue", "نسخة غير معروفة", "Unknown release"),
        Message(
            "Le registre n’a pas de version {version}. « jisr release list » les énumère.",
            "لا توجد في السجل نسخة {version}. الأمر « jisr release list » يعرض النسخ.",
            "The registry has no release {version}. “jisr release list” lists them.",
        ),
    ),
    "release-id-taken": ErrorText(
        Message(
            "Nom de version déjà pris", "اسم النسخة مستعمل", "The name of the release is taken"
        ),
        Message(
            "Une autre version s’appelle déjà {release_id} (n° {version}). Donnez un autre nom.",
            "توجد نسخة أخرى باسم {release_id} (رقم {version}). اختاروا اسما آخر.",
            "Another release is called {release_id} already (number {version}). Choose another"
            " name.",
        ),
    ),
    "nothing-to-roll-back": ErrorText(
        Message("Aucun retour possible", "لا يمكن الرجوع", "Nothing to go back to"),
        Message(
            "Aucune autre version n’était en service avant celle-ci.",
            "لم تكن أي نسخة أخرى في الخدمة قبل هذه.",
            "No other release was in service before this one.",
        ),
    ),
    "database-missing": ErrorText(
        Message("Base de données absente", "قاعدة البيانات غير موجودة", "The database is missing"),
        Message(
            "Créez-la avec « jisr migrate ».",
            "أنشئوها بالأمر « jisr migrate ».",
            "Create it with “jisr migrate”.",
        ),
    ),
    "database-damaged": ErrorText(
        Message("Base de données abîmée", "قاعدة البيانات تالفة", "The database is damaged"),
        Message(
            "Restaurez la dernière sauvegarde.",
            "استرجعوا آخر نسخة احتياطية.",
            "Restore the last backup.",
        ),
    ),
    "database-outdated": ErrorText(
        Message(
            "Base de données à mettre à jour",
            "يجب تحديث قاعدة البيانات",
            "The database is outdated",
        ),
        Message(
            "Lancez « jisr migrate », puis redémarrez.",
            "شغّلوا « jisr migrate » ثم أعيدوا التشغيل.",
            "Run “jisr migrate”, then start again.",
        ),
    ),
    "database-busy": ErrorText(
        Message("Base de données occupée", "قاعدة البيانات مشغولة", "The database is busy"),
        Message(
            "Une autre écriture dure trop longtemps. Réessayez dans quelques secondes.",
            "عملية كتابة أخرى تستغرق وقتا طويلا. أعيدوا المحاولة بعد ثوان.",
            "Another write takes too long. Try again in a few seconds.",
        ),
    ),
    "encoder-unavailable": ErrorText(
        Message("Encodeur introuvable", "المرمّز غير متاح", "The encoder is not available"),
        Message(
            "Le dossier ou le modèle nommé par JISR_ENCODER n’a pas pu être lu.",
            "تعذرت قراءة المجلد أو النموذج المذكور في JISR_ENCODER.",
            "The folder or model named by JISR_ENCODER could not be read.",
        ),
    ),
    "encoder-base-missing": ErrorText(
        Message("Poids de base absents", "أوزان النموذج غير موجودة", "Base weights are missing"),
        Message(
            "Installez les dépendances de préparation, puis lancez « jisr prepare ».",
            "ثبّتوا متطلبات الإعداد ثم شغّلوا « jisr prepare ».",
            "Install what preparing needs, then run “jisr prepare”.",
        ),
    ),
    "encoder-base-damaged": ErrorText(
        Message("Poids de base abîmés", "أوزان النموذج تالفة", "Base weights are damaged"),
        Message(
            "Réinstallez les dépendances de préparation, puis lancez « jisr prepare ».",
            "أعيدوا تثبيت متطلبات الإعداد ثم شغّلوا « jisr prepare ».",
            "Install what preparing needs again, then run “jisr prepare”.",
        ),
    ),
    "learned-damaged": ErrorText(
        Message("Partie apprise abîmée", "الجزء المتعلَّم تالف", "The learned part is damaged"),
        Message(
            "Ce que l’entraînement a changé dans l’encodeur est illisible. Réinstallez la version.",
            "تتعذر قراءة ما غيّره التدريب في المرمّز. أعيدوا تثبيت النسخة.",
            "What training changed in the encoder cannot be read. Install the release again.",
        ),
    ),
    "examples-damaged": ErrorText(
        Message(
            "Exemples de métiers abîmés", "أمثلة المهن تالفة", "The examples of trades are damaged"
        ),
        Message(
            "Les exemples qui reconnaissent les métiers sont illisibles. Réinstallez la version.",
            "تتعذر قراءة الأمثلة التي تُعرف بها المهن. أعيدوا تثبيت النسخة.",
            "The examples that tell trades apart cannot be read. Install the release again.",
        ),
    ),
    "learned-for-another-base": ErrorText(
        Message(
            "Partie apprise d’un autre encodeur",
            "الجزء المتعلَّم يخص مرمّزا آخر",
            "A learned part of another encoder",
        ),
        Message(
            "Elle n’a pas été apprise à partir des poids installés. Réinstallez la version.",
            "لم يتم تعلمه انطلاقا من الأوزان المثبتة. أعيدوا تثبيت النسخة.",
            "It was not learned from the weights installed here. Install the release again.",
        ),
    ),
    "learned-not-only-layers": ErrorText(
        Message(
            "Ces deux modèles diffèrent trop",
            "هذان النموذجان مختلفان جدا",
            "These two models differ too much",
        ),
        Message(
            "Seules les couches peuvent changer, pas le vocabulaire. Repartez du modèle de base.",
            "يمكن أن تتغير الطبقات فقط، لا المفردات. أعيدوا التدريب انطلاقا من النموذج الأساسي.",
            "Only the layers may change, not the vocabulary. Train from the base model again.",
        ),
    ),
    "centre-damaged": ErrorText(
        Message("Version du moteur abîmée", "نسخة المحرك تالفة", "The release is damaged"),
        Message(
            "Le vecteur moyen de cette version manque ou a changé. Réinstallez-la.",
            "المتجه المتوسط لهذه النسخة مفقود أو تغير. أعيدوا تثبيتها.",
            "The mean vector of this release is missing or has changed. Install it again.",
        ),
    ),
    "index-damaged": ErrorText(
        Message("Index abîmé", "الفهرس تالف", "The index is damaged"),
        Message(
            "Il est reconstruit à partir des fiches.",
            "تتم إعادة بنائه انطلاقا من البطاقات.",
            "It is being built again from the records.",
        ),
    ),
    "index-outdated": ErrorText(
        Message("Index dépassé", "الفهرس قديم", "The index is outdated"),
        Message(
            "Il est reconstruit à partir des fiches.",
            "تتم إعادة بنائه انطلاقا من البطاقات.",
            "It is being built again from the records.",
        ),
    ),
}
