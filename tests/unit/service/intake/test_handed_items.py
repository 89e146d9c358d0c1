"""What was handed over: the person is named to the letter, or the line says why not."""

import random
from datetime import date
from uuid import UUID

from matching.geography import Gazetteer
from service.intake.handed_items import read_allocations

TODAY = date(2026, 11, 20)


def lines_for(references: list[str]) -> bytes:
    rows = [f"{one};machine à coudre;4500,00" for one in references]
    return "\n".join(["référence;article;prix unitaire", *rows]).encode()


def test_an_id_is_kept_to_the_letter_whatever_its_digits_resemble() -> None:
    drawn = random.Random(7)
    ids = [str(UUID(int=drawn.getrandbits(128), version=4)) for _ in range(400)]
    ids += ["06123456-7890-4123-8456-061234567890", "da711448-96c8-4a19-a4b2-d2bc815a47c5"]
    found = read_allocations(lines_for(ids), "remise.csv", gazetteer=Gazetteer.load(), today=TODAY)
    assert found.rejected == ()
    assert [item.person for item in found.items] == ids


def test_a_reference_that_tells_who_it_is_is_refused_with_its_line() -> None:
    data = lines_for(["A-1", "0612345678", "BK123456"])
    found = read_allocations(data, "remise.csv", gazetteer=Gazetteer.load(), today=TODAY)
    assert [item.person for item in found.items] == ["A-1"]
    assert [(one.line, one.field) for one in found.rejected] == [(3, "reference"), (4, "reference")]
