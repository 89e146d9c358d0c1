"""Small taxonomies in the formats that ESCO and ROME are published in, for tests of training."""

import csv
import itertools
import json
from collections.abc import Sequence
from pathlib import Path

from models.training.splits import Split, split_of

OCCUPATION = "http://data.europa.eu/esco/occupation/"
SKILL = "http://data.europa.eu/esco/skill/"


def uri(split: Split, number: int = 0) -> str:
    """An address that belongs to the split; each number gives another."""
    ours = (f"{OCCUPATION}{n}" for n in itertools.count() if split_of(f"{OCCUPATION}{n}") == split)
    return next(itertools.islice(ours, number, None))


JOBS = [
    ("7212", "soudeur/soudeuse", "لحام / لحامة", "welder", "soudeuse\nsoudeur à l'arc"),
    ("7512", "boulanger/boulangère", "خباز / خبازة", "baker", "boulanger\nfournier"),
    ("7531", "tailleur/tailleuse", "خياط / خياطة", "tailor", "couturier\ncouturière"),
    ("8322", "chauffeur de taxi/chauffeuse de taxi", "سائق سيارة أجرة", "taxi driver", ""),
    ("6113", "jardinier/jardinière", "بستاني / بستانية", "gardener", "paysagiste"),
]
SKILLS = ["souder des pièces", "pétrir la pâte", "coudre un ourlet", "conduire", "tailler"]


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def an_esco(folder: Path) -> Path:
    """Five occupations that are trained on and one that is kept aside, five skills, relations."""
    uris = [uri("train", number) for number in range(len(JOBS))]
    header = ["conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description", "code"]
    for column, language in enumerate(("fr", "ar", "en"), start=1):
        rows = [
            [
                one,
                job[0],
                job[column],
                job[4] if language == "fr" else "",
                f"{job[column]} : ...",
                f"{job[0]}.1",
            ]
            for one, job in zip(uris, JOBS, strict=True)
        ]
        aside = [
            uri("test"),
            "7111",
            f"kept aside {language}",
            "never seen",
            "Kept aside.",
            "7111.1",
        ]
        write(folder / f"occupations_{language}.csv", header, [*rows, aside])
    skills = [f"{SKILL}{number}" for number in range(len(SKILLS))]
    write(
        folder / "skills_en.csv",
        ["conceptUri", "preferredLabel", "altLabels", "description"],
        [[one, f"skill {n}", f"ability {n}", f"To be able {n}."] for n, one in enumerate(skills)],
    )
    write(
        folder / "skills_fr.csv",
        ["conceptUri", "preferredLabel", "altLabels"],
        [[one, label, ""] for one, label in zip(skills, SKILLS, strict=True)],
    )
    write(
        folder / "occupationSkillRelations.csv",
        ["occupationUri", "relationType", "skillUri"],
        [[one, "essential", skill] for one in uris for skill in skills[:3]]
        + [[uris[0], "optional", skills[4]]],
    )
    write(
        folder / "ISCOGroups_en.csv",
        ["code", "preferredLabel", "description"],
        [[job[0], f"Workers of {job[0]}", f"Group {job[0]} does such work."] for job in JOBS],
    )
    write(
        folder / "ISCOGroups_fr.csv",
        ["code", "preferredLabel", "description"],
        [[job[0], f"Ouvriers de {job[0]}", ""] for job in JOBS],
    )
    return folder


def a_rome(folder: Path) -> Path:
    """Two versions of ROME: names in the newer one, texts in the older one."""
    new, old = folder / "v4.60", folder / "v3.47"
    write(
        new / "unix_referentiel_appellation_v460_utf8.csv",
        ["code_rome", "libelle_appellation_long", "libelle_appellation_court"],
        [
            ["H2913", "Soudeur / Soudeuse", "Soudeur / Soudeuse"],
            ["H2913", "Chaudronnier / Chaudronnière", "Chaudronnier(ère)"],
            ["D1102", "Boulanger / Boulangère", "Boulanger / Boulangère"],
            ["D1102", "Tourier / Tourière", "Tourier(ère)"],
        ],
    )
    write(
        new / "unix_referentiel_code_rome_v460_utf8.csv",
        ["code_rome", "libelle_rome"],
        [["H2913", "Soudage manuel"], ["D1102", "Boulangerie"]],
    )
    write(
        old / "unix_texte_v347_utf8.csv",
        ["code_rome", "libelle_type_texte", "libelle_texte"],
        [
            ["H2913", "definition", "Réalise l''assemblage de pièces."],
            ["H2913", "acces_a_em", "Cet emploi est accessible sans diplôme."],
        ],
    )
    write(
        old / "unix_coherence_item_v347_utf8.csv",
        ["code_rome", "code_ogr"],
        [["H2913", "1"], ["H2913", "2"], ["H2913", "404"]],
    )
    write(
        old / "unix_referentiel_competence_v347_utf8.csv",
        ["code_ogr", "libelle_competence"],
        [["1", "Techniques de soudage"], ["2", "Lecture de plan"]],
    )
    return folder


def a_benchmark(folder: Path, *queries: str) -> Path:
    """A BEIR folder, as far as training looks at it."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"_id": str(n), "text": text}) for n, text in enumerate(queries)]
    (folder / "queries.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder
