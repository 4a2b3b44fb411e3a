from django.db import models

from .text import slugify


def free_slug(model: type[models.Model], name: str) -> str:
    """The slug of `name`, with a number behind it if another row of `model` has it already."""
    base = slugify(name)[:74].rstrip("-")
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
