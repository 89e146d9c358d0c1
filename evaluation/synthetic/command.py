"""`jisr-lab world`: an invented world on disk, to try the laboratory on."""

from pathlib import Path
from typing import Annotated

import typer

from evaluation.console import progress_bar, refusals, remarks, task
from evaluation.synthetic.orders import BiasIn, Distortion, WorldOrder, read_bias

_USUAL = WorldOrder()


def write_a_world(
    out: Annotated[Path, typer.Argument(help="Folder that receives the tables and the truth.")],
    people: Annotated[int, typer.Option(min=2)] = _USUAL.people,
    openings: Annotated[int, typer.Option(min=2)] = _USUAL.openings,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same world.")] = _USUAL.seed,
    bias: Annotated[
        str | None, typer.Option(help="attribute:points or attribute=group:points.")
    ] = None,
    bias_in: Annotated[BiasIn, typer.Option(help="Where the group is treated worse.")] = (
        BiasIn.PROPOSED
    ),
    exploration: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Probability that a list is varied.")
    ] = _USUAL.exploration,
    margin: Annotated[
        float | None, typer.Option(min=0.0, help="Vary as the service does: close neighbours.")
    ] = None,
    slope: Annotated[
        float | None,
        typer.Option(help="Scores are probabilities of a hire; above 1 too sure, 1 true."),
    ] = None,
    signal: Annotated[
        float, typer.Option(min=0.0, help="How much of suitability the features tell.")
    ] = _USUAL.signal,
) -> None:
    """Invent people, openings, choices and outcomes whose truth is known. Never to train on."""
    from evaluation.synthetic.files import write_world
    from evaluation.synthetic.world import STEPS, make_world

    with refusals(), progress_bar() as bar:
        order = WorldOrder(
            people=people,
            openings=openings,
            seed=seed,
            bias=None if bias is None else read_bias(bias, bias_in),
            exploration=exploration,
            margin=margin,
            distortion=None if slope is None else Distortion(slope=slope),
            signal=signal,
        )
        world = make_world(order, task(bar, "world drawn", STEPS))
        write_world(world, out, task(bar, "judgements written", len(world.judgements)))
    remarks.print(f"{len(world.judgements)} judgements, all invented", highlight=False)
    typer.echo(out)
