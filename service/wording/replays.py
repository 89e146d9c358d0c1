"""What `jisr replay` and `jisr shadow` say."""

from typing import Final

from service.wording.languages import Message

REPLAYING: Final = Message("Sélections refaites", "إعادة إعداد اللوائح", "Shortlists made again")
REPLAYED: Final = Message(
    "{identical} {identical:sélection identique|sélections identiques} au bit près sur {made}"
    " {made:refaite|refaites}.",
    "{identical} لائحة مطابقة تماماً من أصل {made} أُعيد إعدادها.",
    "{identical} of {made} {made:shortlist|shortlists} made again, to the last bit.",
)
OF_ANOTHER_RELEASE: Final = Message(
    "{lists} {lists:autre vient|autres viennent} d’une autre version du moteur et"
    " {lists:n’a|n’ont} pas été {lists:refaite|refaites}.",
    "لوائح من إصدار آخر للمحرك لم تُعد: {lists}.",
    "{lists} {lists:other comes|others come} from another release and"
    " {lists:was|were} not made again.",
)
NOTHING_TO_COMPARE: Final = Message(
    "Aucune sélection à comparer.", "لا توجد لوائح للمقارنة.", "No shortlist to compare."
)
AGREEMENT: Final = Message(
    "Sur {lists} {lists:sélection|sélections} : même ordre dans {same_order}, même première"
    " ligne dans {same_first} ; en moyenne {percent} % des cinq premières lignes sont communes.",
    "من {lists} لائحة: نفس الترتيب في {same_order}، ونفس السطر الأول في {same_first}؛"
    " وفي المتوسط {percent} % من الأسطر الخمسة الأولى مشتركة.",
    "Of {lists} {lists:shortlist|shortlists}: same order in {same_order}, same first line in"
    " {same_first}; on average {percent} % of the first five lines are shared.",
)
