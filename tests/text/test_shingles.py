"""Signatures are those of datasketch, and tell how much two texts share, however many are hashed together."""

import numpy as np
import pytest

from pipeline.text.shingles import PERMUTATIONS, _permutations, shingles_of, signatures_of

NEWS = "در انفجار بمب روز گذشته در شهر کابل سه نفر کشته و هفت نفر زخمی شدند و پلیس این خبر را تأیید کرد"
TEXTS = [NEWS, "", "کابل", NEWS.replace("سه", "چهار"), "هوا در بیشتر نقاط کشور آفتابی است", "123 …"]


def test_permutations_are_those_of_datasketch() -> None:
    minhash = pytest.importorskip("datasketch").MinHash(num_perm=PERMUTATIONS, hashfunc=int)
    factors, shifts = _permutations()
    assert (factors == minhash.permutations[0]).all() and (shifts == minhash.permutations[1]).all()


def test_a_text_has_the_same_signature_alone_and_among_others() -> None:
    together = signatures_of(TEXTS * 30)
    for n, text in enumerate(TEXTS):
        alone = signatures_of([text])
        assert (together.signature[n + 6] == alone.signature[0]).all()
        assert (together.shingles[n + 6], together.words[n + 6]) == (alone.shingles[0], alone.words[0])


def test_signatures_agree_as_often_as_shingles_are_shared() -> None:
    one, other = (set(shingles_of([TEXTS[n]])[0].tolist()) for n in (0, 3))
    share = len(one & other) / len(one | other)
    found = signatures_of([TEXTS[0], TEXTS[3]]).signature
    assert 0.5 < share < 1
    assert abs(float(np.mean(found[0] == found[1])) - share) < 0.2


def test_no_texts_and_texts_without_words() -> None:
    assert len(signatures_of([]).signature) == 0
    found = signatures_of(["", " … "])
    assert found.shingles.tolist() == found.words.tolist() == [0, 0]
    assert (found.signature == 0xFFFFFFFF).all()
