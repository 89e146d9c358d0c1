"""What each role finds in the menu: what it may see, and nothing else."""

from dataclasses import dataclass
from typing import Final

from service.security import Action, Caller, can
from service.wording.languages import Message


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu."""

    path: str
    title: Message
    needs: Action


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the menu as a reader sees it."""

    path: str
    title: Message
    is_here: bool


MENU: Final = (
    Entry("/ma-journee", Message("Ma journée", "يومي", "My day"), Action.GIVE_FEEDBACK),
    Entry("/personnes", Message("Personnes", "الأشخاص", "People"), Action.READ_PROFILES),
    Entry("/cohortes", Message("Cohortes", "الأفواج", "Cohorts"), Action.MAKE_SHORTLISTS),
    Entry("/offres", Message("Offres", "العروض", "Openings"), Action.WRITE_OPPORTUNITIES),
    Entry("/activites", Message("Activités", "الأنشطة", "Activities"), Action.MAKE_SHORTLISTS),
    Entry("/suivi", Message("Suivi", "المتابعة", "Follow-up"), Action.NOTE_OUTCOMES),
    Entry("/entreprises", Message("Entreprises", "المقاولات", "Companies"), Action.GIVE_FEEDBACK),
    Entry("/imports", Message("Imports", "الاستيراد", "Imports"), Action.IMPORT_RECORDS),
    Entry("/qualite", Message("Qualité", "الجودة", "Quality"), Action.READ_QUALITY),
    Entry("/bilans", Message("Bilans", "الحصائل", "Reports"), Action.READ_REPORTS),
    Entry("/notations", Message("Notation", "التقييم", "Grading"), Action.READ_GRADINGS),
    Entry(
        "/administration",
        Message("Administration", "الإدارة", "Administration"),
        Action.MANAGE_TOKENS,
    ),
)


def entries(caller: Caller, path: str) -> list[Shown]:
    """The menu of somebody at a page."""
    return [
        Shown(one.path, one.title, path == one.path or path.startswith(f"{one.path}/"))
        for one in MENU
        if can(caller, one.needs)
    ]
