"""The ``fields=`` language of Graph: names, ``.modifier(arguments)`` and ``{nested fields}``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.sandbox.instagram.errors import GraphError, nonexisting_field

_NAME = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)\s*")
_ARGUMENTS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Field:
    """One asked field: ``insights.metric(reach,views)`` has the modifier ``metric``."""

    name: str
    modifiers: Mapping[str, str]
    fields: tuple["Field", ...]

    @property
    def key(self) -> str:
        """Its name in the reply: ``insights.metric(reach).as(reached)`` is shown as reached."""
        return self.modifiers.get("as", self.name)

    def params(self) -> dict[str, str]:
        """``children.limit(3){id}`` as the parameters of a call to that edge."""
        asked = {name: value for name, value in self.modifiers.items() if name != "as"}
        return {**asked, "fields": written(self.fields)} if self.fields else asked


@dataclass(frozen=True)
class NodeType:
    """``edges``: fields that are nodes of a type of their own."""

    name: str
    scalars: frozenset[str]
    edges: Mapping[str, "NodeType"]


def require_known(fields: Iterable[Field], node_type: NodeType, refused: frozenset[str]) -> None:
    """Raises GraphError 100 for the first field that the type does not have.

    Graph checks the whole expression before it looks at any data. ``refused``: fields that are
    answered as if they did not exist, on every type.
    """
    for field in fields:
        is_edge = field.name in node_type.edges
        if field.name in refused or not (is_edge or field.name in node_type.scalars):
            raise nonexisting_field(field.name, node_type.name)
        if is_edge:
            require_known(field.fields, node_type.edges[field.name], refused)


def parse_fields(text: str) -> tuple[Field, ...]:
    """Raises GraphError 2500 with the position of the first character that does not fit."""
    parser = _Parser(text)
    fields = parser.fields()
    if parser.position != len(text):
        raise parser.syntax_error("end of string")
    return fields


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def fields(self) -> tuple[Field, ...]:
        found = [self.field()]
        while self.take(","):
            if self.position == len(self.text.rstrip()):
                self.position = len(self.text)
                break  # Graph forgives a comma at the end.
            found.append(self.field())
        return tuple(found)

    def field(self) -> Field:
        name = self.name()
        modifiers: dict[str, str] = {}
        while self.take("."):
            modifier = self.name()
            arguments = _ARGUMENTS.match(self.text, self.position)
            if arguments is None:
                raise self.syntax_error('"("')
            self.position = arguments.end()
            modifiers[modifier] = arguments[1]
        nested: tuple[Field, ...] = ()
        if self.take("{"):
            nested = self.fields()
            if not self.take("}"):
                raise self.syntax_error('"}"')
        return Field(name, modifiers, nested)

    def name(self) -> str:
        match = _NAME.match(self.text, self.position)
        if match is None:
            raise self.syntax_error("a field name")
        self.position = match.end()
        return match[1]

    def take(self, character: str) -> bool:
        if self.text.startswith(character, self.position):
            self.position += 1
            return True
        return False

    def syntax_error(self, expected: str) -> GraphError:
        found = self.text[self.position : self.position + 1] or "end of string"
        return GraphError(
            f'Syntax error "Expected {expected} instead of "{found}"." at character '
            f"{self.position}: {self.text}",
            code=2500,
        )


def written(fields: tuple[Field, ...]) -> str:
    """The text that parses into ``fields``."""
    return ",".join(_written(field) for field in fields)


def _written(field: Field) -> str:
    modifiers = "".join(f".{name}({value})" for name, value in field.modifiers.items())
    nested = f"{{{written(field.fields)}}}" if field.fields else ""
    return f"{field.name}{modifiers}{nested}"
