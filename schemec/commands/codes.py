"""`schemec codes`: the local store of code lists."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from dsl.model.measures import CodeSystem
from dsl.report.figures import count
from schemec import screen
from schemec.codes import compare, from_csv, from_refset
from schemec.codes.store import NAME, RELEASE, Incoming, Store, default_root
from schemec.exits import Exit, Trouble

SYSTEMS = [system.value for system in CodeSystem]

store_option = click.option(
    "--store",
    metavar="DIR",
    help="Where lists are kept. Without it SCHEMEC_CODES, or the user's own data folder.",
)


@click.group(short_help="Import, search and compare code lists.")
def command() -> None:
    """Keep code lists on this machine, by name and release.

    \b
    Examples:
      schemec codes import dm_cod.csv --name DM_COD --release 2025-12
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
@click.option("--clusters", metavar="FILE", help="Of a release: a file of two columns, reference set id and name.")
@click.option("--descriptions", metavar="FILE", help="The release's descriptions: terms, and names of reference sets.")
@click.option("--replace", is_flag=True, help="Take the place of the same release with other codes.")
@store_option
def import_(  # noqa: PLR0917 -- click passes them by name
    file: str,
    name: str | None,
    release: str,
    system: str,
    refset: str | None,
    clusters: str | None,
    descriptions: str | None,
    replace: bool,
    store: str | None,
) -> Exit:
    """Read a code list into the store: a CSV file with the columns code and term, as OpenCodelists exports them, or a
    SNOMED CT release's simple reference set snapshot (Release Format 2). Inactive rows are left out and counted.

    Which reference set is which list is said by --refset, by --clusters, or by --descriptions, where a description of
    the set holds a name such as DM_COD. Everything is imported, or nothing is.

    \b
    Examples:
      schemec codes import dm_cod.csv --name DM_COD --release 2025-12
      schemec codes import der2_Refset_SimpleSnapshot.txt --clusters clusters.csv --release 2025-12
    """
    if not RELEASE.fullmatch(release):
        raise click.UsageError(f"{release} is not a release; write it as 2025-12 or 2025-12-01")
    if name is not None and not NAME.fullmatch(name):
        raise click.UsageError(f"{name} is not a name: it begins with a capital, and holds capitals, digits, - and _")
    source = Path(file)
    with screen.progress(f"Reading {source.name}"):
        if from_refset.is_one(source):
            lists = _of_release(source, name, refset, clusters, descriptions)
        elif refset or clusters or descriptions:
            raise Trouble(f"{source}: it is not a file of a SNOMED CT release; nothing was imported", Exit.ERRORS)
        elif name is None:
            raise click.UsageError("say what the list is called: --name DM_COD")
        else:
            lists = (from_csv.read(source, name, CodeSystem(system)),)
    kept = Store(_root(store))
    for entry in kept.add(lists, release, source.name, replace=replace):
        left_out = f", {entry.inactive:,} inactive left out" if entry.inactive else ""
        screen.out(f"{entry.title}: {count(entry.codes, 'code')}{left_out}")
    return Exit.CLEAN


def _of_release(
    file: Path, name: str | None, refset: str | None, clusters: str | None, descriptions: str | None
) -> Iterable[Incoming]:
    names = from_refset.clusters_from(Path(clusters)) if clusters else {}
    terms: dict[str, str] = {}
    if descriptions:
        there = from_refset.refsets_in(file)
        named, terms = from_refset.described(Path(descriptions), there)
        names = {**named, **names}
    if refset:
        if name is None:
            raise click.UsageError("say what the list of --refset is called: --name DM_COD")
        names = {refset: name}
    elif name is not None and names:
        names = {each: cluster for each, cluster in names.items() if cluster == name}
        if not names:
            raise Trouble(f"{file}: no reference set is called {name}; nothing was imported", Exit.ERRORS)
    elif name is not None:
        there = from_refset.refsets_in(file)
        if len(there) != 1:
            raise Trouble(
                f"{file}: it holds {count(len(there), 'reference set')}; say with --refset which is {name}",
                Exit.ERRORS,
            )
        names = dict.fromkeys(there, name)
    if not names:
        raise click.UsageError("say which reference set is which list: --clusters FILE, or --refset ID and --name NAME")
    twice = sorted({cluster for cluster in names.values() if list(names.values()).count(cluster) > 1})
    if twice:
        raise Trouble(f"{file}: more than one reference set is called {twice[0]}; nothing was imported", Exit.ERRORS)
    return from_refset.read(file, names, terms)


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
        screen.out(f"no list in the store holds {word}")
    return Exit.CLEAN


@command.command(short_help="The codes that came and went between two lists.")
@click.argument("old")
@click.argument("new")
@store_option
def diff(old: str, new: str, store: str | None) -> Exit:
    """Print the codes that came and went between two lists, each NAME@RELEASE in the store or a CSV file.

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
