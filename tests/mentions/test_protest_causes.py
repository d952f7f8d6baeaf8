"""What a protest is against: neither its acts nor its sides nor its dead are the protest's."""

from collections.abc import Callable

import pytest

from pipeline.events.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


@pytest.mark.parametrize(
    ("text", "acts", "figures"),
    [
        ("صدها نفر در اعتراض به کشته شدن سه جوان به دست پلیس راهپیمایی کردند", ["در اعتراض به", "راهپیمایی"], []),
        ("زنان در اعتراض به اعدام دو مرد تجمع کردند و پلیس هفت نفر را بازداشت کرد",
         ["در اعتراض به", "تجمع کردند", "بازداشت کرد"], ["هفت نفر"]),
        ("معترضان در اعتراض به قتل یک جوان فرمانداری را به آتش کشیدند", ["معترضان", "در اعتراض به", "به آتش کشیدند"], []),
        ("وزیر در اعتراض به کشته شدن سه جوان استعفا داد", ["در اعتراض به", "کشته شدن"], ["سه جوان"]),
        ("در اعتراض به این کار سه نفر را کشتند و مردم تظاهرات کردند", ["در اعتراض به", "را کشتند", "تظاهرات"], ["سه نفر"]),
    ],
)  # fmt: skip
def test_the_cause_of_a_protest_tells_nothing_of_its_own(
    facts_of: Read, text: str, acts: list[str], figures: list[str]
) -> None:
    (one,) = facts_of(text).sentences
    assert [act.text for act in one.triggers] == acts
    assert [figure.text for figure in one.casualties] == figures


def test_who_did_it_is_no_side_of_the_protest(facts_of: Read) -> None:
    (one,) = facts_of("کارگران در اعتراض به حمله ارتش به روستا در بندر تجمع کردند").sentences
    assert [actor.text for actor in one.actors] == ["کارگران"]
