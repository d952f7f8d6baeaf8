"""The words that rules of speech hold a clause against.

In: `lexicons/speech_words.csv`. Out: keys by class.
"""

from pipeline.lexicons.load import keys_by


def speech_words(name: str) -> frozenset[str]:
    """The keys of a class."""
    return keys_by("speech_words", "class")[name]
