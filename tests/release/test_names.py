"""Names of victims are withheld where extraction knows them, and kept where it is asked for; texts can be left out."""

import pandas as pd
import pytest

from pipeline.release.names import known_victims, names_in, withhold_names
from pipeline.release.parquet import read_table
from pipeline.release.validate import validate_release
from pipeline.release.write import Making, write_release
from pipeline.schema.withheld import agrees

NAME = "نادیا احمد فرهمندیان"
TITLE = f"{NAME} در مهرآباد کشته شد"


@pytest.fixture
def named(release_tables):
    """The hand-made release, whose first article now names a victim, beside a speaker of the same given name."""
    told = f"احمد رستگارنیا گفت {NAME} و علی فرزانه‌پور کشته شدند."
    article, event = release_tables["articles"], release_tables["events"]
    old = article.at[1, "text"]
    article.at[1, "text"] = f"{told} {old}"
    article.at[1, "title"] = event.at[2, "title"] = TITLE
    event.at[2, "evidence_text"] = told
    event.at[2, "evidence_start"], event.at[2, "evidence_end"] = 0, len(told)
    event.at[2, "source_text"] = "احمد رستگارنیا"
    for column in ("trigger_start", "trigger_end"):
        event.at[2, column] += len(told) + 1
    start = told.index(NAME)
    row = {
        "event_id": "e3", "kind": "killed", "low": 1, "high": 1, "is_vague": False, "qualifier": "exact",
        "casualties_text": NAME, "start": start, "end": start + len(NAME), "term": "کشته", "framing": "neutral",
    }  # fmt: skip
    release_tables["casualties"] = pd.concat([release_tables["casualties"], pd.DataFrame([row])], ignore_index=True)
    return release_tables


def words_of(tables, *, but=()):
    return "\n".join(
        str(cell)
        for name, frame in tables.items()
        for column in frame.columns
        if (name, column) not in but
        for cell in frame[column]
    )


def test_known_names_are_withheld_letter_for_letter(named):
    masked = withhold_names(named)
    assert known_victims(named)["demo-2"] >= {NAME, "علی فرزانه‌پور"}
    row = masked["casualties"].iloc[-1]
    assert set(row["casualties_text"]) == {"█", " "} and len(row["casualties_text"]) == row["end"] - row["start"]
    evidence = masked["events"]["evidence_text"].iloc[2]
    assert evidence.startswith("احمد رستگارنیا گفت █"), "the speaker is no victim"
    told = words_of(masked, but=[("articles", "text")])
    assert "فرهمندیان" not in told and "فرزانه" not in told
    pd.testing.assert_series_equal(masked["articles"]["text"], named["articles"]["text"])


def test_a_release_withholds_names_where_told_to(named, tmp_path):
    for withhold in (False, True):
        out = tmp_path / str(withhold)
        write_release(named, out, Making("0.1.0", withhold_names=withhold))
        assert validate_release(out) == []
        book = (out / "CODEBOOK.md").read_text(encoding="utf-8")
        events = (out / "events.csv").read_text(encoding="utf-8-sig")
        assert ("فرهمندیان" in events) is ("فرهمندیان" in book) is not withhold
        assert "فرهمندیان" in (out / "articles.csv").read_text(encoding="utf-8-sig"), "texts are the researcher's own"


@pytest.mark.slow
def test_a_release_without_texts_has_no_sentence_and_keeps_offsets(named, tmp_path):
    write_release(named, tmp_path, Making("0.1.0", withhold_names=True, without_text=True))
    assert validate_release(tmp_path) == []
    articles, events = (read_table(name, tmp_path / f"{name}.parquet") for name in ("articles", "events"))
    assert articles[["text", "title"]].isna().all(axis=None) and events[["evidence_text", "title"]].isna().all(
        axis=None
    )
    assert events["evidence_end"].notna().all()
    every = "\n".join(path.read_text(encoding="utf-8-sig") for path in tmp_path.glob("*.csv"))
    assert "فرهمندیان" not in every and "نفر زخمی شدند" not in every
    for book in ("CODEBOOK.md", "codebook.html"):
        assert "نفر زخمی شدند" not in (tmp_path / book).read_text(encoding="utf-8")


def test_a_text_missing_in_some_rows_alone_is_a_fault(named, tmp_path):
    named["events"].loc[0, "evidence_text"] = None
    with pytest.raises(Exception, match=r"column evidence_text, row 0 .*a value is required here, since other rows"):
        write_release(named, tmp_path, Making("0.1.0"))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("به گزارش روزنامه، حسن آذرپیک و دو نفر دیگر کشته شدند.", ["حسن آذرپیک"]),
        ("محمد در این حمله زخمی شد.", []),
        ("علی خامنه‌ای پیام داد.", []),
        ("پنج سرباز در حمله به پاسگاه کشته شدند.", []),
    ],
)
def test_names_in_a_sentence(sentence, found):
    assert list(names_in(sentence)) == found


def test_withheld_letters_agree_with_any_and_others_with_their_own():
    assert agrees("در ███ شد", "در علی شد")
    assert not agrees("در ███ شد", "در علی رفت")
    assert not agrees("در علی", "در عمر")
