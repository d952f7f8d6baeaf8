"""Text of news in Markdown is text."""

from pipeline.release.markdown import as_code, as_text, table_row


def test_nothing_in_a_text_becomes_markup():
    words = "# ![x](javascript:1) `rm` *a* <b> &lt;" + "\n\x1b[2J"
    assert as_text(words) == r"\# \!\[x\](javascript:1) \`rm\` \*a\* <b> &amp;lt; \\u001b\[2J"


def test_a_cell_does_not_end_early_and_holds_no_tag():
    assert table_row(["a|b", "<script>\n", "`c`"]) == "| a\\|b | &lt;script> | `c` |"


def test_code_does_not_end_early():
    assert as_code("a`b\n\x07") == "a'b \\u0007"
