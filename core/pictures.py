"""What happens to a picture when it arrives: the camera's notes (place, time, owner) go."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, ImageSequence

# Formats that Pillow writes as well as it reads them; anything else becomes a JPEG.
KEPT_FORMATS = {"JPEG", "PNG", "WEBP", "GIF", "AVIF"}


def without_metadata(file) -> ContentFile:
    """Return the picture without EXIF, XMP, IPTC and comments, turned the right way up.

    :raises PIL.UnidentifiedImageError: when the content is no picture
    """
    file.seek(0)
    with Image.open(file) as picture:
        image_format = picture.format if picture.format in KEPT_FORMATS else "JPEG"
        output = BytesIO()
        # Telephones pack several pictures into one JPEG (MPO); the first is the photograph.
        if getattr(picture, "is_animated", False) and image_format != "JPEG":
            frames = [frame.copy() for frame in ImageSequence.Iterator(picture)]
            for frame in frames:
                frame.info = {"duration": frame.info.get("duration", 100)}
            frames[0].save(output, image_format, save_all=True, append_images=frames[1:], loop=0)
        else:
            upright = ImageOps.exif_transpose(picture)
            profile = upright.info.get("icc_profile")
            if image_format == "JPEG" and upright.mode not in {"RGB", "L", "CMYK"}:
                upright = upright.convert("RGB")
            upright.info = {}
            options = {"icc_profile": profile} if profile else {}
            if image_format == "JPEG":
                options |= {"quality": 90, "exif": b"", "comment": b""}
            elif image_format in {"WEBP", "AVIF"}:
                options |= {"quality": 90, "exif": b"", "xmp": b""}
            upright.save(output, image_format, **options)
    return ContentFile(output.getvalue(), name=file.name)
