"""The notebook, executed against a served store by Debian's Jupyter, and its outputs checked."""

import os

import nbformat
import pytest
from nbclient import NotebookClient

from conftest import ROOT


@pytest.fixture(scope="module")
def executed(served):
    notebook = nbformat.read(ROOT / "notebooks" / "walkthrough.ipynb", as_version=4)
    os.environ["MUSTER_URL"] = served.address
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT / "notebooks")}}
    )
    client.execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(cell, mime):
    return [output["data"][mime] for output in cell.outputs if "data" in output and mime in output["data"]]


def test_every_cell_runs(executed):
    errors = [output for cell in executed for output in cell.outputs if output.output_type == "error"]
    assert errors == []


def test_the_inventory_and_the_findings_are_tables(executed):
    tables = [table for cell in executed for table in outputs(cell, "text/html")]
    assert any("IamRole" in table for table in tables)
    assert any("UNRECORDED_IDENTITY" in table for table in tables)


def test_the_blast_radius_is_a_picture(executed):
    pictures = [picture for cell in executed for picture in outputs(cell, "image/png")]
    assert len(pictures) == 1 and len(pictures[0]) > 10_000
