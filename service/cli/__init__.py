"""The `jisr` command."""

import sys

from service.cli.process import become_a_service


def main() -> None:
    """Run the command that the arguments name."""
    if sys.argv[1:2] == ["serve"] and "--help" not in sys.argv:
        become_a_service(sys.argv[1:])
    from service.cli.commands import app

    app()
