"""What the command line says of accounts, and of those of the demonstration."""

from typing import Final

from service.wording.languages import Message

CREATED: Final = Message(
    "Compte « {login} » créé. Son premier mot de passe ne sera plus jamais affiché :",
    "تم إنشاء الحساب « {login} ». كلمة السر الأولى لن تُعرض مرة أخرى:",
    "Account “{login}” made. Its first password will never be shown again:",
)
RESET: Final = Message(
    "Nouveau premier mot de passe de « {login} », affiché une seule fois :",
    "كلمة سر أولى جديدة للحساب « {login} »، تُعرض مرة واحدة:",
    "New first password of “{login}”, shown only once:",
)
CLOSED: Final = Message(
    "Compte « {login} » fermé ; ses sessions sont terminées.",
    "تم إغلاق الحساب « {login} » وإنهاء جلساته.",
    "Account “{login}” is closed; its sessions have ended.",
)
OPENED: Final = Message(
    "Compte « {login} » rouvert.", "تم فتح الحساب « {login} ».", "Account “{login}” is open again."
)
NO_ACCOUNT: Final = Message(
    "Aucun compte ; « jisr account create » en crée un.",
    "لا يوجد أي حساب؛ الأمر « jisr account create » ينشئ واحدا.",
    "There is no account; “jisr account create” makes one.",
)
UNKNOWN: Final = Message(
    "Aucun compte ne porte cet identifiant ; « jisr account list » les montre tous.",
    "لا يوجد حساب بهذا الاسم؛ الأمر « jisr account list » يعرض كل الحسابات.",
    "No account has that user name; “jisr account list” shows them all.",
)
LINKED: Final = Message(
    "Le compte « {login} » s’ouvre désormais aussi par {issuer}.",
    "يمكن الآن الدخول إلى الحساب « {login} » عبر {issuer} أيضا.",
    "Account “{login}” can now be entered through {issuer} too.",
)
UNLINKED: Final = Message(
    "Le compte « {login} » n’est plus relié à un autre service ; ses sessions sont terminées.",
    "لم يعد الحساب « {login} » مرتبطا بخدمة أخرى؛ تم إنهاء جلساته.",
    "Account “{login}” is no longer linked to another service; its sessions have ended.",
)
NOT_LINKED: Final = Message(
    "Le compte « {login} » n’était relié à aucun autre service.",
    "لم يكن الحساب « {login} » مرتبطا بأي خدمة أخرى.",
    "Account “{login}” was linked to no other service.",
)
NO_PROVIDER: Final = Message(
    "Aucun service d’identification n’est réglé : donnez --issuer, ou JISR_OIDC_ISSUER.",
    "لم يتم ضبط أي خدمة للتعرف على الأشخاص: أعطوا --issuer أو JISR_OIDC_ISSUER.",
    "No provider is configured: give --issuer, or JISR_OIDC_ISSUER.",
)
LOGIN: Final = Message("Identifiant", "اسم المستخدم", "User name")
STATE: Final = Message("État", "الحالة", "State")
STATE_OPEN: Final = Message("ouvert", "مفتوح", "open")
STATE_CLOSED: Final = Message("fermé", "مغلق", "closed")
STATE_NEW: Final = Message("mot de passe à choisir", "كلمة السر لم تُختر بعد", "password to choose")
PASSWORD: Final = Message("Mot de passe", "كلمة السر", "Password")
DEMO_PAGES: Final = Message(
    "Pages : {address}, avec l’un de ces comptes :",
    "الصفحات: {address}، بأحد هذه الحسابات:",
    "Pages: {address}, with one of these accounts:",
)
