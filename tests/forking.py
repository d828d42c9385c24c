"""A process that has imported all of `fangxian` and becomes each command it is told of: run by `tests/terminal.py`.

A request is a line of JSON on stdin: what to run, in which environment and folder, and the files its stdout and stderr
go to. The process forks; the child reads the settings anew for its own FANGXIAN_HOME, runs, and ends as any Python
does. Its exit code is a line of JSON on stdout. Nothing that a command must find untouched is touched before the fork:
no connection to a database, no key, none of the threads polars computes with. Empty tables are made once: a new home is
given a copy of them (that the program itself makes them is shown by `tests/site/test_fresh_database.py`).
"""

import gc
import importlib
import json
import os
import pkgutil
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any


def _import_all() -> None:
    import fangxian.doors.cli
    import fangxian.operations
    from fangxian.doors.cli.main import register_commands
    from fangxian.site.start import start

    start()
    from django.db.migrations.loader import MigrationLoader
    from numba.core.registry import cpu_target

    MigrationLoader(None)
    register_commands()
    for package in (fangxian.doors.cli, fangxian.operations):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    # What numba knows of Python's own functions is learnt here, not by every command that calls a kernel.
    cpu_target.typing_context.refresh()
    cpu_target.target_context.refresh()


def _keep_empty_tables() -> None:
    """Make the tables in this process's own home, in a fork; whoever makes tables from now on is given these."""
    from django.db import connection

    from fangxian.site import creation

    create_tables, kept = creation.create_tables, connection.settings_dict["NAME"]
    if os.fork() == 0:
        create_tables()
        connection.close()
        os._exit(0)
    os.wait()

    def copy_tables() -> None:
        if connection.vendor != "sqlite":
            return create_tables()
        connection.close()
        shutil.copyfile(kept, connection.settings_dict["NAME"])
        return None

    creation.create_tables = copy_tables


def _require_untouched() -> None:
    from django.db import connection

    assert connection.connection is None, "a command would share the database connection of its parent"
    threads = [task.read_text().strip() for task in Path("/proc/self/task").glob("*/comm")]
    computing = [name for name in threads if name.startswith("polars-") and name[-1].isdigit()]
    assert not computing, f"a fork has no threads but its own: {computing}"


def _move_in(environment: dict[str, str], folder: str) -> None:
    """Be where the command is told to be, with the settings of its own home."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    from django.conf import settings
    from django.db import connections

    chosen: ModuleType = importlib.reload(sys.modules["fangxian.site.settings"])
    for name in filter(str.isupper, dir(chosen)):
        setattr(settings, name, getattr(chosen, name))
    del connections["default"]
    connections._settings = connections.settings = connections.configure_settings(None)


def _speak_into(files: dict[str, str]) -> None:
    for number, path in ((0, os.devnull), (1, files["stdout"]), (2, files["stderr"])):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(opened, number)
        os.close(opened)


def _run(request: dict[str, Any]) -> None:
    _speak_into(request)
    _move_in(request["environment"], request["folder"])
    if request["program"] is not None:
        sys.argv = ["-c"]
        exec(compile(request["program"], "<string>", "exec"), {"__name__": "__main__"})
        return
    from fangxian.doors.cli.main import main

    sys.argv = ["fangxian", *request["words"]]
    main()


def serve() -> None:
    """Fork for each line of stdin. Returns in the child alone, which then ends as its command says."""
    _import_all()
    _keep_empty_tables()
    _require_untouched()
    gc.freeze()
    for line in iter(sys.stdin.buffer.readline, b""):
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            return _run(request)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
    return None


if __name__ == "__main__":
    serve()
