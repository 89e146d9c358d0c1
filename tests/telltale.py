"""Words that reveal a past, in French, Arabic, English and Darija; read by tests, used by nothing.

Written apart from what the product removes: a list that was taken from it would only prove that it
does what it does.
"""

import re
import unicodedata
from typing import Final

_MARKS: Final = {"Mn", "Cf", "Lm"}
_LETTERS: Final = str.maketrans("أإآٱىةؤئگڭڤپچ", "اااايهويكغفبج")

_BEGIN: Final = """
prison emprison imprison peniten carcer incarcer detenu codetenu exdetenu detention
detain detainee jail gaol inmate cellmate convict exconvict condamn sentenc libere liberation
liberable liberatoire releas parolee probation recidiv reoffend offend offenc offense crime crimin
delit delict delinqu felon infraction casier judiciair judicial tribunal correctionnel correctional
ecrou maton geolier geole taule taulard bagn zonzon cachot mitard parloir custod remand reclus
gracie amnisti pardon penal sortant reinser reintegrat moussala mousala musala postcarcer
oukacha ukacha okacha toulal tolal bourkaiz boulmharez larjat laarjat arjat elarjat outita
7abs 7ebs l7abs l7ebs lhabs lhebs habs hebs m7bous m7bos mhbous mehbous sjin ssjin ssjen sjen
mo3taqal mou3taqal kharj khrej khraj
"""
"""A word that begins so; inflections follow."""
_WHOLE: Final = """
peine peines juge juges judge judges spr capc dgapr dapr paroled trafiquant escroc voleur voleuse
meurtre assassin evasion evade evadee
"""
_PHRASES: Final = tuple(
    re.compile(rf"\b{one}\b")
    for one in (
        r"maisons? d.?arret",
        r"maisons? centrales?",
        r"garde a vue",
        r"levee d.?\w+",
        r"bracelets? electroniques?",
        r"grace royale",
        r"royal pardon",
        r"behind bars",
        r"(?:served|serving|doing|did) time",
        r"ain borja",
        r"moul el bergui",
        r"fin de (?:ma |sa )?peine",
        r"purg\w+ (?:sa|ma|une) ",
        r"police records?",
        r"(?:sorti|sortie|sortis|sorties|out|freed) (?:de|du|d|from|of) (?:prison|oukacha|jail)",
    )
)
_ARABIC_BEGIN: Final = """
سجن سجون سجين سجنا سجني مسجون مساجين حبس حبوس محبوس محابس معتقل اعتقال نزيل نزلا زنزان زنازن
اصلاحي افراج مفرج سراح جريم جراي مجرم اجرام محكوم ادان مدان عقوب عقاب سوابق عفو جنح جناي توقيف
موقوف عدليه قضاييه محكم محاكم ادماج مندوبيه مصالحه عكاش مخدرات هارب سجان
"""
_CLITICS: Final = re.compile(r"^[وفبلك]{0,2}(?:ال|لل)?")


def tells(text: str) -> list[str]:
    """The words of a text that reveal a past, as they were found; none is what is wanted."""
    plain = _plain(text)
    words = re.findall(r"[^\W_]+", plain)
    return [
        *(word for word in words if _is_telling(word)),
        *(match[0] for phrase in _PHRASES for match in phrase.finditer(plain)),
    ]


def _is_telling(word: str) -> bool:
    if "\u0600" <= word[0] <= "\u06ff":
        bare = {word, _CLITICS.sub("", word), word.lstrip("وفبلك")}
        return any(one.startswith(tuple(_ARABIC_BEGIN.split())) for one in bare)
    return word in _WHOLE.split() or word.startswith(tuple(_BEGIN.split()))


def _plain(text: str) -> str:
    """Lower case, without accents, vowel signs, stretched letters or invisible signs."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in apart if unicodedata.category(sign) not in _MARKS)
    return kept.translate(_LETTERS)
