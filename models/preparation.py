"""Prepare an encoder once, before anything is served: convert, export, measure, record."""

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from matching.errors import NotReady
from models import base
from models.learned import learned_checksum, learned_id
from models.manifest import EncoderManifest, read_manifest, verify

RECIPE = 2
"""Raise it whenever the steps below would give other vectors; the encoder is then prepared anew."""

Report = Callable[[str, int, int], None]
"""Called with a step, the work done and the work in all; the step ends when they are equal."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the preparation, with a folder of its own that exists only once it is complete."""

    name: str
    run: Callable[[Path, Path, Report], None]
    """Given the folder to fill, the work folder with the earlier steps, and how to report."""


def prepare(
    cache: Path,
    source: str | None,
    progress: Report,
    *,
    learned: Path | None = None,
    rebuild: bool = False,
) -> Path:
    """Prepare an encoder unless it already is.

    Nothing half-made is ever used: each step fills a folder under another name and renames it when
    complete, and so does the whole. An interrupted preparation continues after its last complete
    step; two at the same time wait for each other.

    Args:
        cache: Folder for prepared encoders; made when missing.
        source: A local folder, or the name of a model on a hub; None for the default encoder.
        progress: Told about each step: "model", "learned" if there is a learned part, "graph",
            "engine".
        learned: What training changed in the default encoder, as `models.learned` writes it; None
            for the encoder as it was published. Another source is taken as it is.
        rebuild: Start anew, for instance after `EncoderDamaged`.

    Returns:
        The folder for `SentenceEncoder`.

    Raises:
        BaseMissing: the package with the default weights is not installed.
        BaseDamaged: the weights are not the approved ones.
        EncoderUnavailable: the source does not lead to a model.
        LearnedDamaged: the learned part cannot be read, or is not what was written.
        LearnedForAnotherBase: it was trained from other weights than the default encoder's.
    """
    learned = learned if source is None else None
    target = cache / _folder_name(source, learned)
    if not rebuild and _is_whole(target):
        return target
    from filelock import FileLock

    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / f".{target.name}.lock"):
        work = cache / f".{target.name}.work"
        if rebuild:
            shutil.rmtree(work, ignore_errors=True)
        if rebuild or not _is_whole(target):
            run_steps(work, _steps(source, learned), progress)
            _install(work / "engine", target)
            shutil.rmtree(work)
    return target


def prepared(cache: Path, source: str | None, learned: Path | None = None) -> Path | None:
    """The prepared folder of an encoder, or None when `prepare` has work to do.

    Raises:
        LearnedDamaged: the learned part cannot be read.
    """
    target = cache / _folder_name(source, learned if source is None else None)
    return target if _is_whole(target) else None


def check(folder: Path) -> EncoderManifest:
    """Compare every file of a prepared encoder with its checksum.

    Raises:
        EncoderMissing: nothing was prepared there.
        EncoderDamaged: a file is not the one that was prepared; `prepare(rebuild=True)` helps.
    """
    return verify(folder)


def run_steps(work: Path, steps: Sequence[Step], progress: Report) -> None:
    """Run the steps that are not complete, each into `work / name`."""
    work.mkdir(parents=True, exist_ok=True)
    for step in steps:
        done = work / step.name
        if done.is_dir():
            continue
        begun = work / f"{step.name}.begun"
        shutil.rmtree(begun, ignore_errors=True)
        begun.mkdir()
        step.run(begun, work, progress)
        begun.rename(done)


def _is_whole(folder: Path) -> bool:
    """Whether a complete preparation lies there; checksums are compared when it is loaded."""
    try:
        manifest = read_manifest(folder)
    except NotReady:
        return False
    return all((folder / name).is_file() for name in manifest.files)


def _install(made: Path, target: Path) -> None:
    if target.exists():
        aside = target.with_name(f".{target.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        target.rename(aside)
        made.rename(target)
        shutil.rmtree(aside)
    else:
        made.rename(target)


def _folder_name(source: str | None, learned: Path | None) -> str:
    """A readable name that changes with the recipe, the source and the content of what is read."""
    facts: list[object] = [RECIPE, source or base.SHA256]
    name = source or base.MODEL_ID
    if source is not None and Path(source).is_dir():
        facts.append(_fingerprint(Path(source)))
    if learned is not None:
        checksum = learned_checksum(learned)
        facts.append(checksum)
        name = learned_id(checksum)
    digest = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
    return f"{Path(name).name}-{digest[:12]}"


def _fingerprint(folder: Path) -> list[tuple[str, int, int]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        (path.relative_to(folder).as_posix(), path.stat().st_size, path.stat().st_mtime_ns)
        for path in files
    ]


def _steps(source: str | None, learned: Path | None) -> list[Step]:
    from models import recipe

    origin = recipe.Origin(source, learned)
    steps = [Step("model", lambda folder, _, report: recipe.bring_model(folder, source, report))]
    if learned is not None:
        steps.append(Step("learned", partial(recipe.add_learned, learned)))
    steps.append(Step("graph", recipe.make_graphs))
    steps.append(Step("engine", partial(recipe.choose_engine, origin)))
    return steps
