import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from service import logs


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    logs.configure("info", "json", stream)
    yield stream
    logs.configure("info", "json")
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_has_its_fields_a_level_and_a_moment(written: io.StringIO) -> None:
    logs.logger().info("request", route="/api/v1/profiles/{record_id}", status=200)
    (line,) = lines(written)
    assert line["event"] == "request"
    assert line["status"] == 200
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")


def test_a_field_that_is_not_declared_is_dropped(written: io.StringIO) -> None:
    logs.logger().info("request", name="Amina")
    assert "Amina" not in written.getvalue()


@pytest.mark.parametrize("value", ["je sais coudre", "خياطة", "a" * 201, "12\n34", object()])
def test_a_value_that_could_be_somebodys_words_is_hidden(
    value: object, written: io.StringIO
) -> None:
    logs.logger().info("request", code=value)
    assert lines(written)[0]["code"] == "hidden"


def test_the_words_of_a_library_are_not_repeated(written: io.StringIO) -> None:
    logging.getLogger("sqlalchemy.engine").warning("INSERT ('%s')", "Amina")
    (line,) = lines(written)
    assert line["library"] == "sqlalchemy.engine"
    assert "Amina" not in written.getvalue()


def test_the_address_listened_on_is_repeated(written: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").info("Uvicorn running on http://127.0.0.1:8000")
    assert "http://127.0.0.1:8000" in lines(written)[0]["event"]


def test_the_message_of_an_error_is_not_repeated_but_its_place_is(written: io.StringIO) -> None:
    try:
        int("Amina lives in Salé")
    except ValueError as error:
        logs.logger().error("defect", **logs.error_fields(error))
        logging.getLogger("uvicorn.error").exception("Amina again")
    ours, theirs = lines(written)
    assert ours["error"] == theirs["error"] == "ValueError"
    assert "service/test_logs.py:" in ours["frames"]
    assert "Amina" not in written.getvalue()


def test_lines_of_the_access_log_are_not_written(written: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info("GET /api/v1/profiles?after=Amina")
    assert written.getvalue() == ""


def test_what_is_less_serious_than_asked_for_is_not_written(written: io.StringIO) -> None:
    logs.logger().debug("request")
    assert written.getvalue() == ""


def test_a_person_reads_lines_without_braces() -> None:
    stream = io.StringIO()
    logs.configure("info", "console", stream)
    logs.logger().info("request", status=200)
    assert "status=200" in stream.getvalue()
    assert "{" not in stream.getvalue()


def test_configuring_twice_writes_once(written: io.StringIO) -> None:
    logs.configure("info", "json", written)
    logs.logger().info("request")
    assert len(lines(written)) == 1
