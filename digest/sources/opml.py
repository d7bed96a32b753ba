"""Lists of feeds as other readers exchange them: OPML 2.0 (https://opml.org/spec2.opml) -> sources, and back.

Feeds of every format are type="rss", as everywhere. What else we watch is written as a plain link with its kind in a
namespace of our own: other readers pass it over, and we read it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from itertools import chain, count

from lxml import etree

from digest.errors import SourceError
from digest.model import Source
from digest.sources import SOURCES, repairs
from digest.sources.addresses import absolute, canonical, host_of
from digest.sources.plain import line

# A choice, beyond any newsroom's list.
_MOST_BYTES = 5 << 20
_MOST_SOURCES = 10_000
_OURS = "urn:readout:opml"
_KIND = f"{{{_OURS}}}kind"
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def parse(body: bytes, *, name: str) -> list[Source]:
    """The sources that a list names, in its order, each address once.

    A folder is the region of what lies in it. What has no http(s) address is left out.

    Args:
        body: The file.
        name: What errors call it.

    Raises:
        SourceError: It is no OPML, larger than 5 MiB, or names more than 10,000 sources.
    """
    if len(body) > _MOST_BYTES:
        raise SourceError(name, f"is larger than {_MOST_BYTES >> 20} MiB")
    root = _root(body, name)
    found: dict[str, Source] = {}
    for outline in root.iter("outline"):
        source = _source(outline)
        if source:
            found.setdefault(canonical(source.url), source)
    if len(found) > _MOST_SOURCES:
        raise SourceError(name, f"names more than {_MOST_SOURCES:,} sources")
    return list(_named_apart(found.values()))


def write(sources: Sequence[Source], *, title: str, made: datetime) -> bytes:
    """A list of these sources, one folder a region, as UTF-8 XML that `parse` reads back."""
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"readout": _OURS})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _shown(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(made, usegmt=True)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {"": body}
    for source in sources:
        region = _shown(source.region)
        if region not in folders:
            folders[region] = etree.SubElement(body, "outline", {"text": region})
        etree.SubElement(folders[region], "outline", _attributes(source))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _root(body: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(repairs.mended(body), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(name, "is not OPML") from error
    if root is None or root.tag != "opml" or root.getroottree().docinfo.internalDTD is not None:
        raise SourceError(name, "is not OPML")
    return root


def _source(outline: etree._Element) -> Source | None:
    """The source that an outline names; None for a folder, a link that is none of ours, or no http(s) address."""
    kind = line(outline.get(_KIND) or "") or "feed"
    url = (outline.get("xmlUrl" if kind == "feed" else "url") or "").strip()
    if kind not in SOURCES or not absolute(url, base=""):
        return None
    language = line(outline.get("language") or "").lower()[:2]
    return Source(
        name=line(outline.get("title") or outline.get("text") or "") or host_of(url),
        url=url,
        kind=kind,
        region=line(_folder(outline)),
        language=language if len(language) == 2 and language.isalpha() else None,
    )


def _folder(outline: etree._Element) -> str:
    """The name of the nearest folder around an outline; empty where there is none."""
    parent = outline.getparent()
    return (parent.get("text") or parent.get("title") or "") if parent is not None and parent.tag == "outline" else ""


def _named_apart(sources: Iterable[Source]) -> Iterator[Source]:
    """The sources with names of their own: two that are called "News" become "News" and "News (herald.example)"."""
    taken: set[str] = set()
    for source in sources:
        names = chain([source.name], (f"{source.name} ({each})" for each in chain([host_of(source.url)], count(2))))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        yield replace(source, name=name)


def _attributes(source: Source) -> dict[str, str]:
    name, feed = _shown(source.name), source.kind == "feed"
    given = {"text": name, "title": name, "type": "rss" if feed else "link", "xmlUrl" if feed else "url": source.url}
    return given | ({} if feed else {_KIND: source.kind}) | ({"language": source.language} if source.language else {})


def _shown(text: str) -> str:
    """One line, without the characters that XML has no way to write (XML 1.0, 2.2)."""
    return line(_NOT_XML.sub("", text))
