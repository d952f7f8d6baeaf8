"""The sieve: the tokens of a key in which a word of a list, or a figure, may begin, told by the first letters.

Most words of a text are in no list; in one pass of array arithmetic they are passed over without being looked up.
"""

from codecs import utf_32_le_encode
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

LENGTH = 4  # first letters told apart
_BLANK, _FIGURE, _FIRST_LETTER, _CLASSES = 1, 2, 3, 64  # 0 is of marks
_FACTOR, _SHIFT = np.uint32(2_654_435_761), np.uint32(12)  # a multiplicative hash of four classes to 20 bits
_LAST_CODE = 0x10FFFF
Classes = npt.NDArray[np.uint8]
_ANY: Classes = np.arange(_CLASSES, dtype=np.uint8)
_END = _ANY[:_FIRST_LETTER]  # what may stand behind a whole word


class Sieve:
    """Lets through the tokens in which a word or a figure begins; a few others too, since places are shared."""

    def __init__(self, words: Iterable[str], beginnings: Iterable[str] = ()) -> None:
        """`words` stand alone; a word may go on in any way after one of the `beginnings`."""
        whole, open_ended = ({form[:LENGTH] for form in forms} for forms in (words, beginnings))
        self._classes = np.zeros(_LAST_CODE + 1, dtype=np.uint8)
        for place, letter in enumerate(sorted(set("".join(whole | open_ended)))):
            self._classes[ord(letter)] = _FIRST_LETTER + place % (_CLASSES - _FIRST_LETTER)
        self._classes[[ord(" "), ord("\n")]] = _BLANK
        self._classes[ord("0") : ord("9") + 1] = _FIGURE
        self._pairs = np.zeros(1 << 16, dtype=np.bool_)
        self._fours = np.zeros(1 << (32 - int(_SHIFT)), dtype=np.bool_)
        self._pairs[_codes_of([self._classes[[ord("0")]], _ANY])] = True
        for forms, goes_on in ((whole, _END), (open_ended, _ANY)):
            for length in range(1, LENGTH + 1):
                codes = [ord(letter) for form in forms if len(form) == length for letter in form]
                letters = self._classes[np.array(codes, dtype=np.int64)]
                columns = [letters[at::length] for at in range(length)] + [goes_on, *[_ANY] * LENGTH]
                if length == 1:
                    self._pairs[_codes_of(columns[:2], length)] = True
                else:
                    self._fours[_hashed(_codes_of(columns[:LENGTH], length))] = True

    def places(self, key: str) -> list[int]:
        """Where a word or figure of the list may begin."""
        codes = np.frombuffer(utf_32_le_encode(key, "surrogatepass")[0], dtype="<u4")
        size = len(codes)
        padded = np.zeros(size + LENGTH, dtype=np.uint8)
        classes = padded[1 : size + 1]
        self._classes.take(codes, out=classes, mode="clip")
        pairs = np.ndarray((size,), "<u2", padded.data, 1, (1,))
        fours = np.ndarray((size,), "<u4", padded.data, 1, (1,))
        kinds = np.minimum(padded[: size + 1], _FIRST_LETTER)
        begin = ((kinds[1:] != kinds[:-1]) > (classes == _BLANK)).nonzero()[0]
        known = self._pairs.take(pairs.take(begin)) | self._fours.take(_hashed(fours.take(begin)))
        places: list[int] = begin[known].tolist()
        return places


def _codes_of(columns: Sequence[Classes], beside: int = 1) -> npt.NDArray[np.uint32]:
    """Classes as one number, the first in its lowest byte: so many columns go row by row, all others with each row."""
    codes = np.zeros(len(columns[0]), dtype=np.uint32)
    for at, column in enumerate(columns):
        shifted = column.astype(np.uint32) << np.uint32(8 * at)
        codes = codes | shifted if at < beside else (codes[:, None] | shifted[None, :]).ravel()
    return codes


def _hashed(fours: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    return (fours * _FACTOR) >> _SHIFT
