"""Pictures: measured before they are decoded, written anew so that no place or program hides in them."""

import io
import warnings

import pypdfium2
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from kit.files.pdf import ONE_AT_A_TIME
from kit.files.refusal import Refused

MAX_PIXELS = 50_000_000
MAX_SIDE = 4_096
MAX_PROFILE = 100_000
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
DAMAGED = _("This picture is damaged or not what its name says. Save it anew as JPEG or PNG and try again.")
TOO_LARGE = _("This picture has too many pixels. Make it smaller and try again.")


def rewritten(file, extension: str) -> bytes:
    """The picture without its metadata, upright, at most 4,096 px a side. Raises Refused."""
    wanted = FORMATS[extension]
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            file.seek(0)
            with Image.open(file, formats=[wanted]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise Refused("pixels", TOO_LARGE)
                return _encode(picture, wanted)
        except Image.DecompressionBombError:
            raise Refused("pixels", TOO_LARGE) from None
        except BROKEN:
            raise Refused("damaged", DAMAGED) from None


def _encode(picture, wanted: str) -> bytes:
    profile = picture.info.get("icc_profile") or b""
    keeps_tables = wanted == "JPEG" and max(picture.size) <= MAX_SIDE and _is_upright(picture)
    keeps_tables = keeps_tables and picture.mode in ("RGB", "L")
    if wanted == "JPEG":
        picture.draft(picture.mode, (MAX_SIDE, MAX_SIDE))
    picture.load()
    options = {"icc_profile": profile} if 0 < len(profile) <= MAX_PROFILE else {}
    out = io.BytesIO()
    if keeps_tables:
        # The same quantisation again loses nothing that an eye can see.
        picture.info.clear()
        picture.save(out, "JPEG", quality="keep", exif=b"", **options)
        return out.getvalue()
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    if wanted == "JPEG" and upright.mode not in ("RGB", "L"):
        upright = upright.convert("RGB")
    clean = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        clean.putpalette(upright.getpalette())
        if "transparency" in upright.info:
            options["transparency"] = upright.info["transparency"]
    clean.paste(upright)
    clean.save(out, wanted, quality=90, **options)
    return out.getvalue()


def _is_upright(picture) -> bool:
    return picture.getexif().get(0x0112, 1) == 1


def preview(file, content_type: str = "application/pdf", side: int = 960) -> bytes | None:
    """A WebP of a PDF's first page or of a picture; None where none can be made."""
    try:
        if content_type == "application/pdf":
            with ONE_AT_A_TIME:
                picture = _first_page(file, side)
        elif content_type in ("image/jpeg", "image/png", "image/webp"):
            file.seek(0)
            picture = Image.open(file)
            picture.draft("RGB", (side, side))
        else:
            return None
        picture = ImageOps.exif_transpose(picture)
        picture.thumbnail((side, side))
        out = io.BytesIO()
        picture.convert("RGBA" if "A" in picture.getbands() else "RGB").save(out, "WEBP", quality=80)
    except (*BROKEN, pypdfium2.PdfiumError):
        return None
    return out.getvalue()


def _first_page(file, side: int):
    file.seek(0)
    document = pypdfium2.PdfDocument(file.read())
    try:
        page = document[0]
        width, height = page.get_size()
        return page.render(scale=min(side / max(width, height, 1), 4)).to_pil()
    finally:
        document.close()
