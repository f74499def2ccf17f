"""Convert a HEIC photo to an upright JPEG without metadata."""

import pillow_heif
from PIL import Image, ImageOps

MOST_PIXELS = 60_000_000
LONGEST_SIDE = 4000
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def convert(source: str, target: str) -> dict:
    """Write the JPEG to `target`: {"width": ..., "height": ...} or {"problem": why not}."""
    pillow_heif.register_heif_opener(thumbnails=False)
    try:
        with Image.open(source, formats=["HEIF"]) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                return {"problem": "có quá nhiều điểm ảnh. Hãy giảm độ phân giải rồi gửi lại"}
            upright = ImageOps.exif_transpose(photo).convert("RGB")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return {"problem": "hỏng hoặc tải lên chưa trọn. Hãy chụp hoặc xuất lại thành JPEG"}
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright.info.clear()
    upright.save(target, "JPEG", quality=88, exif=b"")
    return {"width": upright.width, "height": upright.height}
