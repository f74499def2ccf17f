"""Inside the sandbox: set the bounds, run one job, print one line of JSON."""

import importlib
import json
import resource
import sys


def _keep_within(seconds: int, megabytes: int) -> None:
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024 * 1024, 64 * 1024 * 1024))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(job: str, function: str, source: str, *rest: str) -> None:
    *arguments, bounds = rest
    _keep_within(*json.loads(bounds))
    module = importlib.import_module(f"core.sandbox.{job}")
    print(json.dumps(getattr(module, function)(source, *arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
