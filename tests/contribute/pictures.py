"""Files as phones and jokers send them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

CAMERA_TURNED = 6


def picture_file(name="slika.jpg", image_format="JPEG", mode="RGB", size=(60, 40), **options):
    """An upload of one colour."""
    output = BytesIO()
    Image.new(mode, size).save(output, image_format, **options)
    return SimpleUploadedFile(name, output.getvalue())


def turned_picture():
    """A photograph held upright, as a camera notes it, with its place."""
    notes = Image.Exif()
    notes[0x0112] = CAMERA_TURNED
    notes[0x010F] = "Telefon"
    return picture_file(exif=notes)


def double_picture():
    """A JPEG that carries a second picture, as new phones make them."""
    output = BytesIO()
    first, second = (Image.new("RGB", (60, 40), colour) for colour in ("red", "blue"))
    first.save(output, "MPO", save_all=True, append_images=[second])
    return SimpleUploadedFile("telefon.jpg", output.getvalue())


def half_picture():
    """A photograph whose upload ended in the middle."""
    whole = picture_file(size=(400, 400), quality=95).read()
    return SimpleUploadedFile("pol.jpg", whole[: len(whole) // 2])


def bomb():
    """A few kilobytes that would become ten thousand by ten thousand points."""
    return picture_file("bomba.png", "PNG", mode="1", size=(10_000, 10_000))


def not_a_picture(content=b"<html><script>alert(1)</script></html>", name="slika.jpg"):
    return SimpleUploadedFile(name, content)
