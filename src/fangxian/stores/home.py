"""Where everything a world keeps lives: one folder, its keys readable by their owner alone."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs


def home() -> Path:
    """Return FANGXIAN_HOME (default: the platform's user data folder), made if absent."""
    folder = Path(os.environ.get("FANGXIAN_HOME") or platformdirs.user_data_dir("fangxian")).expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read_or_make_key(folder: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """Return the key `folder/keys/name`, made by `make` on first use and readable by its owner only.

    Two processes that start at once agree: the first file linked into place wins.
    """
    keys = folder / "keys"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = keys / name
    if not path.exists():
        _write_once(path, make())
    return path.read_bytes()


@contextmanager
def alone(folder: Path, name: str) -> Iterator[None]:
    """Do something no two processes of one home may do at once: whoever comes second waits until the first is done."""
    with open(folder / f".{name}.lock", "wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write_once(path: Path, key: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
