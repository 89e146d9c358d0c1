"""Words after which a text stays with us: wider than what is taken out of texts that are kept.

`scrub` cuts what would reveal a past out of a sentence and leaves the trade. Before a company reads
somebody's words that is not careful enough: here one root is enough, even where it is innocent,
and the whole statement is left out. Roots are of folded text (see `shadows.py`).
"""

import re
from typing import Final

from service.intake.shadows import shadow_of

_LATIN: Final = (
    # places, and people in them
    r"prison\w*|emprison\w*|imprison\w*|peniten[ct]i\w*|carcera\w*|incarcer\w*|jail\w*|gaol\w*|inmates?|"
    r"detenue?s?|co-?detenue?s?|detention\w*|detain\w*|bagne|bagnards?|taule|taulards?|zonzon|ecrou\w*|"
    r"reclus\w*|parloirs?|mitard|cachots?|geol(?:es?|iers?)|matons?|penal\w*|custod(?:y|ial)|borstal|remand\w*|"
    r"maisons?\s+(?:d'arret|centrales?)|garde\s+a\s+vue|behind\s+bars|correction(?:al|nel)\w*|"
    # leaving them
    r"liberation\w*|liber(?:e|ee|es|ees|able|ables)|ex-?liber\w*|releas\w*|on\s+parole|paroled|parolees?|parole\s+officer|probation\w*|"
    r"bracelet\s+electronique|electronic\s+tag\w*|graci\w*|grace\s+royale|amnisti\w*|pardon\w*|"
    r"levee\s+d'\w+|sortante?s?|re-?insertion|re-?insere\w*|re-?integrat\w*|re-?entry|"
    r"post-?carcer\w*|moussalah?a|mousalaha|musalaha|dgapr|capc|spr|"
    # what came before
    r"condamn\w*|convict\w*|sentenc\w*|peines?|recidiv\w*|re-?offen\w*|offend\w*|offences?|"
    r"offenses?|delits?|delictu\w*|delinqu\w*|crimes?|criminel\w*|criminal\w*|felon\w*|infractions?|"
    r"judiciaires?|casiers?|tribuna\w*|juges?|judge[sd]?|inculp\w*|mise\s+en\s+examen|escroc\w*|"
    r"stupefiants?|trafiquant\w*|evasions?|evadee?s?|served\s+time|doing\s+time|police\s+record|"
    # establishments
    r"oukacha|ukacha|okacha|ain\s+borja|toulal|tolal|bourkaiz|boulmharez|arjate?|laarjate?|outita|"
    r"moul\s+el\s+bergui|ali\s+moumen|"
    # Darija in Latin letters
    r"l?7[ae]?bs|l?h[ae]bs|m[ae]?[7h]bou?s\w*|s+j[ie]?n|l?7ebs|mohakama|3o[9q]ouba|l?mo3taqal\w*"
)
_PREFIX: Final = r"(?<!\w)[وفبلك]{0,2}(?:ال|لل|ل)?"
_ARABIC: Final = (
    r"(?:(?:م)?سج[نوي]\w*|سجنا\w*|مساجين|(?:م)?حبو?س\w*|(?:م)?عتقل\w*|اعتقال\w*|نزيل\w*|نزلا\w*|"
    r"زنزان\w*|زنازين|اصلاحي\w*|(?:م)?فرج\s+عن\w*|افراج\w*|الافراج\w*|سراح\w*|موقوف\w*|توقيف\w*|"
    r"جريم\w*|جرائم|جرايم|(?:م)?جرم\w*|اجرام\w*|جناي\w*|جنح\w*|جنا[هت]\w*|محكوم\w*|ادان[هت]\w*|"
    r"مدان\w*|عقوب\w*|سوابق|عفو|عدلي\w*|قضا[ئي]ي\w*|محكم[هت]\w*|محاكم\w*|ادماج\w*|مندوبي\w*|مصالح[هت]|"
    r"عكاش[هة]|عود\s+الي|مخدرات|تهريب|هارب\w*)"
)
_TELLING: Final = re.compile(rf"\b(?:{_LATIN})\b|{_PREFIX}{_ARABIC}")


def hints_at_a_past(text: str) -> bool:
    """Whether a text holds a root, in French, Arabic, English or Darija, that may reveal a past."""
    return _TELLING.search(shadow_of(text).plain) is not None
