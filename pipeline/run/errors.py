"""Errors that are told to a person as one sentence, without a traceback.

In: nothing. Out: the two exceptions that the command line turns into a message and an exit code.
"""


class RuydadError(Exception):
    """The work cannot go on; `str(error)` is what the person reads. The command exits with 1."""


class UsageError(RuydadError):
    """The command was called in a way it cannot serve. The command exits with 2."""
