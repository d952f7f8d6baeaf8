"""Speech: who says what is told, and how surely.

In: a folded text and, of one sentence, its speech-cue hits, actor phrases, media and source-noun hits, words and opening.
Out: `SpeechMention`s in text order: a prefix cue («به گزارش X»), a verb of saying («X گفت»), a kicker («رویترز: …»),
an interview («به ایسنا گفت»), hearsay («گزارش‌ها حاکی است»), each with the speaker's phrase, its code and type, and
the claim status.
"""

from collections.abc import Callable, Sequence

from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.scan import Hit
from pipeline.mentions.speech.credits import joined_line
from pipeline.mentions.speech.cues import Cue, cues_by_lemma
from pipeline.mentions.speech.kickers import DESK, KICKER, Opening, add_kicker
from pipeline.mentions.speech.mention import SpeechMention
from pipeline.mentions.speech.phrases import find_spots
from pipeline.mentions.speech.prefixes import add_interview, add_prefix
from pipeline.mentions.speech.scene import SpeechScene, add_hearsay, add_mention, add_untold, describe_span
from pipeline.mentions.speech.speakers import describe_medium
from pipeline.mentions.speech.verbs import add_verb
from pipeline.mentions.speech.whole import may_be
from pipeline.text.letters import Folded
from pipeline.text.tokens import Word


def find_speech(
    folded: Folded,
    span: tuple[int, int],
    cues: Sequence[Hit],
    actors: Sequence[ActorMention],
    media: Sequence[Hit],
    nouns: Sequence[Hit],
    words: Callable[[], Sequence[Word]],
    opening: Opening,
) -> list[SpeechMention]:
    """Speakers of the sentence key[span], in the order of their cues; its words are read only where they are needed."""
    start, end = span
    scene = SpeechScene(folded, start, end, words, find_spots(folded.key, actors, media, nouns))
    if desk := DESK.match(folded.key, start, min(end, start + 50)):
        scene.start = desk.end()
    known = cues_by_lemma()
    live = [(hit, cue) for hit in cues if (cue := known[hit.rows[0]["lemma"]]) and may_be(scene, hit, cue)]
    starts = [hit.start for hit, _ in live]
    if opening.leads or opening.heads is not None:
        _add_opening(scene, opening, [hit.start for hit, cue in live if cue.kind != "noun_cue"])
    for (hit, cue), limit in zip(live, [*starts[1:], end], strict=False):
        _add_cued(scene, hit, cue, limit)
    if opening.credit is not None:
        _add_credit(scene, *opening.credit, media)
    return scene.found


def _add_opening(scene: SpeechScene, opening: Opening, cues: Sequence[int]) -> None:
    """Who speaks by the kicker at the head of a sentence, or of the last line joined to it where no cue stands in that.

    `cues` begin where words of saying do; «X در گفت‌وگو با Y:», «X در بیانیه‌ای:» have none.
    """
    heads = opening.heads
    tail = joined_line(scene.folded, scene.words, scene.end - 1) if opening.leads else None
    if tail is not None and not any(start >= tail for start in cues):
        heads = KICKER.match(scene.folded.key, tail, scene.end)
    if heads is not None and (tail is not None or not (cues and cues[0] < heads.end())):
        add_kicker(scene, heads)


def _add_cued(scene: SpeechScene, hit: Hit, cue: Cue, limit: int) -> None:
    """Who speaks by a cue, `limit` being where the next one begins."""
    at = (hit.start, hit.tail)
    if cue.needs == "this":
        add_untold(scene, at, cue, "prefix", "speech.this")
    elif cue.kind == "prefix_cue":
        if cue.needs not in ("agent", "opinion"):
            add_prefix(scene, hit, cue, limit)
    elif cue.kind == "verb":
        add_verb(scene, hit, cue)
    elif cue.needs == "medium":
        add_interview(scene, hit, cue, limit)
    elif cue.needs == "hearsay":
        begin = max(hit.start, scene.folded.key.find("گزارش", *at))  # «بنابرگزارش‌های رسیده»
        add_hearsay(scene, begin, hit.tail, at, cue)
    elif cue.needs == "narration":
        add_untold(scene, at, cue, "narration", "speech.narration")


def _add_credit(scene: SpeechScene, name: tuple[int, int], mark: tuple[int, int], media: Sequence[Hit]) -> None:
    """The medium that the story is from, unless it was found to speak already."""
    if any(m.key_start < name[1] and name[0] < m.key_end for m in scene.found):
        return
    known = next((hit for hit in media if hit.start == name[0]), None)
    described = describe_medium(known) if known else describe_span(scene, *name)
    described = described if described[2] in ("news_agency", "media") else (None, None, "media")
    add_mention(scene, *name, mark, None, "credit", False, described, "speech.credit")
