"""All wording, per language, in Fluent files. Knows nobody: what is said is decided elsewhere."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("en", "ru", "es")


class Texts:
    """The wording of one language."""

    def __init__(self, language: str, source: str) -> None:
        # Isolation marks around every variable would count as characters and garble copies.
        self._bundle = FluentBundle([language], use_isolating=False)
        self._bundle.add_resource(FluentResource(source))

    def format(self, key: str, arguments: Mapping[str, str | int]) -> str:
        """The text with its variables filled in: whole numbers grouped, plurals chosen.

        Raises KeyError for a text that does not exist and for a variable that was not given.
        """
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(pattern, dict(arguments))
        if errors:
            raise KeyError(f"{key}: {errors[0]}")
        return str(text)


@cache
def texts(language: str) -> Texts:
    """The wording of one of LANGUAGES, read once."""
    return Texts(language, (files(__name__) / f"{language}.ftl").read_text(encoding="utf-8"))
