"""The words of the report in three languages: headings, explanations, names of rows and columns."""

from enum import StrEnum
from typing import Final, NamedTuple


class Language(StrEnum):
    """A language of the report; Arabic is written from right to left."""

    FRENCH = "fr"
    ARABIC = "ar"
    ENGLISH = "en"


LOCALES: Final = {Language.FRENCH: "fr", Language.ARABIC: "ar_MA", Language.ENGLISH: "en"}
"""Arabic as written in Morocco keeps the digits 0-9."""


class Words(NamedTuple):
    """One meaning in three languages; `{names}` are replaced by numbers."""

    fr: str
    ar: str
    en: str

    def text(self, language: Language) -> str:
        """In one language."""
        text: str = getattr(self, language.value)
        return text


TITLE = Words(
    "Qualité des propositions de Jisr",
    "جودة اقتراحات «جسر»",
    "Quality of what Jisr proposes",
)
WITHHELD_WORD = Words("retenu", "محجوب", "withheld")
SECTIONS: Final[dict[str, tuple[Words, Words]]] = {
    "rankers": (
        Words(
            "Le classement fait-il mieux que de simples règles ?",
            "هل الترتيب أفضل من القواعد البسيطة؟",
            "Does the ranking do better than plain rules?",
        ),
        Words(
            "nDCG@5 : 1 si les bons appariements sont en tête, sur des jours et des personnes que "
            "le classement appris n’a pas vus. Les écarts aux règles sont en points (×100). "
            "Deux étiquettes : ce qui est arrivé, et ce qui a été jugé convenable.",
            "nDCG@5 يساوي 1 حين تتصدّر المطابقات الجيدة القائمة، على أيام وأشخاص لم يرهم الترتيب "
            "المتعلَّم. الفوارق عن القواعد بالنقط (×100). معياران: ما حدث فعلًا، وما عُدّ مناسبًا.",
            "nDCG@5: 1 when good pairs come first, on days and people the learned ranking has not "
            "seen. Gaps to rules are in points (×100). Two labels: what happened, and what "
            "was judged suitable.",
        ),
    ),
    "parts": (
        Words("Pour qui ?", "لِمَن؟", "For whom?"),
        Words(
            "Le même nDCG@5 pour des parties des personnes. Froid : jamais vu auparavant.",
            "nDCG@5 نفسه لأجزاء من الأشخاص. «جديد»: لم يُرَ من قبل.",
            "The same nDCG@5 for parts of the people. Cold: never seen before.",
        ),
    ),
    "quality": (
        Words(
            "Les listes sont-elles bonnes des deux côtés ?",
            "هل القوائم جيدة للجانبين؟",
            "Are lists good for both sides?",
        ),
        Words(
            "D’après ce qui est arrivé et ce qui a été dit. Le côté le moins bien servi compte.",
            "بحسب ما حدث وما قيل. العبرة بالجانب الأقل حظًّا.",
            "By what happened and what was said. The worse side is the one that counts.",
        ),
    ),
    "blind": (
        Words("Selon des lecteurs à l’aveugle", "بحسب قرّاء لا يرون الدرجات", "By blind readers"),
        Words(
            "Notes données sans voir ni score ni rang.",
            "درجات أُعطيت دون رؤية النقطة ولا الرتبة.",
            "Grades given without seeing score or rank.",
        ),
    ),
    "calibration": (
        Words("« Probable » est-il probable ?", "هل «المحتمل» محتمل؟", "Is “likely” likely?"),
        Words(
            "Le score lu comme la probabilité d’un bon appariement, sur des personnes jugées plus "
            "tard. Brier et ECE : 0 est le mieux ; à comparer à leur valeur de référence.",
            "تُقرأ النقطة كاحتمال مطابقة جيدة، على أشخاص قُيِّموا لاحقًا. الأفضل في Brier و ECE هو "
            "الصفر، ويُقارن كل منهما بقيمته المرجعية.",
            "The score read as the probability of a good pair, on people judged later. Brier and "
            "ECE: 0 is best; compare each with its reference.",
        ),
    ),
    "reliability": (
        Words("Courbe de fiabilité", "منحنى الموثوقية", "Reliability curve"),
        Words(
            "Chaque point : des lignes de probabilité voisine. Sur la diagonale, ce qui est "
            "annoncé arrive.",
            "كل نقطة: أسطر متقاربة الاحتمال. على القطر، ما أُعلن يتحقق.",
            "Each point: lines of similar probability. On the diagonal, what is said happens.",
        ),
    ),
    "exposure": (
        Words("Qui est montré ?", "من يُعرَض؟", "Who is shown?"),
        Words(
            "Chaque groupe à côté de tous les autres, sans rien corriger : 1 est l’égalité des "
            "rapports, 0 celle des écarts. Un écart n’est pas encore une injustice.",
            "كل مجموعة مقارنة بكل الآخرين دون تصحيح: 1 تعني المساواة في النسب، و0 في الفوارق. "
            "الفارق ليس ظلمًا بعد.",
            "Each group beside all others, with nothing corrected: ratios of 1 and gaps of 0 are "
            "equal. A difference is not yet an injustice.",
        ),
    ),
    "gaps": (
        Words(
            "Qui est moins bien traité à qualification égale ?",
            "من يُعامَل أسوأ مع تساوي المؤهلات؟",
            "Who is treated worse than equally qualified others?",
        ),
        Words(
            "Points de pourcentage d’écart avec des personnes aussi qualifiées. ▲ ▼ : écart que le "
            "hasard n’explique pas, corrigé pour le nombre d’écarts examinés.",
            "الفارق بنقط مئوية مع أشخاص بالمؤهلات نفسها. ▲ ▼: فارق لا تفسره الصدفة، بعد التصحيح "
            "لعدد الفوارق المفحوصة.",
            "Percentage points beside equally qualified people. ▲ ▼: a gap that chance does not "
            "explain, corrected for the number of gaps looked at.",
        ),
    ),
    "mirror": (
        Words(
            "Listes en miroir, et ce que les données trahissent",
            "القوائم كمرآة، وما تكشفه المعطيات",
            "Mirror of the pool, and what features give away",
        ),
        Words(
            "NDKL : 0 si le haut des listes reflète tout le monde. AUC : 0,5 si l’on ne peut "
            "deviner le groupe d’après les critères ; au-delà de 0,55, à examiner.",
            "NDKL: صفر إذا عكست مقدمة القوائم الجميع. AUC: 0,5 إذا تعذّر تخمين المجموعة من "
            "المعايير؛ وما فوق 0,55 يستوجب الفحص.",
            "NDKL: 0 when the top of lists mirrors everybody. AUC: 0.5 when the group cannot be "
            "guessed from the features; above 0.55, look into it.",
        ),
    ),
    "group-calibration": (
        Words(
            "La probabilité vaut-elle pour chaque groupe ?",
            "هل يصدق الاحتمال لكل مجموعة؟",
            "Does the probability hold for each group?",
        ),
        Words(
            "Un ECE bien au-dessus de celui du hasard : les scores d’un groupe disent autre chose.",
            "إذا كان ECE أعلى بكثير من قيمة الصدفة فإن نقط المجموعة تقول شيئًا آخر.",
            "An ECE well above that of chance: scores mean something else for that group.",
        ),
    ),
    "crowding": (
        Words(
            "Envoyons-nous tout le monde au même endroit ?",
            "هل نرسل الجميع إلى المكان نفسه؟",
            "Are we sending everybody to the same few?",
        ),
        Words(
            "Gini : 0 si tous sont montrés aussi souvent, vers 1 si un seul prend tout. "
            "Congestion : \u22121 étalée, 0 concentrée.",
            "Gini: صفر إذا عُرض الجميع بالتساوي، ويقترب من 1 إذا استأثر واحد بالكل. الازدحام: "
            "\u22121 موزّع، 0 مركّز.",
            "Gini: 0 when all are shown equally often, towards 1 when one takes all. Congestion: "
            "\u22121 even, 0 concentrated.",
        ),
    ),
    "lorenz": (
        Words(
            "Que prennent les moins montrés ?",
            "ماذا يأخذ الأقل عرضًا؟",
            "What do the least shown take?",
        ),
        Words(
            "Part des lignes que prennent les 10 % les moins montrés, les 20 %, et ainsi de suite. "
            "Si tous étaient montrés autant, 10 % prendraient 10 %.",
            "حصة الأسطر التي يأخذها الـ10 % الأقل عرضًا، ثم الـ20 %، وهكذا. لو عُرض الجميع "
            "بالتساوي لأخذ 10 % منهم 10 %.",
            "Share of the lines that the least shown 10 % take, then 20 %, and so on. Were all "
            "shown alike, 10 % would take 10 %.",
        ),
    ),
    "funnel": (
        Words(
            "Que sont devenues les propositions ?",
            "ماذا حلّ بالاقتراحات؟",
            "What became of what was proposed?",
        ),
        Words(
            "Personnes et appariements arrivés au moins à cette étape. Les plus récents n’ont pas "
            "encore eu le temps d’aller loin.",
            "الأشخاص والمطابقات التي بلغت هذه المرحلة على الأقل. الأحدث لم يتسع له الوقت بعد.",
            "People and pairs that got at least so far. The latest have not had time to go far.",
        ),
    ),
    "refusals": (
        Words("Qui a dit non, et pourquoi ?", "من رفض، ولماذا؟", "Who said no, and why?"),
        Words(
            "Personnes par raison notée. Une demande d’extrait de casier n’est jamais un jugement "
            "sur la personne.",
            "الأشخاص بحسب السبب المسجَّل. طلب مستخرج السجل ليس أبدًا حكمًا على الشخص.",
            "People by the reason noted. Asking for a record extract is never a verdict on the "
            "person.",
        ),
    ),
    "instead": (
        Words(
            "Et si cette version avait classé ?",
            "ماذا لو رتّبت هذه النسخة؟",
            "What if this release had ordered the lists?",
        ),
        Words(
            "Part des trois premières lignes qui mènent à une proposition, à une embauche : telles "
            "que montrées, et telles que la version les aurait classées (IPS, SNIPS). Le nombre "
            "effectif de lignes dit sur quoi l’estimation repose.",
            "نسبة الأسطر الثلاثة الأولى التي تفضي إلى اقتراح أو توظيف: كما عُرضت، وكما كانت النسخة "
            "سترتبها (IPS وSNIPS). العدد الفعلي للأسطر يبيّن ما يستند إليه التقدير.",
            "Share of the first three lines that lead to a proposal, to a hire: as shown, and as "
            "the release would have ordered them (IPS, SNIPS). The effective number of lines says "
            "what the estimate rests on.",
        ),
    ),
}
TABLES: Final[dict[str, Words]] = {
    "outcomes": Words("D’après ce qui est arrivé", "بحسب ما حدث", "By what happened"),
    "suitability": Words(
        "D’après ce qui a été jugé convenable", "بحسب ما عُدّ مناسبًا", "By what was found suitable"
    ),
    "gender": Words("Genre", "النوع", "Gender"),
    "age_band": Words("Tranche d’âge", "الفئة العمرية", "Age band"),
    "education": Words("Niveau d’études", "المستوى الدراسي", "Education"),
    "region": Words("Région", "الجهة", "Region"),
    "language": Words("Langue des textes", "لغة النصوص", "Language of texts"),
    "completeness": Words("Dossier complet", "اكتمال الملف", "Completeness of records"),
    "ndkl": Words("Miroir (NDKL)", "المرآة (NDKL)", "Mirror (NDKL)"),
    "probe": Words("Deviner le groupe (AUC)", "تخمين المجموعة (AUC)", "Guessing the group (AUC)"),
    "companies": Words("Entreprises", "المقاولات", "Companies"),
    "opportunities": Words("Offres", "العروض", "Openings"),
    "employment": Words("Vers un emploi", "نحو عمل", "Towards a job"),
    "activity": Words("Activité indépendante", "نشاط مدرّ للدخل", "Own activity"),
    "person": Words("La personne", "المعني بالأمر", "The person"),
    "company": Words("L’entreprise", "المقاولة", "The company"),
    "officer": Words("Le chargé d’insertion", "المكلف بالإدماج", "The officer"),
}
PLAIN: Final[dict[str, Words]] = {
    "summary": Words("L’essentiel", "الخلاصة", "In short"),
    "changes": Words(
        "Ce qui a changé depuis le dernier rapport",
        "ما تغيّر منذ التقرير السابق",
        "What changed since the last report",
    ),
    "changes-intro": Words(
        "Chiffres dont les intervalles ne se recouvrent plus : le reste n’a pas bougé plus que le "
        "hasard. {compared} chiffres comparés.",
        "أرقام لم تعد مجالاتها تتقاطع؛ ما عداها لم يتحرك أكثر من الصدفة. قورن {compared} رقمًا.",
        "Figures whose intervals no longer overlap: the rest moved no more than chance does. "
        "{compared} figures compared.",
    ),
    "no-change": Words(
        "Aucun chiffre n’a changé au-delà du hasard.",
        "لم يتغير أي رقم بما يفوق الصدفة.",
        "No figure changed beyond chance.",
    ),
    "thin": Words("Ce que nous ne disons pas", "ما لا نقوله", "What we do not say"),
    "thin-intro": Words(
        "{count} chiffres manquent : trop peu de données pour répondre sans se tromper. Mieux vaut "
        "un blanc qu’un chiffre qui n’en a que l’air.",
        "{count} رقمًا غائبًا: المعطيات أقل من أن تجيب دون خطأ. الفراغ خير من رقم في الظاهر فقط.",
        "{count} figures are missing: too little data to answer without being wrong. A blank is "
        "better than something that only looks like a figure.",
    ),
    "limits": Words("Limites", "الحدود", "Limits"),
    "row": Words("", "", ""),
    "before": Words("Avant", "قبل", "Before"),
    "now": Words("Maintenant", "الآن", "Now"),
    "figure": Words("Chiffre", "الرقم", "Figure"),
    "reason": Words("Raison", "السبب", "Reason"),
    "count": Words("Nombre", "العدد", "Count"),
    "period": Words("Période", "الفترة", "Period"),
    "release": Words("Version comparée", "النسخة المقارنة", "Release compared"),
    "shown-by": Words("Listes faites par", "القوائم من إعداد", "Lists made by"),
    "lines": Words("Lignes jugées ou montrées", "أسطر معروضة أو مقيّمة", "Lines shown or judged"),
    "people": Words("Personnes", "الأشخاص", "People"),
    "openings": Words("Offres", "العروض", "Openings"),
    "companies": Words("Entreprises", "المقاولات", "Companies"),
    "lists": Words("Listes", "القوائم", "Lists"),
    "caption": Words(
        "Entre crochets : intervalle à 95 % sur les personnes. n : ce sur quoi il repose. "
        "« retenu » : moins de 5 personnes, ou de quoi les désigner. « – » : trop peu de données.",
        "بين قوسين: مجال 95 % على الأشخاص. n: ما يستند إليه. «محجوب»: أقل من 5 أشخاص أو ما قد "
        "يدل عليهم. "
        "«–»: معطيات غير كافية.",
        "In brackets: 95 % interval over people. n: what it rests on. “withheld”: fewer than "
        "5 people, or what would point at them. “–”: too little data.",
    ),
}
LIMITS: Final[tuple[Words, ...]] = (
    Words(
        "Ces chiffres décrivent ce qui a été montré et noté ; ce qui n’a été ni montré ni noté n’y "
        "est pas.",
        "تصف هذه الأرقام ما عُرض وسُجّل؛ وما لم يُعرض ولم يُسجَّل غائب عنها.",
        "These figures describe what was shown and noted; what was neither is not in them.",
    ),
    Words(
        "Ce qui est arrivé porte aussi ce que les entreprises ont fait, juste ou injuste. C’est "
        "pourquoi les notes à l’aveugle sont à côté.",
        "ما حدث يحمل أيضًا ما فعلته المقاولات، عدلًا كان أو ظلمًا؛ لذلك توضع الدرجات العمياء بجانبه.",
        "What happened carries what companies did, just or not. That is why blind grades stand "
        "beside it.",
    ),
    Words(
        "Un écart entre groupes ne dit pas sa cause ; l’absence d’écart trouvé ne prouve pas "
        "l’égalité.",
        "الفارق بين المجموعات لا يبيّن سببه، وعدم العثور على فارق لا يثبت المساواة.",
        "A gap between groups does not tell its cause; finding none does not prove equality.",
    ),
    Words(
        "Seul un essai tiré au sort dirait si l’outil fait trouver plus d’emplois ; ce rapport ne "
        "le dit pas.",
        "وحدها تجربة بالقرعة تبيّن هل تزيد الأداة فرص الشغل؛ وهذا التقرير لا يقول ذلك.",
        "Only a randomised trial would tell whether the tool brings more jobs; this report does "
        "not.",
    ),
    Words(
        "Un score n’est jamais une décision : c’est une personne qui propose, et une personne qui "
        "accepte.",
        "النقطة ليست قرارًا أبدًا: إنسان يقترح، وإنسان يقبل.",
        "A score is never a decision: a person proposes, and a person accepts.",
    ),
)
