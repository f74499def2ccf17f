"""Convert an office file to PDF by LibreOffice (`soffice`), within our bounds."""

import os
import shutil
import subprocess
from pathlib import Path


def convert(source: str, folder: str) -> dict:
    """Write a PDF into `folder`: {"pdf": its path} or {"problem": why not}."""
    program = shutil.which("soffice")
    if not program:
        return {"problem": "LibreOffice is not installed"}
    profile = Path(os.environ["HOME"], "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    subprocess.run(  # noqa: S603 (a file of ours as argument, no shell)
        [*command, "--convert-to", "pdf", "--outdir", folder, source],
        stdout=subprocess.DEVNULL,
        check=False,
    )
    made = next(Path(folder).glob("*.pdf"), None)
    return {"pdf": str(made)} if made else {"problem": "LibreOffice could not read it"}
