"""The command ``budgetkit``: thin wrappers that load what they need when they need it."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from budgetkit import __version__
from budgetkit.errors import BudgetkitError, NothingWritten, UnreadableFile

DONE, FAIL_ON, WRONG_USAGE, QUARANTINED, NOTHING_WRITTEN = 0, 1, 2, 3, 4
_STATUS = {UnreadableFile: QUARANTINED, NothingWritten: NOTHING_WRITTEN}
_DESCRIPTOR = "datapackage.json"
_FEW = 20
_RULES = Path("rules")
"""Folder of rules of the user, beside ``data``, that is used without being named."""


class _Command(click.Group):
    """A group whose commands end with one clear line and an exit status, never with a traceback."""

    def invoke(self, context: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # Chinese must come out whole under any locale.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            return super().invoke(context)
        except BudgetkitError as problem:
            say(str(problem))
            context.exit(_STATUS.get(type(problem), WRONG_USAGE))
        except BrokenPipeError:
            raise
        except OSError as problem:
            place = f"{problem.filename}: " if problem.filename else ""
            say(f"{place}{problem.strerror or problem}; check permissions and the space on the disk")
            context.exit(NOTHING_WRITTEN)


def say(message: str) -> None:
    """One line for the user on standard error."""
    click.echo("budgetkit: " + " ".join(message.split()), err=True)


def _with_rules(command: Callable) -> Callable:
    """Let a command do all it does with the rules of the user."""

    @wraps(command)
    def run(*arguments: Any, rules: str | None, **options: Any) -> Any:
        from budgetkit.rules.active import using

        with using(rules or (_RULES if _RULES.is_dir() else None)):
            return command(*arguments, **options)

    shown = "Folder of rules of your own.  [default: rules, where there is one]"
    return click.option("--rules", metavar="FOLDER", help=shown)(run)


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="budgetkit")
def main() -> None:
    """Turn Chinese department-budget disclosures (部门预算公开) into tidy, exact, audited data.

    Exit status: 0 done, 1 --fail-on reached, 2 wrong usage, 3 done but some input could not be read,
    4 nothing could be written.
    """


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]")
@click.option("--out", default="data/clean", show_default=True, help="Folder of the clean dataset.")
@click.option("--cache", default=".budgetkit", show_default=True, help="Folder that remembers what was read.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes.  [default: one a processor]")
@click.option("--force", is_flag=True, help="Read every file again.")
@click.option(
    "--corrections", default="data/corrections.yml", show_default=True, help="What you decided to correct."
)
@_with_rules
@click.pass_context
def build(
    context: click.Context,
    paths: tuple[str, ...],
    out: str,
    cache: str,
    jobs: int | None,
    force: bool,
    corrections: str,
) -> None:
    """Turn every file under the PATHs (default data/raw) into the clean dataset."""
    from budgetkit.corpus import build as build_dataset
    from budgetkit.corpus import default_jobs

    with _progress() as progress, _warnings_told():
        dataset = build_dataset(
            paths or ["data/raw"],
            out=out,
            cache=cache,
            jobs=jobs or default_jobs(),
            force=force,
            progress=progress,
            corrections=corrections,
        )
    quarantined = _tell_files(dataset.files)
    counts = [f"{dataset.row_count(name):,} {name}" for name in ("documents", "lines", "findings")]
    if unread := dataset.row_count("unread"):
        counts.append(f"{unread:,} figure{'s' * (unread > 1)} unread")
    click.echo(f"{out}: {', '.join(counts)}")
    context.exit(QUARANTINED if quarantined else DONE)


@main.command()
@click.argument("file")
@click.option("--raw", is_flag=True, help="Grids as they stand on each page, before joining and recognition.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_with_rules
def tables(file: str, raw: bool, form: str) -> None:
    """Show the tables of one FILE."""
    path = _existing(file)
    from budgetkit.publish import grids_json, grids_text, tables_json, tables_text
    from budgetkit.readers import read_document
    from budgetkit.repair import repair_tables
    from budgetkit.tables import recognise

    document = read_document(path, path.name)
    found = [] if raw else repair_tables(recognise(document))[0]
    if raw:
        click.echo(grids_json(document) if form == "json" else grids_text(document))
    else:
        click.echo(tables_json(document, found) if form == "json" else tables_text(found))


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option(
    "--fail-on", type=click.Choice(["error", "warning"]), help="End with status 1 at such a finding."
)
@click.option("--raw", default="data/raw", show_default=True, help="Source files of a dataset, for pictures.")
@_with_rules
@click.pass_context
def audit(
    context: click.Context,
    paths: tuple[str, ...],
    form: str,
    fail_on: str | None,
    raw: str,
) -> None:
    """Show the findings of datasets or of files (default data/clean)."""
    chosen = [_existing(path) for path in paths or ["data/clean"]]
    from budgetkit.publish import findings_json, findings_page, findings_text

    dataset = _audited(chosen)
    render = {"text": findings_text, "json": findings_json}.get(form)
    page = render(dataset) if render else findings_page(dataset, [*chosen, raw])
    click.echo(page.rstrip("\n"))
    quarantined = _tell_files(dataset.files)
    bad = ["error"] if fail_on == "error" else ["error", "warning"] if fail_on else []
    failed = dataset.findings["severity"].isin(bad).any()
    context.exit(FAIL_ON if failed else QUARANTINED if quarantined else DONE)


@main.command()
@click.option("--data", default="data/clean", show_default=True, help="Folder of the clean dataset.")
@click.option("--out", default="reports", show_default=True, help="Folder of the report.")
@click.option("--document", help="Report on one document_id only.")
@click.option(
    "--format", "forms", default="html", show_default=True, help="Any of html,pdf,docx, joined by commas."
)
@_with_rules
def report(data: str, out: str, document: str | None, forms: str) -> None:
    """Execute the notebooks and write the report."""
    chosen = tuple(filter(None, (form.strip() for form in forms.split(","))))
    unknown = [form for form in chosen if form not in ("html", "pdf", "docx")]
    if unknown or not chosen:
        raise click.BadParameter(f"{forms!r} is not html, pdf or docx", param_hint="--format")
    from budgetkit.report import write_report

    for path in write_report(data, out, document=document, formats=chosen) or ():
        click.echo(path)


@main.command()
@click.argument("line_id")
@click.option("--data", default="data/clean", show_default=True, help="Folder of the clean dataset.")
@click.option("--raw", default="data/raw", show_default=True, help="Folder of the source files.")
@click.option("--out", help="Picture to write.  [default: the id, as .png, in this folder]")
@_with_rules
def show(line_id: str, data: str, raw: str, out: str | None) -> None:
    """Draw the source page of LINE_ID with its cell outlined."""
    from budgetkit.dataset import load
    from budgetkit.errors import WrongUsage
    from budgetkit.publish import picture_name, show_line, write_picture

    if out and Path(out).suffix.lower() != ".png":
        raise WrongUsage(f"{out} is no name of a PNG picture", advice="let it end in .png")
    image = show_line(load(data), line_id, raw)
    click.echo(write_picture(image, out or picture_name(line_id)))


@main.command()
@click.argument("destination")
@click.option("--data", default="data/clean", show_default=True, help="Folder of the clean dataset.")
@click.option("--table", "tables", multiple=True, help="A table, or panel; may be repeated.")
@_with_rules
def export(destination: str, data: str, tables: tuple[str, ...]) -> None:
    """Write the data to DESTINATION: .xlsx, .dta (one table), or a data package folder."""
    from budgetkit.dataset import load
    from budgetkit.publish import export as write_export

    click.echo(write_export(load(data), destination, tables))


@main.command()
@click.argument("line_id")
@click.option("--data", default="data/clean", show_default=True, help="Folder of the clean dataset.")
@click.option("--raw", default="data/raw", show_default=True, help="Folder of the source files.")
@_with_rules
def cite(line_id: str, data: str, raw: str) -> None:
    """Cite LINE_ID in Chinese and in English, down to its printed cell."""
    from budgetkit.dataset import load
    from budgetkit.publish import cite_line

    click.echo(cite_line(load(data), line_id, raw))


def _existing(path: str) -> Path:
    from budgetkit.errors import WrongUsage

    found = Path(path)
    if not found.exists():
        raise WrongUsage(f"there is no file or folder {path}", advice="check the spelling of the path")
    return found


def _audited(paths: list[Path]) -> Any:
    """One dataset that is opened, or everything under the paths read into a passing one."""
    from budgetkit.dataset import load
    from budgetkit.errors import WrongUsage

    datasets = [path for path in paths if (path / _DESCRIPTOR).is_file()]
    if datasets and len(paths) > 1:
        raise WrongUsage(f"{datasets[0]} is a dataset", advice="audit one dataset at a time, or only files")
    if datasets:
        return load(datasets[0])
    from budgetkit.corpus import examine

    with _progress() as progress, _warnings_told():
        return examine(paths, progress=progress)


def _tell_files(files: Any) -> int:
    """Name every file that is not wholly in the dataset; return how many are not in it at all."""
    for row in files.itertuples():
        if row.status in ("quarantined", "partial"):
            say(f"{row.path}: {row.status}: {row.reason}")
    return int((files["status"] == "quarantined").sum())


@contextmanager
def _warnings_told() -> Iterator[None]:
    """Warnings of budgetkit as lines for the user, not as lines of code."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("ignore")
        warnings.filterwarnings("always", module="budgetkit")
        yield
    for warning in caught:
        say(str(warning.message))


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None]]:
    """Progress on standard error: one moving line on a terminal, few lines elsewhere."""
    moving = sys.stderr.isatty()

    def show(done: int, total: int, name: str) -> None:
        if moving:
            width = os.get_terminal_size(sys.stderr.fileno()).columns
            click.echo(f"\r\x1b[K{f'{done}/{total} {name}'[: width // 2]}", err=True, nl=False)
        elif total <= _FEW or done == total or done % max(1, total // _FEW) == 0:
            click.echo(f"{done}/{total} {name}", err=True)

    try:
        yield show
    finally:
        if moving:
            click.echo("\r\x1b[K", err=True, nl=False)
