"""Dates as tables and texts have them."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
EXAMPLE = date(2021, 6, 23)


def show_date(iso: str, lang: str) -> str:
    """A date as tables have it: vi `23/06/2021`, else `2021-06-23`; raises ValueError if it is no ISO date."""
    day = date.fromisoformat(iso)
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if lang == "vi" else day.isoformat()


def long_date(iso: str, lang: str) -> str:
    """A date as running text has it: `ngày 05 tháng 02 năm 2026`, `2026年2月5日`, `5 February 2026`.

    Vietnamese pads days below 10 and the months 1 and 2 (Nghị định 30/2020/NĐ-CP, Appendix I); raises ValueError.
    """
    day = date.fromisoformat(iso)
    if lang == "vi":
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        return f"ngày {day.day:02} tháng {month} năm {day.year}"
    if lang == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"
