"""What would reveal a past or an illness, as patterns over folded text (see `shadows.py`).

Each pattern takes the little words that would dangle without it ("à la", "de", "في"), and leaves
the trade: of "menuiserie apprise à l'atelier de la prison" only the prison goes.
"""

import re

_BEFORE = (
    r"(?:\b(?:a|au|aux|en|dans|de|du|des|la|le|les|un|une|mon|ma|sa|son|notre|cette|ce|chez|par|"
    r"depuis|pendant|durant|dans\s+le\s+cadre|f|fl|fel|mn|men|dial|dyal|in|inside|during|the|at|from|"
    r"of|my|a former|former)\s+|\b[dl]')*"
)
_TOWNS = (
    "oukacha|ain sebaa|ain borja|sale|kenitra|tanger|tetouan|fes|meknes|oujda|safi|settat|"
    "khouribga|agadir|ait melloul|marrakech|l?oudaya|boulmharez|tiflet|khemisset|toulal|tolal|"
    "bourkaiz|ras el ma|zaki|l?arjate?|laarjate?|el arjate?|el jadida|adir|beni mellal|taza|nador|"
    "zaio|"
    "berrechid|ben ?slimane|mohammedia|casablanca|casa|rabat|ouarzazate|inezgane|taroudant|tiznit|"
    "errachidia|khenifra|azilal|souk larbaa|sidi moussa|moul el bergui|(?:ain )?ali moumen|outita|"
    "romani|sidi slimane|sidi kacem|guercif|al hoceima|larache|asilah|chefchaouen|ouezzane|dakhla|"
    "laayoune|tan ?tan|essaouira|guelmim|smara|bouizakarne|figuig|tinghir|midelt|azrou"
)
_OF_TOWN = rf"(?:\s*,?\s+(?:de\s+la\s+|de\s+|a\s+|in\s+|of\s+)?|\s+d')(?:{_TOWNS})(?:\s*[123])?\b"
_KIND_OF_PRISON = (
    r"(?:\s+(?:locale?|centrale?|civile?|agricole|municipale|preventive|des?\s+(?:femmes|mineurs)|"
    r"pour\s+(?:femmes|mineurs)))*"
)
_PLACE = (
    r"(?:prisons?|maisons?\s+(?:d'arret|centrales?|carcerales?)|penitenciers?|bagne|taule|jail|"
    r"penitentiary|correctional\s+(?:facility|centre|center)|centre\s+de\s+(?:detention|reforme\b"
    r"(?:\s+et\s+d'education)?)|(?:centre|etablissement|complexe|quartier|milieu|univers|monde)s?\s+"
    r"(?:penitentiaires?|carcera(?:le?s?|ux)))" + _KIND_OF_PRISON + rf"\b(?:{_OF_TOWN})?"
)
_LEAVING = (
    r"(?:(?:je\s+viens\s+de|je\s+suis|j'ai\s+ete|apres\s+ma|apres\s+sa|avant\s+ma|depuis\s+ma|"
    r"a\s+ma|a\s+sa|des\s+ma|after|since)\s+)?(?:sorti(?:e|es|s|r)?|sortante?s?|liberee?s?|"
    r"liberation|released|release|out)\s+(?:de|du|des|from|of)\s+(?:la\s+|l'|the\s+)?"
)
_NOUN_FOLLOWS = r"\s+(?=(?:workshop|kitchen|library|garden|farm|laundry|bakery|school)\b)"
_WHEN = r"(?:\s+(?:en|le|in|depuis|since|on|il y a)\s+\d[\d/.-]*(?:\s+(?:ans?|mois))?)?"
_PENALTY = r"(?:\s+(?:a|de|for|of|pour)\s+\w+\s+(?:ans?|mois|years?|months?)(?:\s+ferme)?)?"
_REINSERTION = r"re-?insertion(?:\s+(?:socio-?professionnelle|sociale|professionnelle|et))*"

