"""The few blocks a text is made of. A section may add its own; none fetches anything."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link"]
VIDEO_HOSTS = {
    "www.youtube.com",
    "youtube.com",
    "m.youtube.com",
    "youtu.be",
    "vimeo.com",
    "www.vimeo.com",
    "arnes.si",
    "video.arnes.si",
}


class WebAddressBlock(blocks.URLBlock):
    """An address on the web; ``javascript:`` and its kin are refused."""

    def clean(self, value):
        value = super().clean(value)
        if value and urlsplit(value).scheme not in {"http", "https"}:
            raise ValidationError(_("Enter an address that begins with https://."))
        return value


class VideoAddressBlock(WebAddressBlock):
    def clean(self, value):
        value = super().clean(value)
        if value and urlsplit(value).hostname not in VIDEO_HOSTS:
            raise ValidationError(_("Enter an address on YouTube, Vimeo or Arnes Video."))
        return value


class PictureBlock(blocks.StructBlock):
    """A picture in the text; its author stands with the picture itself."""

    picture = ImageChooserBlock(label=_("picture"))
    alt_text = blocks.CharBlock(
        label=_("what the picture shows"),
        max_length=200,
        help_text=_("For readers who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)

    class Meta:
        template = "components/blocks/picture.html"
        icon = "image"
        label = _("picture")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quote"), max_length=600)
    author = blocks.CharBlock(label=_("who said it"), max_length=120, required=False)

    class Meta:
        template = "components/blocks/quote.html"
        icon = "openquote"
        label = _("quote")


class CallOutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES, max_length=800)

    class Meta:
        template = "components/blocks/call_out.html"
        icon = "warning"
        label = _("call-out")


class LinkCardBlock(blocks.StructBlock):
    url = WebAddressBlock(label=_("address"))
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.CharBlock(label=_("text"), max_length=250, required=False)

    class Meta:
        template = "components/blocks/link_card.html"
        icon = "link-external"
        label = _("link card")


class FileBlock(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("file"))
    text = blocks.CharBlock(label=_("what it is"), max_length=200, required=False)

    class Meta:
        template = "components/blocks/file.html"
        icon = "doc-full"
        label = _("file")


class VideoBlock(blocks.StructBlock):
    """A link to a video. Nothing is loaded from its host until a reader follows it."""

    url = VideoAddressBlock(label=_("address"))
    title = blocks.CharBlock(label=_("title"), max_length=120)

    class Meta:
        template = "components/blocks/video.html"
        icon = "media"
        label = _("video")


class BodyBlock(blocks.StreamBlock):
    paragraph = blocks.RichTextBlock(
        label=_("paragraph"),
        features=TEXT_FEATURES,
        template="components/blocks/paragraph.html",
        icon="pilcrow",
    )
    heading = blocks.CharBlock(
        label=_("heading"), max_length=120, template="components/blocks/heading.html", icon="title"
    )
    picture = PictureBlock()
    quote = QuoteBlock()
    steps = blocks.ListBlock(
        blocks.TextBlock(max_length=500),
        label=_("list of steps"),
        template="components/blocks/steps.html",
        icon="list-ol",
    )
    call_out = CallOutBlock()
    link_card = LinkCardBlock()
    file = FileBlock()
    video = VideoBlock()
