"""One notebook: read, given its parameters, run from a fresh kernel of this very interpreter."""

from __future__ import annotations

import ast
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from budgetkit.errors import NothingWritten, WrongUsage
from budgetkit.rules.active import VARIABLE, folder_in_force

SECONDS_A_CELL = 300
_PACKAGE_PARENT = str(Path(__file__).resolve().parents[2])


def read_notebook(path: Path):
    """Read a notebook and number its cells, so that nothing in it depends on who saved it.

    Raises
    ------
    WrongUsage
        If the file is no notebook.
    """
    import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)
    except (ValueError, KeyError, AttributeError, nbformat.ValidationError) as problem:
        raise WrongUsage(f"{path.name} is not a notebook: {problem}") from problem
    return notebook


def with_parameters(notebook, name: str, parameters: dict[str, Any]):
    """A copy of a notebook with its parameters set in a cell right after the one tagged ``parameters``.

    Raises
    ------
    WrongUsage
        If no cell, or more than one, is tagged ``parameters``, or the cell does not know a parameter.
    """
    import nbformat

    notebook = nbformat.from_dict(notebook)
    tagged = [place for place, cell in enumerate(notebook.cells) if "parameters" in tags(cell)]
    if len(tagged) != 1:
        raise WrongUsage(
            f"{name} has {len(tagged)} cells tagged 'parameters'",
            advice="tag exactly one cell, the one that assigns the defaults",
        )
    known = assigned_names(notebook.cells[tagged[0]].source)
    unknown = [parameter for parameter in parameters if parameter not in known]
    if unknown:
        advice = f"it knows: {', '.join(known) or 'none'}"
        raise WrongUsage(f"{name} has no parameter {unknown[0]!r}", advice=advice)
    injected = nbformat.v4.new_code_cell(_assignments(parameters), metadata={"tags": ["injected-parameters"]})
    notebook.cells.insert(tagged[0] + 1, injected)
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number:02d}"
    return notebook


def _assignments(parameters: dict[str, Any]) -> str:
    return "\n".join(f"{parameter} = {value!r}" for parameter, value in parameters.items())


def assigned_names(source: str) -> list[str]:
    """Names that a parameters cell assigns, in order."""
    targets = [
        target
        for statement in ast.parse(source).body
        if isinstance(statement, (ast.Assign, ast.AnnAssign))
        for target in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
    ]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def tags(cell) -> list[str]:
    """Tags of a cell."""
    return cell.get("metadata", {}).get("tags", [])


def question_before(notebook, place: int) -> str:
    """The question that a code cell answers: first line of the Markdown cell before it."""
    for cell in reversed(notebook.cells[:place]):
        if cell.cell_type == "markdown" and cell.source.strip():
            return cell.source.strip().splitlines()[0].lstrip("# ")
    return ""


def execute(notebook, name: str, parameters: dict[str, Any], folder: Path):
    """Run a notebook from a fresh kernel, in its own folder.

    Parameters
    ----------
    notebook : NotebookNode
        From `read_notebook`.
    name : str
        File name, for messages.
    parameters : dict
        Parameter to value.
    folder : Path
        Working directory.

    Returns
    -------
    NotebookNode
        The executed copy. Output to stderr is left out: it is for the person at the machine.

    Raises
    ------
    WrongUsage
        As `with_parameters`.
    NothingWritten
        If a cell fails; the message names the notebook, the cell and its question.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook = with_parameters(notebook, name, parameters)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
        kernel_name="python3",
    )
    with tempfile.TemporaryDirectory(prefix="budgetkit-") as scratch:
        client.km = client.create_kernel_manager()
        client.km.kernel_spec_manager = _own_interpreter()
        client.km.connection_file = str(Path(scratch) / "kernel.json")
        # Sockets in a folder of our own, where nobody else on the machine can listen.
        client.km.transport = "tcp" if os.name == "nt" else "ipc"
        try:
            client.execute(env=_environment(scratch))
        except CellExecutionError as problem:
            raise _failure(notebook, name, f"{problem.ename}: {problem.evalue}") from problem
        except CellTimeoutError as problem:
            raise _failure(notebook, name, f"no answer within {SECONDS_A_CELL} seconds") from problem
        except DeadKernelError as problem:
            raise _failure(notebook, name, "the Python process died (out of memory?)") from problem
    return _without_traces(notebook, parameters)


def _own_interpreter():
    """Kernels of the running interpreter, whatever kernels the user has installed under the same name."""
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

    class OwnInterpreter(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            return KernelSpec(argv=command, display_name=kernel_name, language="python")

    return OwnInterpreter()


def _environment(scratch: str) -> dict[str, str]:
    """Environment of the kernel: this package first, and none of the user's start-up files or settings."""
    paths = [_PACKAGE_PARENT, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {
        **os.environ,
        VARIABLE: folder_in_force(),
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(os.path.abspath(path) for path in paths)),
        "PYTHONHASHSEED": "0",
        "IPYTHONDIR": scratch,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def _failure(notebook, name: str, reason: str) -> NothingWritten:
    places = [place for place, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    # The cell that failed is the last one that was started.
    started = [place for place in places if notebook.cells[place].get("execution_count") is not None]
    failed = started[-1] if started else places[0]
    for place in places:
        if any(output.output_type == "error" for output in notebook.cells[place].get("outputs", [])):
            failed = place
            break
    question = question_before(notebook, failed)
    what = f"{name}, cell {failed + 1}" + (f" ({question})" if question else "")
    return NothingWritten(f"{what} failed: {reason}", advice="open the notebook and run it to see where")


def _without_traces(notebook, parameters: dict[str, Any]):
    """Leave out what differs from run to run or place to place, or is meant for the person at the machine."""
    for cell in notebook.cells:
        if "injected-parameters" in tags(cell) and "data" in parameters:
            # Where the data stands on this machine is nobody's business, and no part of the result.
            shown = {**parameters, "data": f"…/{Path(parameters['data']).name}"}
            cell.source = _assignments(shown)
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = None
    return notebook
