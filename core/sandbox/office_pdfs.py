"""Convert a folder of Word files to PDF by one LibreOffice process, within our bounds."""

import os
import shutil
import subprocess
from pathlib import Path

# The same fonts on every machine: LibreOffice replaces Times New Roman by Liberation Serif, whose
# old version lacks Vietnamese letters.
_SUBSTITUTION = "/org.openoffice.Office.Common/Font/Substitution"
SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="{_SUBSTITUTION}"><prop oor:name="Replacement" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="{_SUBSTITUTION}/FontPairs"><node oor:name="_0" oor:op="replace">
<prop oor:name="ReplaceFont"><value>Times New Roman</value></prop>
<prop oor:name="SubstituteFont"><value>Tinos</value></prop>
<prop oor:name="OnScreenOnly"><value>false</value></prop>
<prop oor:name="Always"><value>true</value></prop></node></item>
</oor:items>
"""


def convert(source: str, folder: str, start: str, stop: str) -> dict:
    """Write PDFs into `folder` for the DOCX files in `source` from number `start` to before `stop`.

    Returns {"problem"} on failure.
    """
    program = shutil.which("soffice")
    if not program:
        return {"problem": "LibreOffice is not installed"}
    profile = Path(os.environ["HOME"], "profile")
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS)
    files = sorted(Path(source).glob("*.docx"))[int(start) : int(stop)]
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run(  # noqa: S603 (files of ours as arguments, no shell)
        [*command, "--convert-to", "pdf", "--outdir", folder, *map(str, files)],
        stdout=subprocess.DEVNULL,
        check=True,  # an interrupted conversion may have left part of a file
    )
    return {}
