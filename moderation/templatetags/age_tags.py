from django import template

from moderation.age import age

register = template.Library()


@register.inclusion_tag("components/age.html")
def promise(answer_by, today):
    """Draw how the promised day stands: shape, colour and words."""
    return {"age": age(answer_by, today)}
