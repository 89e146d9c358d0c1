"""Reading a PDF as an eye does: where each sign stands, and which strokes touch."""

import ctypes
import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2

_SAME_LINE = 1.0
"""Points between two baselines that are one to the eye."""


@dataclass(frozen=True)
class Sign:
    """A character of the text layer and its box on the page, in points."""

    character: str
    left: float
    right: float
    baseline: float


def signs_of(content: bytes, page: int = 0) -> list[Sign]:
    """Every visible character of a page."""
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        text = document[page].get_textpage()
        found = []
        for index in range(text.count_chars()):
            character = text.get_text_range(index, 1)
            if character.strip():
                left, _, right, _ = text.get_charbox(index)
                found.append(Sign(character, left, right, _baseline(text, index)))
        return found


def _baseline(text: pypdfium2.PdfTextPage, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    assert pypdfium2.raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
    return y.value


def pages_of(content: bytes) -> int:
    """How many pages it has."""
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        return len(document)


def layer_of(content: bytes) -> str:
    """The text layer, page after page, as it is."""
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def text_of(content: bytes) -> str:
    """The text layer with ordinary spaces."""
    return layer_of(content).replace("\xa0", " ").replace("\r\n", "\n")


def left_to_right(content: bytes, page: int = 0) -> list[str]:
    """The lines of a page, their digits and signs in the order in which they stand."""
    lines: list[list[Sign]] = []
    for sign in sorted(signs_of(content, page), key=lambda one: -one.baseline):
        near = next((ln for ln in lines if abs(ln[0].baseline - sign.baseline) < _SAME_LINE), None)
        if near is None:
            lines.append([sign])
        else:
            near.append(sign)
    return ["".join(one.character for one in sorted(ln, key=lambda s: s.left)) for ln in lines]


def strokes_of(content: bytes, page: int = 0, scale: float = 6.0) -> int:
    """How many separate strokes of ink a page has: joined letters are one."""
    from scipy import ndimage

    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        image = document[page].render(scale=scale, grayscale=True).to_numpy()
    ink: npt.NDArray[np.bool_] = np.squeeze(image) < 128
    _, found = ndimage.label(ink, structure=np.ones((3, 3)))
    return int(found)
