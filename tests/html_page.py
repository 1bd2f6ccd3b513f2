"""A page of HTML as a tree, read strictly: every element is closed in its turn, no attribute comes twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "br", "hr", "img", "input", "link"})


@dataclass
class Element:
    """An element; `children` are elements and texts in turn."""

    name: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Element]:
        """Every element of these names under this one, in the order of the page; without names, every element."""
        for child in self.children:
            if isinstance(child, Element):
                if not names or child.name in names:
                    yield child
                yield from child.all(*names)

    def one(self, name: str) -> Element:
        """The only element of that name."""
        (found,) = self.all(name)
        return found

    def by_id(self, name: str) -> Element:
        """The only element with that id."""
        (found,) = (each for each in self.all() if each.attributes.get("id") == name)
        return found

    def of_class(self, name: str) -> list[Element]:
        """The elements of that class."""
        return [each for each in self.all() if name in (each.attributes.get("class") or "").split()]

    @property
    def raw(self) -> str:
        """All text under it as it stands."""
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    @property
    def text(self) -> str:
        """The text that is read out: white space is one space, and what is hidden from readers is left out."""
        return " ".join(self._spoken().split())

    def _spoken(self) -> str:
        if self.name == "style" or self.attributes.get("aria-hidden") == "true":
            return ""
        return "".join(child if isinstance(child, str) else child._spoken() for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute of <{tag}> comes twice"
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: bytes) -> Element:
    """The page's root."""
    reader = _Reader()
    reader.feed(html.decode())
    reader.close()
    assert reader.open == [reader.root], f"<{reader.open[-1].name}> is never closed"
    return reader.root
