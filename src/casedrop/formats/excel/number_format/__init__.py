"""Number formats of cells: what a number is shown as (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

from casedrop.formats.excel.number_format.builtin import BUILTIN, GENERAL, SHORT_DATE
from casedrop.formats.excel.number_format.show import NumberFormat, parsed

__all__ = ["BUILTIN", "GENERAL", "SHORT_DATE", "NumberFormat", "parsed"]
