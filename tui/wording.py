"""The words of pages, in the language that is read, with what they count put in."""

from factsheets.vocabulary import label


def word(key: str, lang: str, **values: object) -> str:
    """A label of `vocabulary/pages/words.yaml`."""
    return label("pages/words", key, lang).format(**values)


def counted(what: str, count: int, lang: str) -> str:
    """ "1 fact", "3 faits"; `what` is `facts` or `sheets`."""
    return word(f"one-{what.removesuffix('s')}", lang) if count == 1 else word(f"many-{what}", lang, count=f"{count:,}")
