"""One renderer per file, all fed by the same frozen assessments, none able to change a verdict."""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from compliance.assess import Assessment

if TYPE_CHECKING:  # a check makes no plan, and does not pay for one
    from compliance.assess.plan import Plan
    from compliance.assess.timeline import Timeline

FORMATS = ("text", "json", "sarif", "html", "junit", "markdown", "github", "github-summary", "gitlab", "csv")
PLAN_FORMATS = ("text", "markdown", "csv", "json")
TIMELINE_FORMATS = ("text", "markdown", "csv", "json", "html")
Assessments = Sequence[Assessment]


def render(assessments: Assessments, format_: str, *, width: int = 100, colour: bool = False) -> str:
    """Render assessments. Raises KeyError for a format that is not in FORMATS.

    `width` (in columns) and `colour` only concern text for a terminal.
    """
    if format_ not in FORMATS:
        raise KeyError(format_)
    module = import_module(f"compliance.report.{format_.replace('-', '_')}_format")
    if format_ == "text":
        text: str = module.render(assessments, width, colour)
        return text
    other: str = module.render(assessments)
    return other


def render_plans(
    plans: "Sequence[Plan]", format_: str, *, width: int = 100, colour: bool = False, every: bool = False
) -> str:
    """Render plans. Raises KeyError for a format that is not in PLAN_FORMATS. Width and colour as for `render`.

    Text and Markdown print `every` step in full, or only those that block or that the next readiness step waits for.
    """
    if format_ not in PLAN_FORMATS:
        raise KeyError(format_)
    module = import_module(f"compliance.report.plan_{format_}")
    if format_ == "text":
        text: str = module.render(plans, width, colour, every)
        return text
    if format_ == "markdown":
        comment: str = module.render(plans, every)
        return comment
    other: str = module.render(plans)
    return other


def render_timelines(
    found: "Sequence[Timeline]", format_: str, *, language: str = "en", width: int = 100, colour: bool = False
) -> str:
    """Render timelines in English or Chinese. Raises KeyError for a format that is not in TIMELINE_FORMATS.

    Width and colour as for `render`; names of fields in CSV and JSON do not change with the language.
    """
    if format_ not in TIMELINE_FORMATS:
        raise KeyError(format_)
    module = import_module(f"compliance.report.timeline_{format_}")
    if format_ == "text":
        text: str = module.render(found, language, width, colour)
        return text
    other: str = module.render(found, language)
    return other