_FRENCH_AND_ENGLISH = (
    rf"\bprison{_NOUN_FOLLOWS}",
    rf"{_LEAVING}{_PLACE}{_WHEN}",
    rf"{_BEFORE}\b{_PLACE}(?!\s+(?:workshop|kitchen|library|garden|farm|laundry|bakery)\b)",
    rf"{_BEFORE}\b(?:detention(?!\s+d(?:'un|'animaux|e\s+(?:permis|carte|diplome)))"
    r"(?:\s+(?:provisoire|preventive))?|incarcerat?\w*|imprison\w*|"
    r"emprisonnements?|emprisonnee?s?|reclusion|parloirs?|cellule\s+disciplinaire)\b",
    r"\b(?:(?:je\s+suis\s+)?(?:un|une)\s+)?(?:(?:ex|anciens?|anciennes?|former)[\s-]+)?"
    r"(?:co)?(?:detenu|prisonnier|prisonniere|taulard|prisoner|inmate|detainee|convict|offender)"
    r"(?:\(e\))?e?s?\b",
    r"\bex[\s-]?(?:con|taulard|bagnard)s?\b",
    rf"{_BEFORE}\b(?:levee\s+d'ecrou|(?:(?:n\s?[°o]|no|numero)\s?\.?\s*)d'ecrou|"
    r"ecrou\s+(?:n\s?[°o]|no|numero))\s*:?\s*\d*",
    rf"{_BEFORE}\b(?:liberation|liberee?s?)\s+(?:conditionnelle|conditionnel|anticipee|"
    rf"sous\s+(?:condition|caution|controle)){_WHEN}",
    rf"{_BEFORE}\b(?:grace\s+royale|royal\s+pardon|bracelet\s+electronique|electronic\s+tag)\b",
    r"\b(?:(?:j'ai|il\s+a|elle\s+a|a|apres\s+avoir)\s+)?(?:purge[er]?|purgeant|served|serving)\s+"
    rf"(?:sa|ma|une|la|leur|his|her|my|a)\s+(?:peine|sentence){_PENALTY}",
    rf"{_BEFORE}\b(?:fin|amenagement|reduction|remise|execution|application)\s+d(?:e|es)\s+"
    rf"(?:(?:ma|sa|la)\s+)?peines?\b{_PENALTY}",
    rf"{_BEFORE}\bpeines?\s+(?:d'|de\s+|privatives?\s+de\s+)(?:liberte|prison|\d+\s+(?:ans?|mois)\b)",
    r"\b(?:(?:j'ai|il\s+a|elle\s+a)\s+ete\s+|was\s+|been\s+)(?:condamnee?s?|convicted|sentenced)\b"
    + _PENALTY,
    r"\b(?:condamnee?s?|sentenced)\s+(?:a|to)\s+\w+\s+(?:ans?|mois|years?|months?)\b(?:\s+ferme)?",
    rf"{_BEFORE}\bcondamnations?(?:\s+penales?)?\b",
    r"(?:\b(?:extraits?|copie|bulletin)\s+)?" + _BEFORE + r"\bcasiers?\s+judiciaires?"
    r"(?:\s+(?:vierge|propre|vide|n\s?[°o]?\s?3))?(?:\s+(?:exige|demande|requis|obligatoire)e?)?\b",
    rf"{_BEFORE}\b(?:criminal\s+record|recidiv\w+|reoffend\w*|garde\s+a\s+vue|delinquan\w+|"
    r"felon\w*|on\s+parole|parole\s+officer|on\s+probation(?!\s+period)|behind\s+bars)\b",
    rf"{_BEFORE}\b(?:trafic\s+de\s+(?:stupefiants|drogues?)|drug\s+dealing|delits?|"
    r"infractions?\s+penales?)\b",
    r"\b(?:post|para)[\s-]?(?:carcera(?:le?s?|ux)|pena(?:le?s?|ux))\b",
    rf"{_BEFORE}\b(?:(?:la\s+)?delegation\s+generale\s+(?:a|de)\s+l')?administration\s+penitentiaire"
    rf"(?:\s+et\s+(?:a|de)\s+la\s+{_REINSERTION})?|{_BEFORE}\b(?:dgapr|capc|spr)\b(?:{_OF_TOWN})?",
    rf"{_BEFORE}\bfondation\s+mohamm?ed\s+vi\s+(?:pour|de)\s+(?:la\s+)?{_REINSERTION}"
    r"(?:\s+des\s+(?:ex-?|anciens\s+)?detenus)?",
    rf"{_BEFORE}\b{_REINSERTION}\s+des\s+(?:ex-?\s?|anciens\s+)?detenus",
    rf"{_BEFORE}\b(?:programme|centre|service|projet|parcours|dispositif|fondation|plan)\s+"
    rf"(?:de|d'aide\s+a\s+la|pour\s+la)\s+{_REINSERTION}",
    rf"{_BEFORE}\b(?:programme\s+)?mou?ssala[hj]a\b",
    rf"{_BEFORE}\b(?:juge\s+d'application|gardiens?\s+de\s+prison|surveillants?\s+penitentiaires?)\b",
    rf"{_BEFORE}\b(?:oukacha|ukacha|okacha|ain\s+borja|toulal\s*[12]|bourkaiz)\b",
    r"\b(?:penitentiaires?|carcera(?:le?s?|ux))\b",
)

