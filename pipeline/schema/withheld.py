"""Letters that a release withholds: each stands for one character of the article, so that every offset stays true.

In: words of a table and the words of the article at their offsets. Out: whether they agree but for what is withheld.
"""

WITHHELD = "█"


def agrees(written: str, source: str) -> bool:
    """True where both are the same letter for letter, withheld letters apart."""
    if WITHHELD not in written:
        return written == source
    return len(written) == len(source) and all(
        one in (WITHHELD, other) for one, other in zip(written, source, strict=True)
    )
