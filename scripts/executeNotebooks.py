"""Executes notebooks with the Deno kernel: python3 executeNotebooks.py FILE... in place; --stdout FILE prints one instead."""

import sys
from pathlib import Path
from queue import Empty

import nbformat
from nbclient import NotebookClient

QUIET = 1  # seconds without a message after which a cell has shown all


def joined(outputs):
    """What a cell shows, what it prints in a row as one."""
    kept = []
    for output in outputs:
        last = kept[-1] if kept else None
        if last and output.output_type == "stream" and last.get("name") == output.name:
            last.text += output.text
        else:
            kept.append(output)
    return kept


def execute(path):
    """Runs all cells, keeps what they show, and gives the notebook back."""
    notebook = nbformat.read(path, as_version=4)

    async def show_late(cell, cell_index, execute_reply):
        """Deno's kernel may say that a cell is done before it sends what the cell shows; nbclient would leave that out."""
        while True:
            try:
                message = await client.kc.get_iopub_msg(timeout=QUIET)
            except Empty:
                return
            if message["parent_header"].get("msg_id") == execute_reply["parent_header"]["msg_id"]:
                if message["msg_type"] != "status":
                    client.process_message(message, cell, cell_index)

    client = NotebookClient(
        notebook,
        timeout=600,
        iopub_timeout=120,
        raise_on_iopub_timeout=True,
        record_timing=False,
        resources={"metadata": {"path": str(Path(path).resolve().parent)}},
        on_cell_executed=show_late,
    )
    client.execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
    return notebook


arguments = sys.argv[1:]
for path in [given for given in arguments if given != "--stdout"]:
    notebook = execute(path)
    nbformat.write(notebook, sys.stdout if "--stdout" in arguments else path)