_A_BEFORE = (
    r"(?:(?<!\w)(?:في|داخل|من|عن|الي|خلال|اثنا|بعد|قبل|منذ|ف|ديال|مدة)\s+)*(?<!\w)[وفبلك]{0,2}"
)
_A_PRISON = (
    r"(?:(?:ال|ل)(?:سجن|حبس)(?:\s+(?:ال)?(?:محلي|مركزي|مدني|فلاحي))*(?:\s+ب\w+(?:\s+[12])?)?|"
    r"سجن\s+\w+(?:\s+[12])?|سجن|حبس)(?!\w)"
)
_ARABIC = (
    rf"(?<!\w)(?:بعد\s+)?(?:خرجت|خرج|خارج|خروجي|خروجه|الخروج|الافراج\s+عني|خرجو)\s+من\s+{_A_PRISON}",
    rf"{_A_BEFORE}{_A_PRISON}",
    r"(?:(?<!\w)(?:في|داخل|من|ب)\s+)?(?<!\w)[وفبلك]?(?:ال|ل)?موسس(?:ه|ات)\s+(?:ال)?سجنيه(?!\w)",
    rf"{_A_BEFORE}(?:ال|ل)?مندوبيه\s+(?:ال)?عامه\s+(?:ل)?اداره\s+(?:ال)?سجون(?:\s+و\s?اعاده\s+(?:ال)?ادماج)?",
    rf"{_A_BEFORE}موسسه\s+محمد\s+السادس\s+لاعاده\s+ادماج\s+(?:ال)?سجنا",
    rf"{_A_BEFORE}(?:ال|ل)?(?:سجون|سجينه?|سجينات|سجنا|سجنيه|مسجون\w*|معتقل\w*|اعتقال|محبوس\w*|"
    r"زنزانه|اصلاحيه|سوابق(?:\s+(?:ال)?(?:عدليه|قضاييه))?|افراج(?:\s+(?:ال)?(?:مقيد|مشروط))?)"
    r"(?:\s+(?:ال)?سابق\w*)?(?!\w)",
    rf"{_A_BEFORE}(?:نزيله?|نزلا)\s+(?:سابق\w*|(?:ال|ب|بال)?موسس\w+)(?!\w)",
    rf"{_A_BEFORE}(?:محكوم\w*\s+(?:علي|ب)\w*|مفرج\s+عن\w+|(?:ال)?عفو\s+(?:ال)?ملكي)(?!\w)",
    rf"{_A_BEFORE}(?:(?:برنامج\s+)(?:ال)?مصالحه|(?:ال)?سجل\s+(?:ال)?عدلي|(?:ال)?عود\s+الي\s+الجريمه)(?!\w)",
    rf"{_A_BEFORE}(?:ال)?(?:عقوبه)\s+(?:ال)?(?:سجنيه|حبسيه)(?!\w)",
    rf"{_A_BEFORE}عكاشه(?!\w)",
)

_DARIJA = (
    r"(?:\b(?:khr[ae]?j\w*|kharj\w*|mlli\s+khr[ae]?jt|sorti)\s+(?:mn|men)\s+)?"
    r"(?:(?<!permis )\b(?:f|fl|fel|mn|men|dial|dyal|d|b|dakhel)\s+)*"
    r"\b(?:f|d|b)?l?'?(?:7[ae]?bs|h[ae]?bs)\b",
    r"(?:\b(?:khr[ae]?j\w*|kharj\w*)\s+(?:mn|men)\s+)?(?:\b(?:f|fl|mn|men|dial|dyal|d)\s+)*"
    r"\b(?:f|l)?s?s[ie]?je?n\b",
    r"\b(?:kont\s+|kent\s+)?m[ae]?[7h]bou?s(?:a|in|yin)?\b",
)

