"""PDF files made by code."""

import io

import pikepdf


def one_page_pdf(number: int) -> bytes:
    """A PDF of one A4 page with the number on it; the same number gives the same bytes."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    text = f"BT /F1 18 Tf 72 760 Td (TAI LIEU so {number}) Tj ET"
    page.obj.Contents = document.make_stream(text.encode())
    content = io.BytesIO()
    document.save(
        content,
        force_version="1.4",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False,
    )
    return content.getvalue()
