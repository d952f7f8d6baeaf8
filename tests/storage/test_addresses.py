"""What is an address, what of it may be told, and what is said where it leads nowhere."""

import io
import sys

import pytest

from pipeline.run.errors import RuydadError, UsageError
from pipeline.storage.addresses import as_path, is_address, open_address, said_plainly, shown


def test_what_is_an_address():
    for given in ("s3://bucket/a", "http://host/a", "memory://a", "github://who:what@/a"):
        assert is_address(given)
    for given in ("articles", "a/b.txt", "C://articles", "file:///articles", "local:///a", "a b://c", ""):
        assert not is_address(given)
    assert as_path("file:///articles/a.txt") == "/articles/a.txt"
    assert as_path("articles/file://x") == "articles/file://x"


def test_passwords_and_signatures_are_not_told():
    assert shown("https://me:word@host:8000/a/x.txt?X-Amz-Signature=1") == "https://host:8000/a/x.txt"
    assert shown("sftp://me:word@host/a?.txt") == "sftp://host/a?.txt"
    assert shown("s3://bucket/a*?.txt") == "s3://bucket/a*?.txt"
    assert shown("https://me:word@host") == "https://host"
    assert (shown("articles/?"), shown("s3://"), shown("memory:///a")) == ("articles/?", "s3://", "memory:///a")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("s4://bucket/a", "s4://bucket/a cannot be served: Protocol not known: s4."),
        ("gs://bucket/a", "gs:// has no driver here: Please install gcsfs to access Google Storage."),
        ("zip://a.txt::s3://bucket/a.zip", "chains addresses; name the file itself, unpacked."),
        ("s3://", "s3:// names no bucket; write s3://BUCKET/FOLDER."),
    ],
)
def test_an_address_that_cannot_be_served_is_bad_usage(given, told):
    with pytest.raises(UsageError) as raised:
        open_address(given)
    assert str(raised.value).endswith(told)


@pytest.mark.parametrize(
    ("given", "module", "told"),
    [
        ("s3://bucket/a", "s3fs", "s3:// needs s3fs: install ruydad[remote]."),
        ("https://host/a", "aiohttp", "https:// needs aiohttp: install ruydad[remote]."),
    ],
)
def test_a_missing_driver_names_the_extra(given, module, told, monkeypatch):
    for scheme in ("s3", "https"):
        monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, scheme, raising=False)
    for name in [name for name in sys.modules if name.split(".")[0] == "s3fs" or name.endswith("implementations.http")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError) as raised:
        open_address(given)
    assert str(raised.value) == told


class Answered(Exception):
    status = 403


class NoCredentialsError(Exception):
    pass


class NotImplementedErrorOfADriver(Exception):
    pass


def absent(behind):
    error = FileNotFoundError("a")
    error.__cause__ = behind
    return error


@pytest.mark.parametrize(
    ("error", "kind", "told"),
    [
        (FileNotFoundError("a"), UsageError, "s3://b is not there. Kept."),
        (absent(FileNotFoundError("a")), UsageError, "s3://b is not there. Kept."),
        (absent(ConnectionRefusedError(111, "Connection refused")), RuydadError, "cannot be read: Connection refused. Kept."),
        (absent(Answered("Forbidden")), RuydadError, "access is denied: Forbidden. Keys come from the environment"),
        (PermissionError("The AWS Access Key Id is unknown"), RuydadError, "access is denied: The AWS Access Key Id"),
        (NoCredentialsError("Unable to locate credentials"), RuydadError, "Unable to locate credentials. Keys come"),
        (io.UnsupportedOperation("not writable"), RuydadError, "s3://b cannot be read: not writable. Kept."),
        (NotImplementedErrorOfADriver(), UsageError, "s3://b cannot be read: its kind of address does not allow it."),
        (OSError("Cannot reach https://me:word@h/a?key=1, 'http://h/?b'"), RuydadError, "Cannot reach https://h/a 'http://h/'. K"),
        (KeyError("a\n\nb"), RuydadError, r"s3://b cannot be read: 'a\n\nb'. Kept."),
        (TimeoutError(), RuydadError, "s3://b cannot be read: TimeoutError. Kept."),
        (UsageError("As it is."), UsageError, "As it is."),
    ],
)  # fmt: skip
def test_whatever_a_driver_raises_is_a_sentence(error, kind, told):
    with pytest.raises(kind) as raised, said_plainly("s3://b", also="Kept."):
        raise error
    assert type(raised.value) is kind and told in str(raised.value) and "\n" not in str(raised.value)
