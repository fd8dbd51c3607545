"""The report as the summary of a step in GitHub Actions: the same Markdown, with more room."""

from collections.abc import Sequence

from compliance.assess import Assessment
from compliance.report.markdown_format import fitted

LARGEST = 1024 * 1024 - 1024  # bytes: 1 MiB a step, and GitHub drops what comes close to it without a word


def render(assessments: Sequence[Assessment]) -> str:
    """Render assessments as a step summary."""
    return fitted(assessments, lambda text: len(text.encode()) <= LARGEST)
