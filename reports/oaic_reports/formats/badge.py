"""A badge: what was required, the conclusion, and how many MUSTs of how many; never a bare percentage.

Where a MUST is broken in what was not required, the badge says how many are broken, and in which profiles.
"""

from __future__ import annotations

from html import escape

from oaic_suite.judging.document.run_json import Run

from oaic_reports.findings import Score, broken_profiles, required_profiles, rows_with, score
from oaic_reports.untrusted import visible, xml_legal
from oaic_reports.words.clientele import asked
from oaic_reports.words.conclusion import UNSOUND, Conclusion, concluded, plural, several

COLORS = {"good": "#2f6b3a", "fair": "#8a5a00", "bad": "#a8321f", "none": "#65615a"}

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{label}: {text}">
<title>{label}: {text}</title>
<rect fill="{color}" width="{width}" height="20" rx="3"/>
<path fill="#3a3833" d="M3 0H{split}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="8" y="14" textLength="{label_length}">{label}</text>
<text x="{text_x}" y="14" textLength="{text_length}">{text}</text>
</g>
</svg>
"""


def badge(run: Run) -> str:
    conclusion = concluded(run)
    return drawn(label(run), text(run, conclusion), COLORS[conclusion.tone])


def label(run: Run) -> str:
    names = required(run)
    return f"OpenAI API · {' + '.join(names)}" if names else "OpenAI API"


def required(run: Run) -> list[str]:
    return [] if asked(run) else required_profiles(run)


def text(run: Run, conclusion: Conclusion) -> str:
    if conclusion.word in UNSOUND or asked(run):
        return conclusion.word
    if broken := broken_profiles(run):
        musts = plural(len(rows_with(run, ["MUST"], ["fail"])), "MUST")
        return f"{conclusion.word} · {musts} broken: {several(broken)}"
    return f"{conclusion.word} · {required_score(run, required(run))} MUST"


def required_score(run: Run, names: list[str]) -> Score:
    if not names:
        return score(run, "MUST")
    tallies = [run["profiles"][name]["must"] for name in names]
    return Score(sum(tally["passed"] for tally in tallies), sum(tally["total"] for tally in tallies))


def drawn(label: str, text: str, color: str) -> str:
    label_length, text_length = length(label), length(text)
    split = label_length + 16
    return SVG.format(
        label=legal(label),
        text=legal(text),
        color=color,
        split=split,
        width=split + text_length + 16,
        label_length=label_length,
        text_length=text_length,
        text_x=split + 8,
    )


def length(text: str) -> int:
    """Width in pixels at 11 px; textLength makes the estimate true."""
    return round(len(text) * 6.4)


def legal(text: str) -> str:
    return escape(xml_legal(visible(text)))
