"""`python -m service.cli` is `jisr`, also where the command is not on the path."""

from service.cli import main

if __name__ == "__main__":
    main()
