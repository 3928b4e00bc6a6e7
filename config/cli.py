"""The command line: finds a command in motcua.jobs.commands, sets the stage, runs it.

Exit codes: 0 done, 1 what was checked does not hold, 2 unusable input.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

from motcua.jobs import commands
from motcua.kit.errors import DoesNotHold, Unusable


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; errors become one line on standard error."""
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="motcua", description="Một cửa: lệnh vận hành / operating commands")
    names = command_names()
    wanted = next((word for word in given if word in names), None)
    set_data_folder(given)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in names:
        # Only the wanted command is imported: `motcua due` must not pay for the others.
        module = load(name) if name == wanted else None
        help_line = module.HELP if module else None
        subparser = subparsers.add_parser(name, help=help_line, description=help_line)
        subparser.add_argument("--data", default=None, help="data folder (default: MOTCUA_DATA, else var/)")
        subparser.add_argument("--json", action="store_true", help="print JSON")
        if module:
            module.arguments(subparser)
    options = parser.parse_args(given)
    return run(load(options.command), options)


def run(module: ModuleType, options: argparse.Namespace) -> int:
    try:
        return int(module.run(options) or 0)
    except DoesNotHold as problem:
        print(f"motcua: {problem}", file=sys.stderr)
        return 1
    except Unusable as problem:
        print(f"motcua: {problem}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def command_names() -> list[str]:
    found = (info.name for info in pkgutil.iter_modules(commands.__path__) if not info.name.startswith("_"))
    return sorted(name.replace("_", "-") for name in found)


def load(name: str) -> ModuleType:
    """The command's module; one that touches the database can only be imported with the stage set."""
    module = f"motcua.jobs.commands.{name.replace('-', '_')}"
    if needs_database(module):
        set_the_stage()
    return importlib.import_module(module)


def needs_database(module: str) -> bool:
    """What the module says of itself, read without importing it."""
    spec = importlib.util.find_spec(module)
    return bool(spec and spec.origin and "\nNEEDS_DATABASE = True\n" in Path(spec.origin).read_text("utf-8"))


def set_data_folder(given: list[str]) -> None:
    """`--data` decides where the settings look, so it is read before anything else is."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--data")
    if data := early.parse_known_args(given)[0].data:
        os.environ["MOTCUA_DATA"] = os.path.abspath(data)


def set_the_stage() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


if __name__ == "__main__":
    raise SystemExit(main())
