"""Render a picture again, at most 1,600 px, so that none of the uploaded bytes remain."""

from PIL import Image, ImageOps

LONGEST_SIDE = 1600
Image.MAX_IMAGE_PIXELS = 125_000_000


def render(source: str, target: str) -> dict:
    """Write a JPEG to `target`: {"pages": 1} or {"problem": why not}."""
    try:
        with Image.open(source, formats=["JPEG", "PNG", "WEBP"]) as picture:
            picture.draft(
                "RGB", (LONGEST_SIDE, LONGEST_SIDE)
            )  # a large JPEG is decoded at a smaller size
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            painted = _on_white(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return {"problem": "không mở được để xem"}
    painted.save(target, "JPEG", quality=82, exif=b"")
    return {"pages": 1}


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
