"""Arabic counts as its readers do: 3 أيام, 12 يوما, 100 يوم."""

import pytest

from service.web.rendering import translations
from service.wording import Language

ONE, MANY = "%(days)s jour de retard", "%(days)s jours de retard"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "تأخر يوم واحد"),
        (2, "تأخر يومين"),
        (5, "تأخر %(days)s أيام"),
        (12, "تأخر %(days)s يوما"),
        (77, "تأخر %(days)s يوما"),
        (100, "تأخر %(days)s يوم"),
        (111, "تأخر %(days)s يوما"),
    ],
)
def test_arabic_has_its_own_form_from_eleven_to_ninety_nine(days: int, said: str) -> None:
    assert translations(Language.ARABIC).ngettext(ONE, MANY, days).startswith(said)
