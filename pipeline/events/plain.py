"""What is told so plainly that no weighing is needed.

In: a sentence's key. Out: whether it tells an agreement that has come into force.
"""

import re

_IN_FORCE = re.compile(
    r"(?<![^\W_])(?:آتش ?بس|توافق(?:نامه)? صلح|توافقنامه آتش ?بس)(?![^\W_])[^.\n؟]{0,90}?"
    r"(?:برقرار شد(?:ه است)?|به اجرا درآمد|به اجرا گذاشته شد|اجرایی شد|لازم الاجرا شد|به امضا رسید|امضا شد)(?![^\W_])"
)
_DOUBT = re.compile(r"(?<![^\W_])(?:اگر|باید|قرار است|احتمال|خواهد|هنوز|سالگرد|تا زمانی)(?![^\W_])")


def agreement_in_force(key: str, start: int, end: int) -> bool:
    """«آتش‌بس از ساعت … برقرار شد»: an agreement said, without condition, to hold."""
    if key.find("آتش", start, end) < 0 and key.find("توافق", start, end) < 0:
        return False  # as in most
    found = _IN_FORCE.search(key, start, end)
    return bool(found) and not _DOUBT.search(key, start, end)
