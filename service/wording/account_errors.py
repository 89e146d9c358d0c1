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
    "provider-unreachable": ErrorText(
        Message(
            "L’autre service ne répond pas",
            "الخدمة الأخرى لا تستجيب",
            "The other service does not answer",
        ),
        Message(
            "Réessayez dans quelques minutes, ou connectez-vous avec votre mot de passe de Jisr."
            " Si cela dure, prévenez l’administrateur.",
            "أعيدوا المحاولة بعد بضع دقائق، أو سجلوا الدخول بكلمة سر جسر. إذا استمر ذلك، أخبروا"
            " مسؤول النظام.",
            "Try again in a few minutes, or sign in with your password of Jisr. If it lasts, tell"
            " the administrator.",
        ),
    ),
    "identity-not-proven": ErrorText(
        Message(
            "Votre identité n’a pas été confirmée",
            "لم يتم تأكيد هويتكم",
            "Your identity was not confirmed",
        ),
        Message(
            "L’autre service a refusé, ou sa réponse n’est pas valable. Recommencez ; si cela se"
            " répète, prévenez l’administrateur.",
            "رفضت الخدمة الأخرى، أو أن جوابها غير صالح. أعيدوا المحاولة؛ وإذا تكرر ذلك، أخبروا"
            " مسؤول النظام.",
            "The other service refused, or its answer does not hold. Try again; if it happens"
            " again, tell the administrator.",
        ),
    ),
    "sign-in-not-begun": ErrorText(
        Message("Connexion à reprendre", "يجب إعادة تسجيل الدخول", "Sign in once more"),
        Message(
            "Cette connexion a déjà servi, a duré trop longtemps ou n’a pas commencé dans ce"
            " navigateur. Recommencez d’ici.",
            "تم استعمال هذا الدخول من قبل، أو طالت مدته، أو لم يبدأ في هذا المتصفح. أعيدوا من هنا.",
            "This sign-in was used already, took too long or did not begin in this browser. Begin"
            " again from here.",
        ),
    ),
    "account-not-linked": ErrorText(
        Message(
            "Aucun compte n’est relié à vous",
            "لا يوجد حساب مرتبط بكم",
            "No account is linked to you",
        ),
        Message(
            "L’autre service vous a identifié, mais personne ici ne vous a encore donné de compte."
            " Demandez à l’administrateur de relier le vôtre.",
            "تعرفت عليكم الخدمة الأخرى، لكن لم يمنحكم أحد حسابا هنا بعد. اطلبوا من مسؤول النظام"
            " ربط حسابكم.",
            "The other service identified you, but nobody here has given you an account yet. Ask"
            " the administrator to link yours.",
        ),
    ),
    "account-closed": ErrorText(
        Message("Compte fermé", "الحساب مغلق", "Account closed"),
        Message(
            "L’administrateur a fermé votre compte. Lui seul peut le rouvrir.",
            "أغلق مسؤول النظام حسابكم. هو وحده من يمكنه فتحه.",
            "The administrator closed your account. Only they can open it again.",
        ),
    ),
    "link-taken": ErrorText(
        Message("Lien déjà pris", "الربط مستعمل", "Link already taken"),
        Message(
            "Cette identité est reliée à un autre compte, ou ce compte à une autre identité."
            " Défaites d’abord l’ancien lien.",
            "هذه الهوية مرتبطة بحساب آخر، أو هذا الحساب بهوية أخرى. أزيلوا الربط القديم أولا.",
            "That identity is linked to another account, or this account to another identity."
            " Undo the old link first.",
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
