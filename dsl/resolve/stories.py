"""Examples: whose story it is, what is told and what is expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dsl.model import stories as model
from dsl.model.measures import Reason
from dsl.report.diagnostic import Label
from dsl.report.figures import listed
from dsl.report.suggest import nearest
from dsl.resolve.blocks import Lines, opening
from dsl.resolve.expectations import of_patient, of_practice
from dsl.resolve.kinds.stories import (
    MixedStory,
    MoreThanAll,
    NoSuchQuarter,
    NotAskedFor,
    NothingExpected,
    NotOnTheMenu,
    NotPaidMore,
    ToldTwice,
    WrongSubject,
)
from dsl.resolve.menu import CHOSEN
from dsl.resolve.origins import Origins, check_tags
from dsl.resolve.pay import whole
from dsl.resolve.scope import At, Definition
from dsl.resolve.values import Declared, value_for
from dsl.source import Span
from dsl.syntax.ast import stories as written
from dsl.syntax.ast.clauses import Clause
from dsl.syntax.ast.literals import Number, Title

OF_PATIENT = (written.PatientStory, written.HasEvent)
OF_PRACTICE = (
    written.PracticeStory,
    written.Achieves,
    written.HasOnRegister,
    written.HasItems,
    written.HasFactor,
    written.HasWeighted,
    written.HasSubmitted,
    written.HasSignedUp,
)


@dataclass(frozen=True, slots=True)
class Teller:
    """Resolves examples.

    `reasons` are the exclusions and adjustments of each indicator whose lines were all read. `asked` are the titles of
    what practices are to submit, `menu` the codes of what they choose; None where a line that may name one was not
    read. `quarters` is how many the scheme year has; None where that is not known. `uplifts` are the titles under which
    each item pays more, of those items whose lines were all read.
    """

    origins: Origins
    declared: Mapping[str, Declared]
    reasons: Mapping[str, tuple[tuple[Reason, ...], tuple[Reason, ...]]]
    asked: frozenset[str] | None
    menu: frozenset[str] | None
    quarters: int | None
    uplifts: Mapping[str, frozenset[str]]

    def example(self, lines: Lines) -> model.Example | None:
        """One example; None, said, if it cannot be told."""
        at, block = lines.at, lines.block
        check_tags(at, lines, self.origins)
        subject = at.bind(block.name, "indicator", "item", "register", "payment") if block.name else None
        if (block.name and subject is None) or block.title is None or block.broken or lines.holes:
            return None
        patient: list[Clause] = [clause for clause in lines.kept if isinstance(clause, OF_PATIENT)]
        practice: list[Clause] = [clause for clause in lines.kept if isinstance(clause, OF_PRACTICE)]
        if patient and practice:
            fewer, more = sorted((patient, practice), key=len)
            at.say(
                MixedStory.at(
                    fewer[0].span,
                    "this example speaks of a patient and of a practice",
                    secondary=(Label(more[0].span, "the other is here"),),
                    help="tell of one of the two, and write another example for the other",
                )
            )
            return None
        if not patient and not practice:
            lines.lacks("patient", "patient born 3 May 1961, female; or: practice of 10,000 patients")
            return None
        if not any(expect.parts for expect in lines.all(written.Expect)):
            at.say(NothingExpected.at(opening(block), "this example expects nothing", help="add a line: expect …"))
            return None
        if patient:
            return self._patient(at, lines, block.title.text, subject)
        return self._practice(at, lines, block.title.text, subject)

    def _patient(self, at: At, lines: Lines, title: str, subject: Definition | None) -> model.PatientExample | None:
        if subject is None or subject.thing == "payment":
            fault = "this story of a patient is for " + (f"the payment {subject.name}" if subject else "a whole scheme")
            at.say(
                WrongSubject.at(
                    opening(lines.block), fault, help='name an indicator, an item or a register: example "…" for BP-1'
                )
            )
            return None
        story = lines.one(written.PatientStory) or written.PatientStory()
        events = [self._event(at, clause) for clause in lines.all(written.HasEvent)]
        expected = of_patient(at, lines, subject, self.reasons, self._paid_more)
        run_on = lines.one(written.RunOn)
        told = tuple(event for event in events if event is not None)
        if expected is None or len(told) < len(events):
            return None
        return model.PatientExample(
            title=title,
            subject=subject.name,
            facts=model.PatientFacts(
                born=story.born.value if story.born else None,
                sex=story.sex,
                registered=story.registered.value if story.registered else None,
                left=story.left.value if story.left else None,
                events=told,
                span=story.span,
            ),
            expect=expected,
            counted_on=run_on.day.value if run_on else None,
            today=run_on.today if run_on else False,
            span=opening(lines.block),
        )

    def _event(self, at: At, clause: written.HasEvent) -> model.StoryEvent | None:
        here = at.under("has")
        codes = here.bind(clause.codes, "code list")
        if codes is None:
            return None
        if clause.value is None:
            return model.StoryEvent(codes.name, clause.day.value, None, clause.consultation, span=clause.span)
        value = value_for(here, clause.value, codes.name, self.declared)
        if value is None:
            return None
        return model.StoryEvent(codes.name, clause.day.value, value, clause.consultation, span=clause.span)

    def _practice(self, at: At, lines: Lines, title: str, subject: Definition | None) -> model.PracticeExample | None:
        if subject is not None and subject.thing == "register":
            at.say(
                WrongSubject.at(
                    opening(lines.block),
                    f"this story of a practice is for the register {subject.name}",
                    help="name an indicator or a payment, or tell of one patient",
                )
            )
            return None
        facts = self._facts(at, lines, subject)
        expected = of_practice(at, lines)
        run_on = lines.one(written.RunOn)
        if facts is None or expected is None:
            return None
        return model.PracticeExample(
            title=title,
            subject=subject.name if subject else None,
            facts=facts,
            points=expected.points,
            pounds=expected.pounds,
            on_days=expected.on_days,
            counted_on=run_on.day.value if run_on else None,
            today=run_on.today if run_on else False,
            span=opening(lines.block),
        )

    def _facts(self, at: At, lines: Lines, subject: Definition | None) -> model.PracticeFacts | None:
        story = lines.one(written.PracticeStory)
        weighted = lines.one(written.HasWeighted)
        if story is None:
            lines.lacks("practice", "practice of 10,000 patients")
            return None
        self._say_not_asked_for(at, lines)
        self._say_not_on_the_menu(at, lines)
        before = len(at.scope.notes)
        achieved = [*self._own(at, story, subject), *self._achieved(at, lines)]
        sizes = [
            (register.name, count, clause.span)
            for clause in lines.all(written.HasOnRegister)
            if (register := at.bind(clause.register, "register")) is not None
            and (count := whole(at, clause.count, "patients", least=0)) is not None
        ]
        factors = [
            (register.name, clause.factor.value, clause.span)
            for clause in lines.all(written.HasFactor)
            if (register := at.bind(clause.register, "register")) is not None
        ]
        items = [
            (item.name, clause.title.text if clause.title else None, quarter, count, clause.span)
            for clause in lines.all(written.HasItems)
            if (item := at.bind(clause.item, "item")) is not None
            and (count := whole(at, clause.count, "items", least=0)) is not None
            and (quarter := self._quarter(at, clause)) is not None
            and (clause.title is None or self._paid_more(at.under("has"), item.name, clause.title))
        ]
        signed_up = [
            (chosen.name, name.span)
            for clause in lines.all(written.HasSignedUp)
            for name in clause.clauses
            if (chosen := at.bind(name, "indicator", "item", "payment")) is not None
        ]
        submitted = [(clause.what.text, clause.day.value, clause.span) for clause in lines.all(written.HasSubmitted)]
        _once(at, ((name, span) for name, _, _, span in achieved))
        _once(at, _told_of(items))
        _once(at, signed_up)
        for told in (sizes, factors, submitted):
            _once(at, ((name, span) for name, _, span in told))
        if len(at.scope.notes) > before:
            return None
        return model.PracticeFacts(
            list_size=story.list_size.value,
            weighted_list=weighted.count.value if weighted else None,
            achieved=tuple((name, part, of) for name, part, of, _ in achieved),
            on_register=tuple((name, count) for name, count, _ in sizes),
            factors=tuple((name, factor) for name, factor, _ in factors),
            submitted=tuple((what, day) for what, day, _ in submitted),
            items=tuple((name, quarter, count) for name, title, quarter, count, _ in items if title is None),
            more=tuple((name, title, quarter, count) for name, title, quarter, count, _ in items if title is not None),
            signed_up=tuple(name for name, _ in signed_up) if lines.all(written.HasSignedUp) else None,
            span=story.span,
        )

    def _say_not_asked_for(self, at: At, lines: Lines) -> None:
        for clause in lines.all(written.HasSubmitted):
            title = clause.what.text
            if self.asked is None or title in self.asked:
                continue
            near = nearest(title, sorted(self.asked))
            offered = [f'"{one}"' for one in near or sorted(self.asked)]
            at.under("has").say(
                NotAskedFor.at(
                    clause.what.span,
                    f'no payment asks for "{title}"',
                    help=f"write {listed(offered, 'or')}"
                    if offered
                    else "take the line out, or add to a payment: when "
                    f'practice has submitted "{title}" by 30 June 2026',
                )
            )

    def _paid_more(self, at: At, item: str, title: Title) -> bool:
        """Whether the item pays more under the title told of; said if not."""
        titles = self.uplifts.get(item)
        if titles is None or title.text in titles:
            return True
        near = [f'"{one}"' for one in nearest(title.text, sorted(titles)) or sorted(titles)]
        at.say(
            NotPaidMore.at(
                title.span,
                f'{item} pays no more for "{title.text}"',
                help=f"write {listed(near, 'or')}"
                if near
                else f'take it out, or add to {item}: pays £2.00 more each "{title.text}" for people on LD',
            )
        )
        return False

    def _say_not_on_the_menu(self, at: At, lines: Lines) -> None:
        for name in (name for clause in lines.all(written.HasSignedUp) for name in clause.clauses):
            found = at.scope.defined.get(name.text)
            if self.menu is None or name.text in self.menu or found is None or found.thing not in CHOSEN:
                continue
            at.under("has").say(
                NotOnTheMenu.at(
                    name.span,
                    f"practices do not sign up for {found.name}: whoever joins does it",
                    help=f"take it out, or add to the {found.thing} {found.name}: practices sign up for this",
                )
            )

    def _quarter(self, at: At, clause: written.HasItems) -> int | None:
        """The quarter told of, the first if none is named; None, said, if the scheme year has no such quarter."""
        quarter = 1 if clause.quarter is None else clause.quarter
        if self.quarters is None or 1 <= quarter <= self.quarters:
            return quarter
        at.say(
            NoSuchQuarter.at(
                clause.span,
                f"the scheme year has no quarter {quarter}",
                help=f"number them from 1 to {self.quarters}",
            )
        )
        return None

    def _own(
        self, at: At, story: written.PracticeStory, subject: Definition | None
    ) -> Iterable[tuple[str, int, int, Span]]:
        """What the practice line itself says is achieved, of the example's own indicator."""
        if story.achieved is None or story.of is None:
            return
        if subject is None or subject.thing != "indicator":
            at.say(
                WrongSubject.at(
                    story.achieved.span.to(story.of.span),
                    "what is achieved here belongs to no indicator",
                    help="write on a line below, for example: achieves 412 of 532 in BP-1",
                )
            )
            return
        counts = _counts(at, story.achieved, story.of)
        if counts:
            yield (subject.name, *counts, story.span)

    def _achieved(self, at: At, lines: Lines) -> Iterable[tuple[str, int, int, Span]]:
        for clause in lines.all(written.Achieves):
            indicator = at.bind(clause.indicator, "indicator")
            counts = _counts(at, clause.achieved, clause.of)
            if indicator is not None and counts:
                yield (indicator.name, *counts, clause.span)


def _counts(at: At, achieved: Number, of: Number) -> tuple[int, int] | None:
    part, all_ = whole(at, achieved, "patients", least=0), whole(at, of, "patients", least=0)
    if part is None or all_ is None:
        return None
    if part > all_:
        at.say(
            MoreThanAll.at(
                achieved.span.to(of.span),
                f"{achieved.text} patients cannot be achieved out of {of.text}",
                help="write the smaller number first",
            )
        )
        return None
    return part, all_


def _told_of(items: Iterable[tuple[str, str | None, int, int, Span]]) -> Iterable[tuple[str, Span]]:
    """What each line tells of an item, in words."""
    for name, title, quarter, _, span in items:
        yield f"{name}{'' if title is None else f' with “{title}”'} in quarter {quarter}", span


def _once(at: At, told: Iterable[tuple[str, Span]]) -> None:
    first: dict[str, Span] = {}
    for name, span in told:
        if first.setdefault(name, span) != span:
            at.say(
                ToldTwice.at(
                    span,
                    f'this is told of "{name}" twice' if " " in name else f"this is told of {name} twice",
                    secondary=(Label(first[name], "first told here"),),
                    help="keep one of the two",
                )
            )
