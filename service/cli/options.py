"""What several verbs are asked in the same way."""

from typing import Annotated

import typer

from service.wording.languages import Language

LanguageOption = Annotated[
    Language | None,
    typer.Option("--language", help="Language of the answer; by default the machine's, or French."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer with JSON, for programs.")]
