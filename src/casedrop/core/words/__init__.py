"""The words of four languages: values to text and back, amounts and dates in words."""

from casedrop.core.words.amounts import AmountError, in_words, money
from casedrop.core.words.dates import long_date
from casedrop.core.words.fields import read, show
from casedrop.core.words.verdict import Bad, Ok

__all__ = ["AmountError", "Bad", "Ok", "in_words", "long_date", "money", "read", "show"]
