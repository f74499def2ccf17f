"""Reading what a page gives to download."""

import io
import zipfile


def words_of_workbook(response) -> str:
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as package:
        return " ".join(package.read(name).decode() for name in package.namelist())
