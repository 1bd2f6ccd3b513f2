"""Words in, exit code out. Each command is a file in `schemec/commands/`, found by looking."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from schemec.exits import Exit, Trouble, why
from schemec.interrupts import Stops, stoppable


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. Nothing that goes wrong gets past this as a traceback.

    Without arguments it is the program itself, and takes them from the command line.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    with stoppable() as stops:
        code = _guarded(words, stops)
        if code is Exit.INTERRUPTED and arguments is None:
            # Python, where it was interrupted within `exec`, would end as if nobody had handled that.
            os._exit(code)
    return int(code)


def _guarded(words: Sequence[str], stops: Stops) -> Exit:
    try:
        from schemec import screen  # noqa: PLC0415 -- loading, too, may be interrupted

        try:
            screen.prepare()
            code = _run(words)
            sys.stdout.flush()
            return code
        except Exception as error:
            if stops.asked:  # what a library made of it does not matter
                raise KeyboardInterrupt from error
            return _told(error, words)
        finally:
            screen.end()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("interrupted\n")
            sys.stderr.flush()
        return Exit.INTERRUPTED
    except OSError:
        return Exit.IO  # not even the error could be printed


def _told(error: Exception, words: Sequence[str]) -> Exit:
    """Say in a sentence what went wrong."""
    from schemec.screen import say  # noqa: PLC0415 -- as above

    match error:
        case BrokenPipeError():
            return Exit.IO
        case Trouble():
            say(f"error: {error.said}")
            return error.exit_code
        case OSError():
            place = f"{error.filename}: " if error.filename is not None else ""
            say(f"error: {place}{why(error)}")
            return Exit.IO
        case _:
            from schemec.fault import sentence  # noqa: PLC0415 -- the rare case

            say(sentence(error, words))
            return Exit.FAULT


def _run(words: Sequence[str]) -> Exit:
    import click  # noqa: PLC0415 -- as above

    from schemec.commands import schemec  # noqa: PLC0415

    try:
        code = schemec.main(args=list(words), prog_name="schemec", standalone_mode=False)
    except click.Abort:
        raise KeyboardInterrupt from None
    except SystemExit:
        return Exit.IO  # click's way of saying that nobody reads the output any more
    except click.ClickException as error:
        sys.stdout.flush()
        error.show()
        return Exit.USAGE
    return Exit(code or 0)
