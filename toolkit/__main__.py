"""The command ``toolkit``: runs the app, prints errors in one form, and turns them into exit codes."""

from __future__ import annotations

import gc
import signal
import sys


def main() -> None:
    """Run the command line; never returns. Exit codes are in the README."""
    # A command reads its files, runs and ends: next to nothing is garbage, and to look for it took a tenth of the time.
    gc.set_threshold(50_000, 20, 20)
    from toolkit.cli import run
    from toolkit.cli.output import show_error
    from toolkit.errors import ToolkitError

    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `toolkit … | head` ends quietly, as other tools do
    try:
        run()
    except ToolkitError as error:
        show_error(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)  # noqa: T201
        sys.exit(130)


if __name__ == "__main__":
    main()
