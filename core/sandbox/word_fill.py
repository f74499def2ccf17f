"""Fill in a Word template once for each set of values."""

import json
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import TemplateError

from .word_language import environment, faults_in, parts_of


def fill(source: str, contexts: str, fields: str, folder: str, start: str, stop: str) -> dict:
    """Write `0000.docx`, `0001.docx`, ... into `folder`, from number `start` to before `stop`.

    `contexts` is the path of a JSON list of values, `fields` of the known names. The template is
    checked again each time. Returns {"problem"} on failure.
    """
    known = json.loads(Path(fields).read_text())
    for where, xml in parts_of(DocxTemplate(source)):
        if faults := faults_in(where, xml, known):
            return {"problem": faults[0]}
    values = json.loads(Path(contexts).read_text())[int(start) : int(stop)]
    for number, context in enumerate(values, start=int(start)):
        template = DocxTemplate(source)
        try:
            template.render(context, jinja_env=environment(), autoescape=True)
        except TemplateError as error:
            return {"problem": str(error)}
        template.save(Path(folder, f"{number:04d}.docx"))
    return {}
