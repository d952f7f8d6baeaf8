"""Articles that attack whoever reads the tables: page, Markdown, terminal, JSON and file names stay inert."""

import json
import re

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.run.cli import app

pytestmark = pytest.mark.slow
ESCAPE = "\x1b[2J\x1b]0;owned\x07"
ATTACKS = (
    "<img src=x onerror=window.owned=1>",
    "</script><script>window.owned=1</script>",
    f"{ESCAPE}\x9b2J",
    '=HYPERLINK("http://x.example")',
    "| a | [x](javascript:window.owned=1) | `b`",
    "${7*7} {{7*7}} $(touch owned)",
    "\u202eبمب \u2066",
    "!!python/object/apply:os.system ['touch owned']",
)
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
TEXT = (
    "دوشنبه ۲۱ شهریور ۱۴۰۱. پلیس کابل گفت در انفجار {0} در شهر قندهار، سه نفر کشته و پنج نفر زخمی شدند. "
    "سخنگوی طالبان {0} این حمله را محکوم کرد و گفت شش نفر کشته شدند."
)


def article(number, attack):
    links = ("javascript:window.owned=1", 'https://x.example/"><script>window.owned=1</script>')
    return {
        "id": f"../{number}{attack}",
        "title": f"{attack} انفجار در قندهار",
        "text": TEXT.format(attack),
        "outlet": attack,
        "url": links[number % 2],
        "published_at": "2022-09-12",
    }


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """A release made of such articles, in a folder of its own."""
    folder = tmp_path_factory.mktemp("attacked")
    lines = [json.dumps(article(n, attack), ensure_ascii=False) for n, attack in enumerate(ATTACKS)]
    (folder / f"<img src=x onerror=window.owned=1>{ESCAPE}.jsonl").write_text(
        "\n".join([*lines, "{"]), encoding="utf-8"
    )
    told = CliRunner().invoke(app, ["run", str(folder), "--out", str(folder / "release"), "--no-cache"])
    assert told.exit_code == 0, told.output
    return folder / "release"


def called(*words):
    return CliRunner().invoke(app, [str(word) for word in words]).output


def test_every_attack_is_kept_in_the_tables(attacked):
    texts = pd.read_parquet(attacked / "articles.parquet")["text"]
    assert all(texts.str.contains(attack, regex=False).any() for attack in ATTACKS)
    assert len(pd.read_parquet(attacked / "rejected.parquet")) == 1
    assert len(pd.read_parquet(attacked / "events.parquet")) >= len(ATTACKS)


def test_nothing_printed_commands_the_terminal(attacked):
    events = pd.read_parquet(attacked / "events.parquet")["event_id"]
    printed = [called("explain", each, "--in", attacked) for each in events]
    printed += [called("explain", each, "--in", attacked, "--json") for each in events]
    printed += [called("timeline", "--in", attacked), called("timeline", "--in", attacked, "--json")]
    printed += [called("explain", f"{ESCAPE}", "--in", attacked), called("validate", f"{attacked}{ESCAPE}")]
    assert "owned" in "".join(printed)
    for text in printed:
        assert not OBEYED.search(text), text
    assert all(json.loads(text) for text in printed[len(events) : 2 * len(events)])


def test_markdown_holds_no_markup_of_theirs(attacked, tmp_path):
    for name in ("CODEBOOK.md", "CHANGES.md"):
        text = (attacked / name).read_text(encoding="utf-8")
        assert not OBEYED.search(text)
        assert "<img" not in text and "<script" not in text and "](javascript" not in text
    changes = called("diff", "data/release", attacked)
    assert not OBEYED.search(changes) and "<script>" not in re.sub("`[^`\n]*`", "", changes)


def test_exports_stay_inside_their_folder(attacked, tmp_path):
    called("export", attacked, "--to", "brat", "--out", tmp_path / "brat", "--include-names")
    names = [path.name for path in (tmp_path / "brat").iterdir()]
    assert len(names) > len(ATTACKS) and [path.name for path in tmp_path.iterdir()] == ["brat"]
    assert all(re.fullmatch(r"[\w.-]+", name) for name in names), names
    called("export", attacked, "--to", "geojson", "--out", tmp_path / "made.geojson", "--include-names")
    assert json.loads((tmp_path / "made.geojson").read_text(encoding="utf-8"))["features"]


def test_no_page_runs_anything_of_theirs(attacked, chromium):
    context = chromium.new_context()
    tab, seen = context.new_page(), []
    tab.on("dialog", lambda dialog: (seen.append("a dialog"), dialog.dismiss()))
    tab.on("console", lambda line: seen.append(line.text) if line.type == "error" else None)
    tab.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else seen.append(asked.url))
    index = (attacked / "explorer" / "index.html").as_uri()
    addresses, done = ["", "#/about", "#/review"], set()
    while addresses:
        address = addresses.pop()
        done.add(address)
        tab.goto("about:blank")
        tab.goto(index + address)
        tab.wait_for_timeout(100)
        assert not tab.evaluate("() => window.owned") and not tab.locator("img").count(), address
        links = tab.eval_on_selector_all("a[href]", "all => all.map(each => each.getAttribute('href'))")
        assert not [link for link in links if link.lower().strip().startswith(("javascript", "data:text"))], address
        addresses += [link for link in set(links) if link.startswith("#/") and link not in done and len(done) < 40]
    assert len(done) >= 3 + len(ATTACKS) and not seen
    tab.goto((attacked / "codebook.html").as_uri())
    assert not tab.evaluate("() => window.owned") and not seen
    context.close()
