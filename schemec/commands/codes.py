"""`schemec codes`: the local store of code lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from dsl.model.measures import CodeSystem, Retired
from dsl.report.figures import count
from schemec import screen
from schemec.codes import compare, from_csv, from_refset, release_folder, rows
from schemec.codes.clusters import clusters_from
from schemec.codes.root import default_root
from schemec.codes.store import NAME, RELEASE, Entry, Incoming, Store
from schemec.exits import Exit, Trouble
from schemec.sheets import document

NOT_SAID = "say which reference set is which list: --clusters FILE, or --refset ID and --name NAME"
SHORT = 12
"""So much of a hash tells lists apart at a glance."""
SYSTEMS = [system.value for system in CodeSystem]

store_option = click.option(
    "--store",
    metavar="DIR",
    help="Where lists are kept. Without it SCHEMEC_CODES, or the user's own data folder.",
)


@click.group(short_help="Import, list, search and compare code lists.")
def command() -> None:
    """Keep code lists on this machine, by name and release.

    \b
    Examples:
      schemec codes import dm_cod.csv --name DM_COD --release 2025-12
      schemec codes list
      schemec codes search insulin
      schemec codes diff DM_COD@2025-06 DM_COD@2025-12
    """


@command.command("import", short_help="Read a list, or the lists of a release, into the store.")
@click.argument("file", metavar="FILE")
@click.option("--name", metavar="NAME", help="What the list is called; for a release, which of its lists.")
@click.option("--release", required=True, metavar="YYYY-MM", help="The release it is of.")
@click.option(
    "--system", type=click.Choice(SYSTEMS), default="SNOMED CT", show_default=True, help="Of a CSV file's codes."
)
@click.option("--refset", metavar="ID", help="Of a release: the reference set that is the list --name.")
@click.option("--clusters", metavar="FILE", help="Of a release: a table of its reference sets and names.")
@click.option(
    "--descriptions", multiple=True, metavar="FILE", help="Of a release: terms, and names of its reference sets."
)
@click.option("--concepts", multiple=True, metavar="FILE", help="Of a release: which concepts are inactive.")
@click.option("--associations", multiple=True, metavar="FILE", help="Of a release: what took their place.")
@click.option("--replace", is_flag=True, help="Take the place of the same release with other codes.")
@store_option
def import_(  # noqa: PLR0917 -- click passes them by name
    file: str,
    name: str | None,
    release: str,
    system: str,
    refset: str | None,
    clusters: str | None,
    descriptions: tuple[str, ...],
    concepts: tuple[str, ...],
    associations: tuple[str, ...],
    replace: bool,
    store: str | None,
) -> Exit:
    """Read a code list into the store: a CSV file with the columns code and term, as OpenCodelists exports them, or the
    simple reference sets of a SNOMED CT release (Release Format 2): their Snapshot file, or the folder of the release,
    in which the files with its descriptions, concepts and associations are found too. Inactive rows are left out and
    counted.

    Which reference set is which list is said by --refset, by --clusters, or by --descriptions, where a description of
    the set holds a name such as DM_COD. Everything is imported, or nothing is.

    \b
    Examples:
      schemec codes import dm_cod.csv --name DM_COD --release 2025-12
      schemec codes import der2_Refset_SimpleSnapshot.txt --clusters clusters.csv --release 2025-12
      schemec codes import SnomedCT_UKPrimaryCare --release 2025-12
    """
    if not RELEASE.fullmatch(release):
        raise click.UsageError(f"{release} is not a release; write it as 2025-12 or 2025-12-01")
    if name is not None and not NAME.fullmatch(name):
        raise click.UsageError(f"{name} is not a name: it begins with a capital, and holds capitals, digits, - and _")
    source = Path(file)
    side = release_folder.ReleaseFiles((), *(tuple(map(Path, each)) for each in (descriptions, concepts, associations)))
    lists: Iterable[Incoming]
    inactive = None
    with screen.progress(f"Reading {source.name}"):
        if source.is_dir() or rows.is_one(source):
            files = release_folder.files_in(source) if source.is_dir() else release_folder.ReleaseFiles((source,))
            lists, inactive = _of_release(source, files.and_more(side), name, refset, clusters)
        elif refset or clusters or descriptions or concepts or associations:
            raise Trouble(f"{source}: it is not a file of a SNOMED CT release; nothing was imported", Exit.ERRORS)
        elif name is None:
            raise click.UsageError("say what the list is called: --name DM_COD")
        else:
            lists = (from_csv.read(source, name, CodeSystem(system)),)
    kept = Store(_root(store))
    for entry in kept.add(lists, release, source.name, replace=replace, concepts=inactive):
        retired = f", {entry.retired:,} not active any more" if entry.retired else ""
        left_out = f", {entry.inactive:,} inactive left out" if entry.inactive else ""
        screen.out(f"{entry.title}: {count(entry.codes, 'code')}{retired}{left_out}")
    return Exit.CLEAN


def _of_release(
    source: Path, files: release_folder.ReleaseFiles, name: str | None, refset: str | None, clusters: str | None
) -> tuple[Iterable[Incoming], Mapping[str, Retired] | None]:
    named = _names(source, files, name, refset, clusters)
    found = from_refset.members(files.refsets, named)
    asked_for = bool(refset or clusters or name)
    names = {each: cluster for each, cluster in named.items() if asked_for or each in found}
    _refuse_unclear(source, names)
    for each, cluster in names.items():
        if each not in found or not found[each].active:
            raise Trouble(f"{source}: no active row is of {cluster} ({each}); nothing was imported", Exit.ERRORS)
    wanted = {code for each in names for code in found[each].active}
    terms = from_refset.terms_in(files.descriptions, wanted)
    inactive = from_refset.inactive_in(files.concepts, files.associations)
    return from_refset.lists(found, names, from_refset.Side(terms, inactive)), inactive


def _names(
    source: Path, files: release_folder.ReleaseFiles, name: str | None, refset: str | None, clusters: str | None
) -> Mapping[str, str]:
    """Which reference set is which list, as far as the caller, a table of clusters or the descriptions say."""
    if refset:
        if name is None:
            raise click.UsageError("say what the list of --refset is called: --name DM_COD")
        return {refset: name}
    names = clusters_from(Path(clusters)) if clusters else from_refset.clusters_in(files.descriptions)
    if name is None:
        if not names:
            raise click.UsageError(NOT_SAID)
        return names
    if names:
        names = {each: cluster for each, cluster in names.items() if cluster == name}
        if not names:
            raise Trouble(f"{source}: no reference set is called {name}; nothing was imported", Exit.ERRORS)
        return names
    there = from_refset.refsets_in(files.refsets)
    if len(there) != 1:
        said = f"it holds {count(len(there), 'reference set')}; say with --refset which is {name}"
        raise Trouble(f"{source}: {said}", Exit.ERRORS)
    return dict.fromkeys(there, name)


def _refuse_unclear(source: Path, names: Mapping[str, str]) -> None:
    if not names:
        raise click.UsageError(NOT_SAID)
    twice = [name for name, times in Counter(names.values()).items() if times > 1]
    if twice:
        said = f"more than one reference set is called {min(twice)}"
        raise Trouble(f"{source}: {said}; nothing was imported", Exit.ERRORS)


@command.command("list", short_help="Which lists are in the store.")
@click.option("--format", "form", type=click.Choice(["pretty", "json"]), default="pretty", show_default=True)
@store_option
def list_(form: str, store: str | None) -> Exit:
    """Print which lists the store holds: name and release, code system, how many codes, SHA-256, and the file that each
    was read from. With --format json, all that is known of each, the whole SHA-256 too.

    \b
    Examples:
      schemec codes list
      schemec codes list --format json
    """
    entries = Store(_root(store)).entries()
    if form == "json":
        screen.out(document({"lists": [asdict(entry) for entry in entries]}).decode())
        return Exit.CLEAN
    if not entries:
        screen.out("no list is in the store; `schemec codes import` reads them in")
        return Exit.CLEAN
    heading = ("List", "System", "Codes", "Not active", "SHA-256", "Read from")
    screen.out(_columns([heading, *map(_row, entries)], numbers=(2, 3)) + "\n")
    return Exit.CLEAN


def _row(entry: Entry) -> tuple[str, ...]:
    retired = f"{entry.retired:,}" if entry.retired else ""
    return entry.title, entry.system, f"{entry.codes:,}", retired, entry.sha256[:SHORT], entry.source


def _columns(rows: Sequence[Sequence[str]], numbers: Collection[int] = ()) -> str:
    """Rows as lines of text, each column as wide as it must be; `numbers` are columns that end where they end."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place in numbers else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


