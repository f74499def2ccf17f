"""The parts of `bin/bench`: what each measures, and the options it takes."""

import argparse
import sys
from contextlib import redirect_stdout

from tools.launch import bootstrap


def main() -> int:
    with redirect_stdout(sys.stderr):  # stdout is for the results only
        bootstrap.enter_venv("requirements-bench.txt")
    from . import awards, country, form, intake, papers, ranking  # these need the packages

    parts = (ranking, country, awards, papers, intake, form)
    parser = argparse.ArgumentParser(
        prog="bin/bench",
        description="\n\n".join(part.__doc__.strip() for part in parts),
        formatter_class=argparse.RawTextHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for part in parts:
        part.add_options(commands)
    options = parser.parse_args()
    return options.run(options)
