"""Addresses such as `s3://bucket/articles`: what they lead to, and what to say where that fails.

In: an address as fsspec reads it (s3, http, https, file, memory, and any other whose driver is installed). Out: `Address`,
its file system and the path there; failures as `RuydadError`, those of the call as `UsageError`. Keys and endpoints come
from the environment (`AWS_…`, `FSSPEC_…`) and the files of AWS's own tools.
"""

import errno
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.run.errors import RuydadError, UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_LOCAL = re.compile(r"\A(?:file|local)://")
_OURS = {"s3": "s3fs", "s3a": "s3fs", "http": "aiohttp", "https": "aiohttp"}  # what the extra `remote` brings
_S3_AT_ONCE = 4  # parts of 50 MB that s3fs holds in memory
_LONGEST = 300
_SECRET = re.compile(r"(https?://)(?:[^\s/@]+@)?([^\s?'\"]*)(?:\?[^\s'\"]*)?")  # password and query of an address
_CREDENTIALS = "Keys come from the environment (AWS_ACCESS_KEY_ID …) or ~/.aws."
_NO_KEYS = ("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "TokenRetrievalError")


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a file system; `shown` is the address as it may be told, without passwords and queries."""

    shown: str
    files: "AbstractFileSystem"
    path: str
    protocol: str
    is_folder: bool  # said so, by a slash at its end

    def below(self, name: str) -> str:
        """The path of what lies below it."""
        return f"{self.path.rstrip('/')}/{name}"


def is_address(given: object) -> bool:
    """Whether this names something by an address; one of this machine's files (`file://`) is a path."""
    return isinstance(given, str) and bool(_ADDRESS.match(given)) and not _LOCAL.match(given)


def as_path(given: str) -> str:
    """`file:///folder` as the path it is; anything else as it was given."""
    return _LOCAL.sub("", given, count=1)


def shown(given: str) -> str:
    """An address without password and query, where a signature may stand; it may go into a table or a log."""
    found = _ADDRESS.match(given)
    if not found:
        return given
    host, slash, path = given[found.end() :].partition("/")
    if found[1].lower() in ("http", "https"):  # elsewhere `?` is a wildcard
        path = re.split("[?#]", path, maxsplit=1)[0]
    return f"{found[0]}{host.rpartition('@')[2]}{slash}{path}"


def open_address(given: str) -> Address:
    """The file system and path of an address; raises UsageError where no driver can serve it."""
    told, protocol = shown(given), _protocol(given)
    if "::" in given:
        raise UsageError(f"{told} chains addresses; name the file itself, unpacked.")
    from fsspec.core import url_to_fs

    try:
        files, path = url_to_fs(given, **_options(protocol))
    except ImportError as error:
        if protocol in _OURS:
            raise UsageError(f"{protocol}:// needs {_OURS[protocol]}: install ruydad[remote].") from error
        raise UsageError(f"{protocol}:// has no driver here: {_sentence(error)}.") from error
    except ValueError as error:
        raise UsageError(f"{told} cannot be served: {_sentence(error)}.") from error
    except Exception as error:  # as in said_plainly
        raise _spoken(error, told, "read", "") from error
    if protocol in ("s3", "s3a") and not path.strip("/"):
        raise UsageError(f"{told} names no bucket; write s3://BUCKET/FOLDER.")
    return Address(told, files, path, protocol, given.endswith("/"))


def _protocol(given: str) -> str:
    found = _ADDRESS.match(given)
    return found[1].lower() if found else ""


def _options(protocol: str) -> dict[str, Any]:
    from fsspec.config import conf

    if protocol in ("s3", "s3a") and "max_concurrency" not in conf.get(protocol, {}):
        return {"max_concurrency": _S3_AT_ONCE}
    return {}


@contextmanager
def said_plainly(told: str, doing: str = "read", also: str = "") -> Iterator[None]:
    """What fails between here and the place is said in a sentence that names the address; `also` is added to it."""
    try:
        yield
    except RuydadError:
        raise
    except Exception as error:  # each driver has exceptions of its own, and none may reach a person as a traceback
        raise _spoken(error, told, doing, f" {also}" if also else "") from error


def _spoken(error: Exception, told: str, doing: str, also: str) -> RuydadError:
    error = _reason(error)
    if code_of(error) in ("NoSuchBucket", "InvalidBucketName") or type(error).__name__ == "ParamValidationError":
        return UsageError(f"{told}: there is no such bucket.{also}")
    if isinstance(error, FileNotFoundError):
        return UsageError(f"{told} is not there.{also}")
    if type(error).__name__.startswith("NotImplemented"):  # by a driver that only reads
        return UsageError(f"{told} cannot be {doing}: its kind of address does not allow it.{also}")
    if isinstance(error, PermissionError) or getattr(error, "status", None) in (401, 403):
        return RuydadError(f"{told} cannot be {doing}, access is denied: {_sentence(error)}. {_CREDENTIALS}{also}")
    if type(error).__name__ in _NO_KEYS:
        return RuydadError(f"{told} cannot be {doing}: {_sentence(error)}. {_CREDENTIALS}{also}")
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return RuydadError(f"There is no room left in {tempfile.gettempdir()}; TMPDIR names another folder.{also}")
    return RuydadError(f"{told} cannot be {doing}: {_sentence(error)}.{also}")


def code_of(error: BaseException) -> str:
    """The code by which an S3 server refused, such as AccessDenied; empty where it was no such refusal."""
    response = getattr(error.__cause__, "response", None) or getattr(error, "response", None)
    return str(response.get("Error", {}).get("Code", "")) if isinstance(response, dict) else ""


def is_absent(error: FileNotFoundError) -> bool:
    """Whether a server says that a file or folder is not there, and not that its bucket is missing, or nothing at all."""
    return _reason(error) is error and code_of(error) != "NoSuchBucket"


def _reason(error: Exception) -> Exception:
    """The error itself, or what lies behind a web server's file not being found: no answer, or a refusal."""
    cause = error.__cause__
    if not isinstance(error, FileNotFoundError) or not isinstance(cause, Exception):
        return error
    if isinstance(cause, FileNotFoundError) or not (isinstance(cause, OSError) or hasattr(cause, "status")):
        return error
    return error if getattr(cause, "status", None) == 404 else cause


def _sentence(error: BaseException) -> str:
    told = str(error.strerror if isinstance(error, OSError) and error.strerror else error)
    words = " ".join(_SECRET.sub(r"\1\2", told).split())
    return words[:_LONGEST].rstrip(".") or type(error).__name__