@command.command(short_help="Find codes by a word in their term, code or list.")
@click.argument("word")
@store_option
def search(word: str, store: str | None) -> Exit:
    """Find codes in the store by a word in their term, in the code or in the name of their list.

    \b
    Examples:
      schemec codes search insulin
    """
    hits = compare.search(Store(_root(store)), word)
    for hit in hits[: compare.MOST_FOUND]:
        screen.out(f"{hit.entry.title}  {hit.code}  {hit.term}".rstrip())
    if len(hits) > compare.MOST_FOUND:
        screen.out(f"and {len(hits) - compare.MOST_FOUND:,} more")
    if not hits:
        screen.out(f"no list in the store holds “{word}”")
    return Exit.CLEAN


@command.command(short_help="The codes that came and went between two lists.")
@click.argument("old")
@click.argument("new")
@store_option
def diff(old: str, new: str, store: str | None) -> Exit:
    """Print the codes that came (+) and went (−) between two lists, and those in both that are not active any more (!).

    Each list is NAME@RELEASE in the store, or a CSV file.

    \b
    Examples:
      schemec codes diff DM_COD@2025-06 DM_COD@2025-12
      schemec codes diff DM_COD@2025-12 codes/dm.csv
    """
    kept = Store(_root(store))
    screen.out(compare.difference(compare.meant(kept, old), compare.meant(kept, new)))
    return Exit.CLEAN


def _root(store: str | None) -> Path:
    return default_root() if store is None else Path(store)