_ABOUT_OTHERS = (
    r"(?<!pour )(?<!aux )(?<!les )(?<!des )(?<!for )(?<!with )(?<!personnes )(?<!enfants )"
    r"(?<!patients )(?<!adultes )(?<!clients )(?<!malades )(?<!agees )(?<!people )(?<!children )"
    r"(?<!eleves )(?<!passagers )(?<!usagers )(?<!voyageurs )(?<!residents )(?<!salaries )"
)
_SUFFERS = (
    r"(?:\b(?:je\s+)?(?:souffre|souffrant|atteinte?|malade|suivie?|traitee?|porteur|porteuse)\s+"
    r"(?:de\s+(?:la\s+|l')?|du\s+|d'|pour\s+(?:un\s+|une\s+)?)|\bsuffering\s+from\s+)?"
)
_IS = r"(?:\b(?:je\s+suis|il\s+est|elle\s+est|i\s+am|etant)\s+)?"
_ILLNESSES = (
    rf"{_ABOUT_OTHERS}{_IS}\b(?:(?:diabetique|schizophren(?:e|ic)|epilepti(?:que|c)|asthmatique|"
    r"diabetic|bipolaire|bipolar|toxicomane|psychotique|seropositi(?:f|ve)|depressi(?:f|ve)|"
    r"hypertendue?|handicapee?)s?|hiv[\s-]+positive|drug\s+addict)\b",
    rf"{_SUFFERS}(?:\b(?:le|du|la|un|une)\s+|\b[ld]')?\b(?:diabetes?|vih|hiv|sida|schizophreni[ea]|"
    r"epileps(?:ie|y)|asth(?:me|ma)|hepatit(?:e|is)(?:\s+[abc]\b)?|tuberculos(?:e|is)|cancer|"
    r"toxicomanie|hypertension|hernie\s+discale|insuffisance\s+(?:renale|cardiaque)|"
    r"(?:maladies?|troubles?)\s+(?:cardiaques?|mentale?s?|mentaux|chroniques?|psychiatriques?|"
    r"psychologiques?|bipolaires?)|depression\s+nerveuse|mental\s+illness|methadone|"
    r"handicap\s+(?:mental|moteur|physique|visuel|auditif)|antidepresseurs?)\b",
    r"\b(?:en|une|de\s+la)\s+depression\b(?!\s+atmo)",
    r"\b(?:je\s+suis|femme)\s+enceinte\b",
    r"(?<!\w)(?:مصابه?|مريضه?|عندي|كنعاني\s+من|اعاني\s+من|فيا|ب)\s+(?:ب)?(?:ال)?(?:مرض\s+|داء?\s+)?"
    r"(?:ب)?(?:ال)?(?:سكري|سكر|سكار|صرع|سيدا|ايدز|سرطان|ربو|ضغط|قلب|كلي|اكتياب|انفصام|فصام)(?!\w)",
    r"(?<!\w)[وب]?(?:ال)?(?:مرض|داء?)\s+(?:ال)?(?:سكري|صرع|سيدا|سل|قلب|سرطان|ربو)(?!\w)",
    r"(?<!\w)[وب]?(?:ال)?(?:صرع|سيدا|فصام|انفصام\s+الشخصيه)(?!\w)",
    r"(?<!الاشخاص )(?<!الاطفال )(?<!لاشخاص )(?<!\w)(?:انا\s+)?معاقه?(?!\w)|(?<!\w)عندي\s+اعاقه\w*",
    r"\b(?:mrida?|mreed|3a?ndi|fiya|3endi)\s+(?:b\s*)?(?:l|s)?(?:sokk?a?r|sker|sida|diabete|asthme|"
    r"rabo|epilepsi\w*|9elb|a3sab)\b",
)


def _compiled(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


DETENTION = _compiled(*_FRENCH_AND_ENGLISH, *_ARABIC, *_DARIJA)
HEALTH = _compiled(*_ILLNESSES)

DETENTION_HINT = re.compile(
    r"pris|peni|arret|centrale|carcera|bagne|taul|jail|correction|detent|detenu|detain|reforme|"
    r"incarc|inmate|conv|offend|ecrou|liber|released|grace|pardon|bracelet|tag\b|peine|sentence|"
    r"condamn|casier|crimin|record|recidiv|garde a vue|delin|felon|parole|probation|bars|trafic|"
    r"dealing|delit|infraction|penal|dgapr|capc|\bspr\b|insertion|ssala|juge|ka[cs]ha|borja|toulal|bourkaiz|"
    r"reclusion|parloir|cellule|\bex\b|سجن|حبس|سجون|سجي|سجنا|معتقل|اعتقال|زنزان|اصلاحيه|سوابق|افراج|"
    r"نزيل|نزلا|محكوم|مفرج|عفو|مصالحه|عدلي|العود|عقوبه|عكاشه|مسجون|محبوس|7[ae]?bs|h[ae]?bs|s[ie]?je?n|"
    r"[7h]bou?s"
)
"""A text without any of these holds nothing that DETENTION finds; it is several times faster."""
HEALTH_HINT = re.compile(
    r"diab|schizo|epilep|asth|bipol|toxico|psycho|sero|depress|hypert|handic|hiv|vih|drug|sida|hepat|"
    r"tuberc|cancer|hernie|insuff|cardia|mental|mentaux|chroni|psychi|methadone|enceinte|trouble|سكر|"
    r"سكار|صرع|سيدا|ايدز|سرطان|ربو|ضغط|قلب|كلي|كتياب|فصام|سل|معاق|اعاقه|mrid|mreed|3a?ndi|fiya|3endi"
)
