"""The parts of `bin/bench`: what each measures, and the options it takes."""

import argparse

from . import awards, country, form, intake, papers, ranking

PARTS = (ranking, country, awards, papers, intake, form)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bin/bench",
        description="\n\n".join(part.__doc__.strip() for part in PARTS),
        formatter_class=argparse.RawTextHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for part in PARTS:
        part.add_options(commands)
    options = parser.parse_args()
    return options.run(options)
