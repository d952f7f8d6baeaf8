"""datapackage.json at an address: the one object that says where a release is, and of which bytes.

In: an address. Out: `Pointer`. What `ruydad run` writes to an address is a folder `releases/NUMBER-DIGEST` with the whole
release, and this descriptor above it, whose paths lead into that folder; a release folder that somebody copied there
has the same file with paths beside it.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from pipeline.run.errors import UsageError
from pipeline.storage.addresses import Address, is_absent

NAME, ROOM, FOLDER = "datapackage.json", "releases", "release_folder"
_FOLDER = re.compile(rf"{ROOM}/\d+-[0-9a-f]{{16}}")


@dataclass(frozen=True, slots=True)
class Pointer:
    """The descriptor as it was read: its bytes, the server's mark of them if it gives one, and what they say."""

    content: bytes
    etag: str | None
    told: dict[str, Any]

    @property
    def folder(self) -> str | None:
        """`releases/NUMBER-DIGEST`, or None where the release is beside the descriptor."""
        found = self.told.get(FOLDER)
        return found if isinstance(found, str) and is_release_folder(found) else None

    @property
    def number(self) -> int:
        """How many releases have been written to this address, this one among them."""
        return int((self.folder or "").partition("/")[2].partition("-")[0])


def is_release_folder(name: str) -> bool:
    """Whether this is a name that `ruydad run` gives to a folder with a release."""
    return bool(_FOLDER.fullmatch(name))


def read_pointer(address: Address) -> Pointer | None:
    """The descriptor at an address, None where there is none; raises UsageError for one that is no descriptor."""
    path = address.below(NAME)
    address.files.invalidate_cache()
    try:
        etag = address.files.info(path).get("ETag")  # first: if it is replaced in between, the mark is of the older one
        content: bytes = address.files.cat_file(path)
    except FileNotFoundError as error:
        if is_absent(error):
            return None
        raise
    try:
        told = json.loads(content)
        if not isinstance(told["resources"], list):
            raise TypeError
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{address.shown}/{NAME} describes no release.") from error
    return Pointer(content, etag, told)


def pointing_to(folder: str, descriptor: dict[str, Any]) -> bytes:
    """The descriptor of a release folder as it stands above that folder."""
    resources = [{**each, "path": f"{folder}/{each['path']}"} for each in descriptor["resources"]]
    for each in resources:
        if "schema" in each:
            fields = [_with_paths(field, folder) for field in each["schema"]["fields"]]
            each["schema"] = {**each["schema"], "fields": fields}
    told = {**descriptor, FOLDER: folder, "resources": resources}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _with_paths(field: dict[str, Any], folder: str) -> dict[str, Any]:
    return {**field, "codes": [f"{folder}/{path}" for path in field["codes"]]} if "codes" in field else field
