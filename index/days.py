"""A date as the index has it: as numbers to compare, as terms to find it by."""

from datetime import date

from factsheets.dates import Edtf


def day_number(day: date | None) -> int:
    """yyyymmdd, 0 where the day is open or unknown."""
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


def date_terms(when: Edtf) -> list[str]:
    """The terms that a date answers to: its years, and the month or day where it has one."""
    found = []
    if when.recurring:
        found.append(f"m:{when.recurring[0]:02}")
    for part in when.text.replace("~", "").replace("?", "").replace("%", "").split("/"):
        pieces = part.split("-")
        if len(pieces[0]) == 4 and pieces[0].isdigit():
            found += ["d:" + "-".join(pieces[: count + 1]) for count in range(len(pieces))]
            found += [f"m:{pieces[1]}"] if len(pieces) > 1 else []
            found.append(pieces[0])
    return list(dict.fromkeys(found))
