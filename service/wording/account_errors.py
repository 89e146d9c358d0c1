"""Wording of what goes wrong between a person and their account."""

from collections.abc import Mapping
from typing import Final

from service.wording.languages import Message
from service.wording.templates import ErrorText

ACCOUNT_ERRORS: Final[Mapping[str, ErrorText]] = {
    "wrong-credentials": ErrorText(
        Message(
            "Identifiant ou mot de passe incorrect",
            "اسم المستخدم أو كلمة السر غير صحيحة",
            "Wrong user name or password",
        ),
        Message(
            "Vérifiez les deux, puis réessayez. Après plusieurs essais, le compte se ferme.",
            "تحققوا منهما ثم أعيدوا المحاولة. بعد عدة محاولات يغلق الحساب لبعض الوقت.",
            "Check both, then try again. After several tries the account closes for a while.",
        ),
    ),
    "account-locked": ErrorText(
        Message("Compte fermé pour un moment", "الحساب مغلق مؤقتا", "Account closed for a while"),
        Message(
            "Trop d’essais manqués. Réessayez dans {minutes} minutes, ou demandez à"
            " l’administrateur de le rouvrir.",
            "محاولات فاشلة كثيرة. أعيدوا المحاولة بعد {minutes} دقيقة، أو اطلبوا من مسؤول"
            " النظام فتحه.",
            "Too many wrong tries. Try again in {minutes} minutes, or ask the administrator to"
            " open it.",
        ),
    ),
    "session-expired": ErrorText(
        Message("Reconnectez-vous", "سجلوا الدخول من جديد", "Sign in again"),
        Message(
            "Votre session est terminée. Ce que vous aviez écrit est gardé le temps de vous"
            " reconnecter.",
            "انتهت جلستكم. ما كتبتموه محفوظ إلى أن تسجلوا الدخول من جديد.",
            "Your session has ended. What you had written is kept while you sign in again.",
        ),
    ),
    "password-must-change": ErrorText(
        Message(
            "Choisissez d’abord votre mot de passe",
            "اختاروا أولا كلمة السر الخاصة بكم",
            "Choose your own password first",
        ),
        Message(
            "Le premier mot de passe n’ouvre que la page qui le change.",
            "كلمة السر الأولى لا تفتح إلا صفحة تغييرها.",
            "The first password opens only the page that changes it.",
        ),
    ),
    "password-too-weak": ErrorText(
        Message("Mot de passe trop simple", "كلمة سر ضعيفة", "Password too simple"),
        Message(
            "Prenez au moins {least} caractères variés, sans votre identifiant ; quatre mots sans"
            " rapport conviennent bien.",
            "استعملوا {least} حرفا متنوعا على الأقل دون اسم المستخدم؛ أربع كلمات لا علاقة بينها"
            " تكفي.",
            "Use at least {least} varied characters, without your user name; four unrelated words"
            " do well.",
        ),
    ),
    "bad-login": ErrorText(
        Message("Identifiant impossible", "اسم مستخدم غير صالح", "Impossible user name"),
        Message(
            "Un identifiant a 3 à 40 lettres sans accent, chiffres, points, tirets ou soulignés.",
            "يتكون اسم المستخدم من 3 إلى 40 حرفا لاتينيا دون علامات أو أرقام أو نقط أو شرطات.",
            "A user name has 3 to 40 plain letters, digits, points, dashes or underscores.",
        ),
    ),
    "login-taken": ErrorText(
        Message("Identifiant déjà pris", "اسم المستخدم مستعمل", "User name already taken"),
        Message(
            "Un autre compte porte cet identifiant. Choisissez-en un autre.",
            "حساب آخر يحمل هذا الاسم. اختاروا اسما آخر.",
            "Another account has that user name. Choose another one.",
        ),
    ),
    "no-such-account": ErrorText(
        Message("Compte introuvable", "الحساب غير موجود", "No such account"),
        Message(
            "Ce compte n’existe pas, ou plus. Revenez à la liste des comptes.",
            "هذا الحساب غير موجود. عودوا إلى لائحة الحسابات.",
            "There is no such account any more. Go back to the list of accounts.",
        ),
    ),
    "form-not-ours": ErrorText(
        Message("Formulaire périmé", "استمارة غير صالحة", "Form out of date"),
        Message(
            "Rechargez la page, puis envoyez de nouveau. Rien n’a été changé.",
            "أعيدوا تحميل الصفحة ثم أرسلوا من جديد. لم يتغير شيء.",
            "Load the page again, then send again. Nothing was changed.",
        ),
    ),
    "no-such-page": ErrorText(
        Message("Page introuvable", "الصفحة غير موجودة", "No such page"),
        Message(
            "Il n’y a rien à cette adresse. Revenez à l’accueil et passez par le menu.",
            "لا يوجد شيء في هذا العنوان. عودوا إلى الصفحة الأولى واستعملوا القائمة.",
            "There is nothing at this address. Go back to the first page and use the menu.",
        ),
    ),
}
