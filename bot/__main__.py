"""The door: `readout` and `python -m bot`.

It imports nothing until it is entered, because a spawned child imports its parent's main module again: the reader's
process would load the whole bot beside its model.
"""


def main() -> None:
    """Run the command line."""
    from bot.cli import main as run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()
