from django import template

register = template.Library()


@register.filter
def quoted(words):
    """Mark what somebody typed as theirs: each line begins with ``>``, as mail has always done."""
    return "\n".join(f"> {line}".rstrip() for line in str(words).strip().splitlines())
