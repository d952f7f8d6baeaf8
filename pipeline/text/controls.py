"""Characters that a terminal or an editor obeys instead of showing them, made visible.

Control characters can clear a screen or retitle a window, and directional overrides and isolates let one text read as
another. News text and file names may hold any of them; a table keeps them, what a person is shown does not.
"""

import re

# C0 but for tab and newline, DEL, C1, line and paragraph separators, embeddings, overrides, isolates, lone surrogates.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with each such character as `\\uXXXX`, which JSON reads as the character."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
