"""How far an audit has come: what a finder is given beside the evidence, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from budgetkit.checks import Check, Place, leave_out
from budgetkit.records import Finding, Line


@dataclass(frozen=True, slots=True)
class Explanation:
    """One finding, and what it settles.

    Parameters
    ----------
    finding : Finding
        What a reader is told.
    checks : tuple of Check
        Failed checks that it explains; nobody is asked about them again.
    absolved : tuple of Line
        Lines of which an explained check says nothing, since it fails through another table; a line stands
        here once for each such check.
    replaced : tuple of Finding
        Earlier findings that this one takes the place of.
    """

    finding: Finding
    checks: tuple[Check, ...] = ()
    absolved: tuple[Line, ...] = ()
    replaced: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Failed checks that nothing explains yet, the findings made so far, and the lines absolved."""

    failed: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    absolved: tuple[Line, ...] = ()

    @property
    def doubtful(self) -> list[Finding]:
        """Findings that doubt what they name; the others only tell."""
        return [finding for finding in self.findings if finding.severity != "info"]

    @property
    def blamed(self) -> set[Place]:
        """Cells of all figures that findings doubt."""
        return {place for finding in self.doubtful for place in finding.lines}

    def quotes(self) -> set[tuple[str, int | None]]:
        """Words that findings quote, without white space, and their pages."""
        places = (place for finding in self.findings for place in finding.places if place.get("quote"))
        return {("".join(place["quote"].split()), place.get("page")) for place in places}

    def after(self, one: Explanation) -> Progress:
        """What is left, and what has been said, once an explanation is taken."""
        known, gone = set(map(id, self.failed)), set(map(id, one.replaced))
        assert known.issuperset(map(id, one.checks)), "a check is explained once"
        at = next((n for n, said in enumerate(self.findings) if id(said) in gone), len(self.findings))
        later = (said for said in self.findings[at:] if id(said) not in gone)
        return replace(
            self,
            failed=tuple(leave_out(self.failed, one.checks)),
            findings=(*self.findings[:at], one.finding, *later),
            absolved=(*self.absolved, *one.absolved),
        )
