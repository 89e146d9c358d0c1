"""Whatever the bytes: records, or an error that says whose move it is; never a traceback."""

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.errors import InvalidInput
from matching.vocabulary import RecordKind
from service.intake.findings import Reading
from service.intake.layouts import COLUMNS
from service.intake.lines import Sources
from service.intake.reading import read_file
from service.intake.templates import write_template

TEMPLATE = write_template(RecordKind.OPENING)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "value", "@type", "address", "x"]), inner)
    ),
    max_leaves=6,
)
RESUMES = st.dictionaries(
    st.sampled_from(["id", "meta", "basics", "work", "volunteer", "education"])
    | st.sampled_from(["certificates", "skills", "languages"]),
    JSON,
)
POSTINGS = st.dictionaries(
    st.sampled_from(["identifier", "@id", "url", "title", "description", "skills", "industry"])
    | st.sampled_from(["hiringOrganization", "jobLocation", "employmentType", "validThrough"])
    | st.sampled_from(["jobStartDate", "totalJobOpenings", "workHours", "datePosted"]),
    JSON,
).map(lambda posting: {**posting, "@type": "JobPosting"})


def attempt(kind: RecordKind, data: bytes, name: str, sources: Sources) -> Reading | None:
    """The reading, or None when the file was refused with one of our errors."""
    try:
        return read_file(
            kind,
            data,
            name,
            gazetteer=sources.gazetteer,
            trades=sources.trades,
            today=sources.today,
        )
    except InvalidInput:
        return None


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.json"])
@given(data=st.binary(max_size=200))
def test_any_bytes(sources: Sources, name: str, data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"{"):
        reading = attempt(RecordKind.PROFILE, start + data, name, sources)
        assert reading is None or reading.records == ()


@given(at=st.integers(0, len(TEMPLATE) - 1), byte=st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte(sources: Sources, at: int, byte: int) -> None:
    data = TEMPLATE[:at] + bytes([byte]) + TEMPLATE[at + 1 :]
    reading = attempt(RecordKind.OPENING, data, "a.xlsx", sources)
    assert reading is None or reading.rejected == ()


@pytest.mark.parametrize("member", sorted(zipfile.ZipFile(io.BytesIO(TEMPLATE)).namelist()))
def test_a_workbook_without_one_of_its_parts(sources: Sources, member: str) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
    reading = attempt(RecordKind.OPENING, written.getvalue(), "a.xlsx", sources)
    assert reading is None or reading.records == ()


@pytest.mark.parametrize("kind", RecordKind)
@given(data=st.data())
def test_any_text_in_any_cell(sources: Sources, kind: RecordKind, data: st.DataObject) -> None:
    cells = data.draw(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters='"\0'), max_size=20),
            min_size=len(COLUMNS[kind]),
            max_size=len(COLUMNS[kind]),
        )
    )
    header = ";".join(column.header for column in COLUMNS[kind])
    line = ";".join(f'"{cell}"' for cell in cells)
    reading = attempt(kind, f"{header}\n{line}\n".encode(), "a.csv", sources)
    assert reading is None or len(reading.records) + bool(reading.rejected) <= 1


@given(item=RESUMES)
def test_any_resume(sources: Sources, item: object) -> None:
    reading = attempt(RecordKind.PROFILE, json.dumps(item).encode(), "cv-1.json", sources)
    assert reading is None or len(reading.records) + bool(reading.rejected) == 1


@given(item=POSTINGS)
def test_any_job_posting(sources: Sources, item: object) -> None:
    reading = attempt(RecordKind.OPENING, json.dumps(item).encode(), "a.json", sources)
    assert reading is None or len(reading.records) + bool(reading.rejected) == 1
