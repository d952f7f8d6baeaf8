"""How much of an input is read before it is refused.

In: the `articles` block of params.yaml (or a command's options). Out: `Limits`, read by every reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep memory and time bounded whatever the input is.

    `record_bytes`: one record (a line, a row, a page, a text file) before decoding. `text_characters`: the text of
    one article. `document_bytes`: an RSS/Atom file, or one JSON value that holds many records; they are read whole.
    `sidecar_bytes`: one metadata file. `metadata_characters`: one title, outlet or address.
    `expansion` and `expansion_floor`: a gzipped file may grow that many times, or to that many bytes if that is more.
    """

    record_bytes: int = 8_000_000
    text_characters: int = 1_000_000
    document_bytes: int = 16_000_000
    sidecar_bytes: int = 65_536
    metadata_characters: int = 4_000
    expansion: int = 200
    expansion_floor: int = 64_000_000

    @classmethod
    def from_params(cls, params: Mapping[str, Any]) -> "Limits":
        """The limits named in a mapping, defaults for the rest; raises ValueError for one that is no positive whole."""
        names = [each.name for each in fields(cls)]
        given = {name: params[name] for name in names if name in params}
        for name, value in given.items():
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise ValueError(f"the limit {name} must be a whole number above 0, not {value!r}")
        return cls(**given)
