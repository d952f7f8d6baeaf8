"""Event rows as Label Studio tasks with predictions, and a Label Studio export back as annotations.

In: a release, or the text of a JSON export. Out: tasks and their labelling configuration, or annotations. Offsets go
out as code points, which Label Studio has counted since version 1.5; older versions count UTF-16 units, and a browser
may count a carriage return and line feed as one character. On the way back the reading is taken under which the words
are those that the region names; a region without such a reading is refused.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import quoteattr

from pipeline.exports.inputs import Release, Row
from pipeline.exports.made import Made
from pipeline.exports.spans import COLUMN_OF, NO_TYPE, Annotated, Span, children_of, digest_of, spaced, spans_of
from pipeline.schema.codes import read_codes

TASKS, CONFIG = "tasks.json", "tasks.config.xml"
_LABELS = {
    "Trigger": ("کنش", "#d62728"),
    "Actor": ("کنشگر", "#1f77b4"),
    "Target": ("هدف", "#17becf"),
    "Place": ("مکان", "#2ca02c"),
    "Date": ("زمان", "#9467bd"),
    "Casualties": ("تلفات", "#ff7f0e"),
    "Source": ("منبع", "#8c564b"),
    "Claim": ("نقل قول", "#e377c2"),
}  # label → Persian name and colour
_SHOWN = ("title", "outlet", "url")


class LabelStudioError(ValueError):
    """What a file holds is no Label Studio export of these tasks; the message says what to do."""


def export(release: Release, *, names: bool = True) -> Made:
    """The tasks and, beside them, their labelling configuration. `names` changes nothing: the texts are the matter."""
    children = children_of(release)
    events = sorted(
        release.events, key=lambda each: (str(each["article_id"]), each["evidence_start"], each["event_id"])
    )
    lines = [json.dumps(_task(event, release, children), ensure_ascii=False, allow_nan=False) for event in events]
    texts = {TASKS: "[\n" + ",\n".join(lines) + "\n]\n", CONFIG: config()}
    return Made("event rows", len(lines), texts=texts)


def _task(event: Row, release: Release, children: Any) -> dict[str, Any]:
    article = release.articles[event["article_id"]]
    text = article["text"]
    regions = [
        _region(event, n, "labels", "label", {"start": start, "end": end, "text": text[start:end], "labels": [label]})
        for n, (label, start, end) in enumerate(
            sorted(spans_of(event, text, children), key=lambda s: (s[1], s[2], s[0]))
        )
    ]
    choices = {"sub_event_type": event["sub_event_type"] or NO_TYPE, "status": event["status"]}
    regions += [_region(event, name, "choices", name, {"choices": [code]}) for name, code in choices.items()]
    data = {"text": text, "event_id": event["event_id"], "article_id": event["article_id"]}
    data |= {"text_digest": digest_of(text), "evidence": event["evidence_text"]}
    data |= {name: article[name] for name in _SHOWN if article[name] is not None}
    version = f"ruydad {release.version}".strip()
    return {
        "data": data,
        "predictions": [{"model_version": version, "score": event["confidence"], "result": regions}],
    }


def _region(event: Row, at: object, kind: str, name: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{event['event_id']}-{at}",
        "from_name": name,
        "to_name": "text",
        "type": kind,
        "value": dict(value),
    }


def config() -> str:
    """The labelling configuration: right to left, every label and code with its Persian name as a hint."""
    labels = [
        f"    <Label value={quoteattr(label)} hint={quoteattr(hint)} background={quoteattr(colour)}/>"
        for label, (hint, colour) in _LABELS.items()
    ]
    kinds = [*read_codes("sub_event_type"), {"code": NO_TYPE, "label_fa": "کنش گفتاری یا دیپلماتیک"}]
    return "\n".join(
        [
            "<View>",
            '  <Labels name="label" toName="text">',
            *labels,
            "  </Labels>",
            '  <View style="direction: rtl; text-align: right; line-height: 2">',
            '    <Text name="text" value="$text"/>',
            "  </View>",
            *_choices("sub_event_type", kinds),
            *_choices("status", read_codes("status")),
            "</View>",
            "",
        ]
    )


def _choices(name: str, codes: Any) -> Iterator[str]:
    yield f'  <Header value="{name}"/>'
    yield f'  <Choices name="{name}" toName="text" choice="single" showInline="true" required="true">'
    for row in codes:
        yield f"    <Choice value={quoteattr(row['code'])} hint={quoteattr(row['label_fa'])}/>"
    yield "  </Choices>"


def read(name: str, content: str) -> Iterator[Annotated | str]:
    """The annotations of a JSON export, or a sentence for each task that cannot be taken.

    A task that nobody annotated gives nothing. Raises LabelStudioError where the file is no such export.
    """
    try:
        tasks = json.loads(content)
    except ValueError as error:
        raise LabelStudioError(f"{name} is not JSON ({error}); export from Label Studio as JSON.") from error
    tasks = tasks if isinstance(tasks, list) else [tasks]
    if not all(isinstance(task, dict) and isinstance(task.get("data"), dict) for task in tasks):
        raise LabelStudioError(f"{name} is no list of tasks with data; export from Label Studio as JSON, not JSON-MIN.")
    for number, task in enumerate(tasks, 1):
        yield from _read_task(f"{name}, task {task.get('id', number)}", task)


def _read_task(where: str, task: Mapping[str, Any]) -> Iterator[Annotated | str]:
    data = task["data"]
    done = [each for each in task.get("annotations") or [] if not each.get("was_cancelled")]
    if not {"event_id", "text", "text_digest"} <= set(data):
        yield f"{where}: data has no event_id, text and text_digest, so it is no task of ruydad."
    elif digest_of(data["text"]) != data["text_digest"]:
        yield f"{where}: the text is not the one that was exported (its digest differs)."
    elif done:
        try:
            found = [_annotated(where, data, each.get("result") or []) for each in done]
        except LabelStudioError as error:
            yield str(error)
            return
        if len({(each.spans, each.sub_event_type, each.status) for each in found}) > 1:
            yield f"{where}: {len(found)} annotations disagree; settle on one in Label Studio and export again."
        else:
            yield found[0]


def _annotated(where: str, data: Mapping[str, Any], result: list[Mapping[str, Any]]) -> Annotated:
    spans: set[Span] = set()
    choices: dict[str, str] = {}
    for region in result:
        value, kind = region.get("value") or {}, region.get("type")
        if kind == "labels":
            spans |= {(label, *_offsets(where, data["text"], value)) for label in value.get("labels") or []}
        elif kind == "choices" and value.get("choices"):
            choices[str(region.get("from_name"))] = str(value["choices"][0])
    unknown = sorted({label for label, _, _ in spans} - set(COLUMN_OF))
    if unknown:
        raise LabelStudioError(f"{where}: there is no label {unknown[0]}; the labels are {', '.join(COLUMN_OF)}.")
    chosen = choices.get("sub_event_type"), choices.get("status")
    return Annotated(where, data["event_id"], data["text_digest"], frozenset(spans), *chosen)


def _offsets(where: str, text: str, value: Mapping[str, Any]) -> tuple[int, int]:
    """First and last code point of a region, under the reading that gives the words it names."""
    start, end = value.get("start"), value.get("end")
    told = value.get("text")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise LabelStudioError(f"{where}: a region has no start and end.")
    if told is None or text[start:end] == told:
        return start, end
    for reading in _READINGS:
        places = _places(text, *reading)
        first, last = places.get(start), places.get(end)
        if first is not None and last is not None and spaced(text[first:last]) == spaced(str(told)):
            return first, last
    raise LabelStudioError(f"{where}: from {start} to {end} the text does not read «{told}»; mark the words again.")


@lru_cache(maxsize=64)
def _places(text: str, utf16: bool, joined: bool) -> dict[int, int]:
    """Offset → code point, where letters outside the BMP count two, and a carriage return before a line feed nothing."""
    found: dict[int, int] = {}
    at = 0
    for n, letter in enumerate(text):
        found.setdefault(at, n)
        unseen = joined and letter == "\r" and text[n + 1 : n + 2] == "\n"
        at += 0 if unseen else 2 if utf16 and ord(letter) > 0xFFFF else 1
    found.setdefault(at, len(text))
    return found


_READINGS = ((False, False), (True, False), (False, True), (True, True))
