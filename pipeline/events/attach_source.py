"""Features of attribution: which speaker tells an act.

In: `ArticleFacts`, the act's sentence and trigger, a speaker and its sentence. Out: named features
of the pair. The choice itself is the model's.
"""

from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.mentions.speech import SpeechMention
from pipeline.mentions.triggers import TriggerMention


def source_features(
    facts: ArticleFacts,
    home: Sentence,
    trigger: TriggerMention | None,
    sentence: Sentence,
    speech: SpeechMention,
    rank: int,
) -> dict[str, float]:
    """Whether a speaker is the innermost one who tells the act of sentence `home`; `rank` counts speakers back from it."""
    away = home.index - sentence.index
    where = "same" if away == 0 else "next" if away < 0 else "last" if away == 1 else "before" if away <= 4 else "far"
    dateline = sentence.index < 3 and speech.kind in ("prefix", "kicker")
    names = ["bias", f"where={where}", f"kind={speech.kind}", f"where.kind={where}.{speech.kind}", f"rank={min(rank, 4)}", f"rank.kind={min(rank, 4)}.{speech.kind}",
             f"type={speech.source_type}", f"claim={speech.claim}", f"dateline={dateline}", f"home={min(len(home.speech), 3)}.{where}",
             f"anaphor={speech.anaphor}.{where}", f"paragraph={home.paragraph - sentence.paragraph if 0 <= home.paragraph - sentence.paragraph < 3 else 'far'}",
             f"dateline.home={dateline}.{min(len(home.speech), 2)}.{min(home.index, 4)}"]  # fmt: skip
    if where == "same":
        position = sentence.speech.index(speech)
        names += [f"of={position}.{min(len(sentence.speech), 3)}", f"last={position == len(sentence.speech) - 1}"]
        if trigger is not None:
            side = (
                "before"
                if speech.cue_end <= trigger.key_start
                else "after"
                if speech.cue_start >= trigger.key_end
                else "around"
            )
            names += [f"side={side}.{speech.kind}"]
            if speech.key_start <= trigger.key_start < speech.key_end:
                names.append("trigger_in_speaker")
    names.append(f"cue={speech.cue_text}" if len(speech.cue_text) < 20 else "cue=long")
    return dict.fromkeys(names, 1.0)
