"""What became of a file survives being kept as JSON, and stays small."""

import json
from uuid import uuid4

from matching.errors import InvalidInput
from matching.vocabulary import RecordKind
from service.actions.imports.reports import ImportReport
from service.actions.imports.results import (
    MOST_FAULTS,
    read_refusal,
    read_result,
    refused_whole,
    result_of,
    written,
)
from service.intake.cells import Fault
from service.intake.findings import LineError, LineRemark, Remark


def a_report(
    rejected: tuple[LineError, ...] = (),
    remarks: tuple[LineRemark, ...] = (),
    ignored: tuple[str, ...] = (),
) -> ImportReport:
    return ImportReport(
        kind=RecordKind.PROFILE,
        import_id=uuid4(),
        dry_run=False,
        accepted=3,
        created=1,
        changed=1,
        unchanged=1,
        rejected=rejected,
        remarks=remarks,
        ignored_columns=ignored,
    )


def an_error(line: int) -> LineError:
    return LineError(
        line=line,
        column="Commune",
        field="commune",
        code=Fault.UNKNOWN_PLACE,
        params={"suggestions": "Fès | Fquih Ben Salah"},
        shown="Fesse",
    )


def a_remark(line: int, code: Remark = Remark.ALREADY_EXPIRED, **params: int) -> LineRemark:
    return LineRemark(line=line, column="Expire", field="expires_on", code=code, params=params)


def test_a_result_comes_back_as_it_was_kept() -> None:
    result = result_of(a_report((an_error(2), an_error(4)), (a_remark(3),), ("Couleur",)))
    kept = json.loads(json.dumps(written(result)))
    assert read_result(kept) == result
    assert read_refusal(kept) is None
    assert result.refused == 2


def test_why_a_file_was_refused_comes_back() -> None:
    kept = json.loads(json.dumps(refused_whole(InvalidInput(column=2, why="offence"))))
    refusal = read_refusal(kept)
    assert refusal is not None
    assert (refusal.code, refusal.params) == ("invalid-input", {"column": 2, "why": "offence"})
    assert read_result(kept) is None


def test_a_file_that_was_not_read_has_neither() -> None:
    assert read_result(None) is None
    assert read_refusal(None) is None


def test_lines_of_which_the_same_is_said_come_together() -> None:
    remarks = tuple(a_remark(line) for line in range(2, 42))
    (one,) = result_of(a_report(remarks=remarks)).remarks
    assert one.count == 40
    assert one.lines == tuple(range(2, 14))


def test_a_line_with_several_unknown_trades_is_named_once() -> None:
    unknown = Remark.UNMATCHED_TRADE
    remarks = (a_remark(2, unknown, position=1), a_remark(2, unknown, position=2))
    (one,) = result_of(a_report(remarks=remarks)).remarks
    assert (one.lines, one.count, one.params) == ((2,), 1, {})


def test_a_file_that_is_wrong_everywhere_keeps_its_first_errors_and_their_number() -> None:
    errors = tuple(an_error(line) for line in range(MOST_FAULTS + 10))
    result = result_of(a_report(errors))
    assert len(result.faults) == MOST_FAULTS
    assert result.refused == MOST_FAULTS + 10


def test_the_column_that_we_added_ourselves_is_not_called_unknown() -> None:
    report = a_report(ignored=("Couleur", "À corriger", "ما يجب تصحيحه", "To correct"))
    assert result_of(report).ignored_columns == ("Couleur",)
