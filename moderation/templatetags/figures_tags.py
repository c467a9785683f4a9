from django import template
from django.utils import formats

register = template.Library()


@register.simple_tag
def parts_of(first: int, second: int, most: int) -> dict[str, int]:
    """Return two numbers as parts of a width of 100; what is there at all can be seen."""
    whole = max(most, first + second)
    share = lambda number: max(2, 100 * number // whole) if number else 0  # noqa: E731
    first_part, second_part = share(first), share(second)
    return {"first": min(first_part, 100 - second_part), "second": second_part}


@register.filter
def or_dash(number) -> str:
    """Return a number as people of the language write it; a dash where there is none."""
    if number is None:
        return "–"
    return formats.localize(number)
