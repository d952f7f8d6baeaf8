"""Sidecars: `NAME.yaml` beside `NAME.txt`, the metadata of one article.

In: the path of a sidecar. Out: its values, which go before those of the file itself. YAML is read as plain strings,
lists and mappings (no tags, no dates: 1401-02-31 is a Jalali day that YAML's own dates refuse); no value names a file.
"""

from pathlib import Path

import yaml

from pipeline.articles.encodings import decode
from pipeline.articles.fields import field_names, plain_name, to_record
from pipeline.articles.limits import Limits
from pipeline.articles.record import Fault, InputFault, Record
from pipeline.articles.streams import open_source, read_whole, sentence_of

_NULLS = ("", "null", "~", "none")
_MOST_DEPTH = 20
_READ = ("id", "title", "outlet", "url", "published")


class _Shallow(yaml.BaseLoader):
    """Strings, lists and mappings that are nested no deeper than metadata is; the same verdict however deep the stack."""

    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Read one node; raises YAMLError inside too many others."""
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise yaml.YAMLError(f"nested over {_MOST_DEPTH} deep")
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


def add_sidecar(record: Record, path: Path, limits: Limits) -> Fault | None:
    """Put a sidecar's values into a record; a Fault, and the record untouched, where it cannot be read."""
    try:
        with open_source(path, path.name, limits) as source:
            text = decode(read_whole(source, limits.sidecar_bytes)).text
        values = yaml.load(text, Loader=_Shallow)
    except InputFault as fault:
        return Fault(path.name, "broken_sidecar", fault.detail)
    except (yaml.YAMLError, OSError, RecursionError, ValueError) as error:
        return Fault(path.name, "broken_sidecar", f"this is no YAML ({sentence_of(error)})")
    if values is None or values == "":
        return None
    if not isinstance(values, dict):
        return Fault(path.name, "broken_sidecar", "it holds no `key: value` lines")
    known = field_names()
    filled = {}
    for key, value in values.items():
        name = key if isinstance(key, str) else "?"
        if known.get(plain_name(name), ("",))[0] not in _READ:
            record.notes.append(f"sidecar_unknown_key: {name[:40]}")
        elif isinstance(value, str) and value.strip().lower() not in _NULLS:
            filled[name] = value
    told = to_record(filled, None)
    for field in ("own_id", "title", "outlet", "url", "published"):
        if (value := getattr(told, field)) is not None:
            setattr(record, field, value)
    return None
