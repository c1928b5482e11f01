"""A company's logo in templates: the picture named `logo` is a place for it, filled or closed when a document is made."""

from casedrop.formats.letterhead.headed import headed
from casedrop.formats.letterhead.logo import Logo, UnfitLogoError, logo_of

__all__ = ["Logo", "UnfitLogoError", "headed", "logo_of"]
