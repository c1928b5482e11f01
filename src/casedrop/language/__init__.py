"""The words of four languages: values to text and back, amounts and dates in words."""

from casedrop.language.dates import long_date
from casedrop.language.fields import read, show
from casedrop.language.money import AmountError, in_words, money
from casedrop.language.parsed import Bad, Ok

__all__ = ["AmountError", "Bad", "Ok", "in_words", "long_date", "money", "read", "show"]
