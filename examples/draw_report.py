"""Draw a report (SVG): how many cases stand where, and how many were opened each month; beside it the flow itself.

Without arguments it draws half a year of the sample office, played in memory: its engine needs no files and no clock.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import accumulate
from pathlib import Path

import casedrop

HERE = Path(__file__).parent
WIDTH, LINE, LEFT = 640, 26, 220


def main() -> None:
    """Write report.svg and flow.svg, and print where."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("office", nargs="?", type=Path, default=HERE / "office", help="a workspace")
    asked.add_argument("flow", nargs="?", default="visits", help="one of its flows")
    asked.add_argument("--lang", default="en", choices=casedrop.LANGS, help="the language of the report")
    asked.add_argument("--out", type=Path, help="the folder to write into")
    args = asked.parse_args()
    out = args.out or Path(tempfile.mkdtemp(prefix="report-"))
    out.mkdir(parents=True, exist_ok=True)
    office = casedrop.Workspace(args.office)
    cases = [case for case in office.cases() if case.flow == args.flow] or list(played(office.definitions))
    stages = {stage.id: stage.titles[args.lang] for stage in office.flows[args.flow].stages.values()}
    standing, opened = Counter(case.stage for case in cases), Counter(case.opened[:7] for case in cases)
    where = {name: standing[stage] for stage, name in stages.items()}
    report = stacked(office.flows[args.flow].titles[args.lang], where, dict(sorted(opened.items())))
    drawn = {"report.svg": report, "flow.svg": office.draw(args.flow, args.lang)}
    for name, text in drawn.items():
        (out / name).write_text(text, encoding="utf-8")
        print(out / name)


def played(definitions: casedrop.Definitions) -> Iterator[casedrop.Case]:
    """Sixty visits in half a year: every third one pleases, every fourth of the others is left too long."""
    for n in range(60):
        at = datetime(2021, 1, 4, 3, tzinfo=UTC) + timedelta(days=3 * n)
        said = {
            "customer": {"name": f"Customer {n}"},
            "visited_on": f"{at:%Y-%m-%d}",
            "mood": "bad" if n % 3 else "good",
        }
        case = moved(definitions, None, casedrop.FormDrop("visit-note", said, "sales"), at, n + 1)
        if case.closed or n > 54:
            yield case
        elif n % 4:
            yield moved(
                definitions, case, casedrop.FormDrop("visit-note", {"advice": "Call."}, "leader", "reading"), at, n + 1
            )
        else:
            yield casedrop.fold(casedrop.tick(definitions, case, at + timedelta(days=30)), case)


def moved(
    definitions: casedrop.Definitions, case: casedrop.Case | None, drop: casedrop.FormDrop, at: datetime, n: int
) -> casedrop.Case:
    """The case after a drop; raises ValueError for one that it does not take."""
    decision = casedrop.decide(definitions, case, drop, at, n=n)
    return casedrop.plan(definitions, case, decision, at).case


def bars(title: str, counts: Mapping[str, int], top: int) -> str:
    """A bar chart that begins so many pixels below the top; its longest bar fills the width."""
    longest = max(counts.values(), default=0) or 1
    lines = [f'<text x="8" y="18" font-weight="bold">{escape(title)}</text>']
    for row, (name, count) in enumerate(counts.items(), 1):
        y, wide = row * LINE, round(count / longest * (WIDTH - LEFT - 60))
        lines.append(f'<text x="8" y="{y + 18}">{escape(name)}</text>')
        lines.append(f'<rect x="{LEFT}" y="{y + 4}" width="{wide}" height="{LINE - 8}" fill="#8a3b12"/>')
        lines.append(f'<text x="{LEFT + wide + 6}" y="{y + 18}">{count}</text>')
    return f'<g transform="translate(0 {top})">\n{chr(10).join(lines)}\n</g>'


def stacked(title: str, *charts: Mapping[str, int]) -> str:
    """The charts below each other, as one SVG."""
    tops = [0, *accumulate((len(chart) + 2) * LINE for chart in charts)]
    groups = [bars(title, chart, top) for chart, top in zip(charts, tops, strict=False)]
    size = f'width="{WIDTH}" height="{tops[-1]}" font-family="sans-serif" font-size="14"'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', *groups, "</svg>", ""])


if __name__ == "__main__":
    main()
