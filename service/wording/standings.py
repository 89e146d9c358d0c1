"""Wording of where a person and an opportunity stand."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from matching.outcomes import Standing
from service.wording.languages import Message

STANDING_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Message]]] = {
    Standing: {
        Standing.PROPOSED: Message("Proposition en cours", "اقتراح قيد المتابعة", "Proposed"),
        Standing.ACCEPTED: Message("Acceptée", "تم القبول", "Accepted"),
        Standing.DECLINED: Message("Déclinée", "تم الاعتذار", "Declined"),
        Standing.PLACED: Message("En poste", "في العمل", "Placed"),
        Standing.ENDED: Message("Terminé", "انتهى", "Ended"),
        Standing.OPEN: Message("Annulée", "تم الإلغاء", "Withdrawn"),
    },
}
