"""Bytes to tables: every odd file has a clear error or a defined result."""

import pytest

from matching.errors import InvalidInput
from service.intake.tables import (
    DuplicateHeader,
    EmptyFile,
    FileTooLarge,
    HeaderMissing,
    Limits,
    Row,
    UnknownFileType,
    UnreadableFile,
    decode,
    file_type,
    read_csv,
)

LIMITS = Limits()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    data = f"Nom{delimiter}Ville\nAmal{delimiter}Salé\n".encode()
    table = read_csv(data, LIMITS)
    assert table.headers == ("Nom", "Ville")
    assert table.rows == (Row(2, ("Amal", "Salé")),)


@pytest.mark.parametrize(
    "data",
    [
        "Prénom;Ville\nHélène;Salé\n".encode(),
        "Prénom;Ville\nHélène;Salé\n".encode("utf-8-sig"),
        "Prénom;Ville\nHélène;Salé\n".encode("cp1252"),
        "Prénom;Ville\nHélène;Salé\n".encode("utf-16"),
    ],
    ids=["utf-8", "utf-8 with mark", "windows-1252", "utf-16"],
)
def test_accents_survive_every_encoding(data: bytes) -> None:
    table = read_csv(data, LIMITS)
    assert table.headers == ("Prénom", "Ville")
    assert table.rows[0].cells == ("Hélène", "Salé")


def test_arabic_survives() -> None:
    assert read_csv("المدينة;x\nسلا;y\n".encode(), LIMITS).rows[0].cells == ("سلا", "y")


def test_a_comma_inside_quotes_does_not_win_over_the_real_delimiter() -> None:
    table = read_csv(b'"a, b, c";d\n1;2\n', LIMITS)
    assert table.headers == ("a, b, c", "d")


def test_a_declared_delimiter_is_believed_and_lines_stay_true() -> None:
    table = read_csv(b"sep=,\nA,B\n1,2\n", LIMITS)
    assert table.headers == ("A", "B")
    assert table.rows == (Row(3, ("1", "2")),)


def test_quoted_newlines_keep_true_line_numbers() -> None:
    table = read_csv(b'A;B\n"one\ntwo\nthree";x\nnext;y\n', LIMITS)
    assert [row.line for row in table.rows] == [2, 5]
    assert table.rows[0].cells[0] == "one\ntwo\nthree"


def test_blank_lines_are_skipped_but_counted() -> None:
    table = read_csv(b"\n\nA;B\n;;\n\n1;2\n   ;\n3;4\n", LIMITS)
    assert [row.line for row in table.rows] == [6, 8]


def test_mixed_line_ends_are_all_line_ends() -> None:
    table = read_csv(b"A;B\r\n1;2\n3;4\r5;6", LIMITS)
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, ("1", "2")),
        (3, ("3", "4")),
        (4, ("5", "6")),
    ]


def test_empty_columns_without_header_are_dropped() -> None:
    table = read_csv(b"A;B;;\n1;2;;\n", LIMITS)
    assert table.headers == ("A", "B")
    assert table.rows[0].cells == ("1", "2")


def test_cells_beyond_the_header_are_kept_to_be_reported() -> None:
    assert read_csv(b"A;B\n1;2;3\n", LIMITS).rows[0].cells == ("1", "2", "3")


def test_a_short_line_stays_short() -> None:
    assert read_csv(b"A;B;C\n1\n", LIMITS).rows[0].cells == ("1",)


def test_two_hundred_columns_are_read() -> None:
    header = ";".join(f"c{number}" for number in range(200))
    table = read_csv(f"{header}\n{header}\n".encode(), LIMITS)
    assert len(table.headers) == 200


@pytest.mark.parametrize(
    ("data", "expected", "params"),
    [
        (b"A;A\n1;2\n", DuplicateHeader, {"column": 2, "first_column": 1}),
        ("Prénom;prenom\n1;2\n".encode(), DuplicateHeader, {"column": 2, "first_column": 1}),
        (b"A;;C\n1;2;3\n", HeaderMissing, {"column": 2, "line": 2}),
        (b"A;B\n", EmptyFile, {}),
        (b"A;B\n;\n\n", EmptyFile, {}),
        (b"\n ;\n", EmptyFile, {}),
        (b'A;B\n"never closed;2\n3;4\n', UnreadableFile, {"reason": "bad-quotes", "line": 2}),
        (b"A;B\n1;\x00\n", UnreadableFile, {"reason": "nul-byte", "line": 2}),
        (b"\xff\xfeA\x00\n", UnreadableFile, {"reason": "bad-encoding", "byte": 4}),
        (b"A;B\n\x81\xff;2\n", UnreadableFile, {"reason": "bad-encoding", "byte": 4}),
    ],
)
def test_an_odd_file_says_what_is_odd(
    data: bytes, expected: type[InvalidInput], params: dict[str, object]
) -> None:
    with pytest.raises(expected) as refused:
        read_csv(data, LIMITS)
    assert refused.value.params == params


def test_too_many_lines_are_refused_before_the_end_is_read() -> None:
    with pytest.raises(FileTooLarge) as refused:
        read_csv(b"A\n" + b"1\n" * 4, Limits(max_lines=3))
    assert refused.value.params == {"lines": 4, "allowed": 3}


def test_exactly_the_limit_is_read() -> None:
    assert len(read_csv(b"A\n" + b"1\n" * 3, Limits(max_lines=3)).rows) == 3


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(FileTooLarge) as refused:
        read_csv(b"A;B;C\n1;2;3\n", Limits(max_columns=2))
    assert refused.value.params == {"columns": 3, "allowed": 2}


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.csv", b"x", ".csv"),
        ("A.CSV ", b"x", ".csv"),
        ("a.txt", b"x", ".csv"),
        ("a.tsv", b"x", ".csv"),
        ("a.xlsx", b"PK\x03\x04rest", ".xlsx"),
        ("a.json", b"{}", ".json"),
        ("a.jsonld", b"{}", ".json"),
    ],
)
def test_the_extension_says_how_to_read(name: str, data: bytes, found: str) -> None:
    assert file_type(data, name, LIMITS) == found


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0", UnknownFileType),
        ("a.pdf", b"%PDF", UnknownFileType),
        ("noextension", b"x", UnknownFileType),
        ("a.csv", b"PK\x03\x04rest", UnreadableFile),
        ("a.xlsx", b"A;B\n1;2", UnreadableFile),
        ("a.csv", b"", EmptyFile),
        ("a.xlsx", b" \n", EmptyFile),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    name: str, data: bytes, expected: type[InvalidInput]
) -> None:
    with pytest.raises(expected):
        file_type(data, name, LIMITS)


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(FileTooLarge):
        file_type(b"12345", "a.csv", Limits(max_bytes=4))


def test_the_euro_sign_of_windows_is_understood() -> None:
    assert decode(b"12 \x80") == "12 €"
