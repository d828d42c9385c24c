"""Calling an address of another system: the one place where a notice leaves this machine."""

from collections.abc import Mapping
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

PATIENCE_S = 10


def post(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a body and return the status answered, whatever it is. Raises OSError when nobody answers.

    Only http and https: an outlet's address must not open a file of this machine.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise OSError(f"not a web address: {address}")
    request = Request(address, data=body, headers=dict(headers), method="POST")
    try:
        with urlopen(request, timeout=PATIENCE_S) as answer:
            return int(answer.status)
    except HTTPError as answered:
        return answered.code
