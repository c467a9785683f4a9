"""What pages say of themselves to the search beyond Wagtail's own fields."""

from wagtail.search import index


class FacetField(index.FilterField):
    """A field by which readers narrow what they found.

    It names a row with a slug, or several; or the object's own slug, where it is such a row itself.
    ``facet`` is its word in the address of the search.
    """

    def __init__(self, field_name, facet, **kwargs):
        super().__init__(field_name, **kwargs)
        self.facet = facet

    def get_slugs(self, obj) -> list[str]:
        """Return the slugs of the rows that ``obj`` names, each once."""
        value = getattr(obj, self.field_name, None)
        if isinstance(value, str):
            return [value]
        rows = value.all() if hasattr(value, "all") else [value] if value else []
        return list(dict.fromkeys(row.slug for row in rows))

    def is_own(self, obj) -> bool:
        """Tell whether the slug is that of ``obj`` itself."""
        return isinstance(getattr(obj, self.field_name, None), str)
