#!/usr/bin/env python3
"""Run a management command, in the project's own virtual environment if there is one."""

import os
import sys
from pathlib import Path

VENV = Path(__file__).resolve().parent / ".venv"


def main() -> None:
    python = VENV / "bin" / "python"
    if python.exists() and Path(sys.prefix).resolve() != VENV.resolve() and "VIRTUAL_ENV" not in os.environ:
        # So that `python3 manage.py …` works for someone who only ran `make run`.
        os.execv(python, [str(python), *sys.argv])  # noqa: S606  (our own interpreter)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
