"""Render one page of a PDF, at most 1,600 px."""

import pypdfium2

LONGEST_SIDE = 1600


def render(source: str, target: str, number: str) -> dict:
    """Write page `number` (from 1) as JPEG to `target`: {"pages": all} or {"problem": why not}."""
    try:
        document = pypdfium2.PdfDocument(source)
        pages = len(document)
        if not 1 <= int(number) <= pages:
            return {"problem": "không có trang này", "pages": pages}
        page = document[int(number) - 1]
        longest = max(*page.get_size(), 1)
        picture = page.render(scale=min(2.0, LONGEST_SIDE / longest)).to_pil()
    except (pypdfium2.PdfiumError, ValueError):
        return {"problem": "không mở được để xem"}
    picture.convert("RGB").save(target, "JPEG", quality=82)
    return {"pages": pages}
