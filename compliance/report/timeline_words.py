"""What every rendering of a timeline says, in English and in Chinese."""

from collections import Counter
from collections.abc import Iterable, Mapping

from compliance.assess.results import VERDICTS, Result
from compliance.assess.timeline import Change, Event, Since, Timeline
from compliance.report.digest import heading
from compliance.report.plain import VERDICT_WORDS

CHINESE = {
    "pass": "通过",
    "fail": "不通过",
    "needs_evidence": "待补证据",
    "not_applicable": "不适用",
    "waived": "已豁免",
    "error": "检查出错",
}
VERDICT = {"en": VERDICT_WORDS, "zh": CHINESE}
SIGNS = {"begins": "+", "ends": "-", "flips": "~"}
SAID = {
    "en": {
        "title": "Timeline for {robot}",
        "where": "{file}, for {target} ({markets}), as of {day}; placed on the market: {placed}.",
        "meaning": "The verdict of a coming day is what the profile of today would get on it.",
        "fictional": "Fictional robot: by its own profile it does not exist. Nothing here is about a real one.",
        "none": "Nothing that is encoded begins, ends or runs out after that day.",
        "since": "In force, by the day from which",
        "begins": "{count} begin",
        "ends": "{count} end",
        "flips": "{count} other verdicts",
        "blocking": "{count} blocking",
        "today": "today {verdict}",
        "then": "then {verdict}",
        "before": "before {verdict}",
        "blocks": "blocks",
        "gone": "no longer looked at",
        "new": "not looked at today",
        "requirements": "{count} {noun}",
        "each": "each day, one more unit",
        "unreached": "Later law that does not reach this robot, which is placed on the market {placed}: {ids}.",
        "column_day": "Day", "column_what": "What", "column_requirement": "Requirement", "column_title": "Title",
        "column_instrument": "Document", "column_today": "Today", "column_then": "Then",
        "kind_begins": "begins", "kind_ends": "ends", "kind_flips": "verdict changes",
    },
    "zh": {
        "title": "时间表：{robot}",
        "where": "{file}，部署目标：{target}（{markets}），截至 {day}；投放市场日期：{placed}。",
        "meaning": "将来某日的结论，是今天的规格档案保持不变时在该日得到的结论。",
        "fictional": "虚构机器人：按其自身规格档案，它并不存在。此处内容与任何真实机器人无关。",
        "none": "该日之后，已编码的内容中没有开始、结束或到期的事项。",
        "since": "现行有效（按起始日）",
        "begins": "{count} 项开始",
        "ends": "{count} 项结束",
        "flips": "另有 {count} 项结论变化",
        "blocking": "{count} 项阻断",
        "today": "今天{verdict}",
        "then": "届时{verdict}",
        "before": "此前{verdict}",
        "blocks": "阻断",
        "gone": "不再考察",
        "new": "今天不考察",
        "requirements": "{count} 项要求",
        "each": "每一天（逐台投放）",
        "unreached": "以下后续法规不适用于本机器人（投放市场日期：{placed}）：{ids}。",
        "column_day": "日期", "column_what": "事项", "column_requirement": "要求", "column_title": "标题",
        "column_instrument": "文件", "column_today": "今天", "column_then": "届时",
        "kind_begins": "开始", "kind_ends": "结束", "kind_flips": "结论变化",
    },
}  # fmt: skip
EVENTS = {
    "en": {
        "begins": "{0} begins{encoded}",
        "ends": "{0} has ended{encoded}",
        "presumption_begins": "the presumption of conformity of {0} with {1} begins, as far as its citation goes",
        "presumption_ends": "the presumption of conformity of {0} with {1} has ended with the act",
        "certificate": "certificate {name} has ended: its last day is {0}",
        "evidence": "evidence {name} has run out: its last day is {0}",
        "attestation": "what attests evidence {name} has run out: its last day is {0}",
        "waiver": "the waiver for {name} has run out: its last day is {1} ({0})",
    },
    "zh": {
        "begins": "{0} 开始适用{encoded}",
        "ends": "{0} 已停止适用{encoded}",
        "presumption_begins": "按引用的范围，{0} 对 {1} 的符合性推定开始",
        "presumption_ends": "{0} 对 {1} 的符合性推定随该法规一并终止",
        "certificate": "证书 {name} 已到期：最后有效日为 {0}",
        "evidence": "证据 {name} 已失效：最后有效日为 {0}",
        "attestation": "为证据 {name} 出具的证明已失效：最后有效日为 {0}",
        "waiver": "对 {name} 的豁免已失效：最后有效日为 {1}（{0}）",
    },
}
NOTHING = {"en": "; nothing of it is encoded", "zh": "；其中尚无已编码的要求"}
PLACED = {"(profile)": "（规格档案）", "(target)": "（部署目标）", "(assumed: the as-of date)": "（假定为截至日期）"}
REPLACES = {"en": "; it replaces {0}", "zh": "；取代 {0}"}


def say(language: str, name: str, **parts: object) -> str:
    """One of the set sentences in a language."""
    return SAID[language][name].format(**parts)


def title(one: Timeline, language: str) -> str:
    """The head of a page."""
    return say(language, "title", robot=heading(one.assessment))


def where(one: Timeline, language: str) -> str:
    """The profile, the target, the markets and the days."""
    then = one.assessment
    return say(
        language, "where", file=then.robot.file, target=in_language(then.target.title, language),
        markets=", ".join(then.markets), day=then.as_of.isoformat(), placed=placed(one, language),
    )  # fmt: skip


def placed(one: Timeline, language: str) -> str:
    """The day of placing on the market, and who says so."""
    said = one.assessment.placed
    if one.still_sold:
        return say(language, "each")
    day, _, who = said.partition(" (")
    return f"{day}{PLACED.get(f'({who}', f' ({who}')}" if language == "zh" else said


def in_language(text: Mapping[str, str | None], language: str) -> str:
    """A text in the language, else in English."""
    return str(text.get(language) or text["en"])


def notice(one: Timeline, language: str) -> str:
    """The notice that every report carries."""
    return in_language(one.assessment.notice, language)


def event(one: Event, language: str) -> str:
    """What begins or ends, in one sentence; what a document replaces by name is said with it."""
    of_document = one.kind in ("begins", "ends")
    encoded = NOTHING[language] if of_document and one.said[1] == "0" else ""
    text = EVENTS[language][one.kind].format(*one.said, name=one.name, encoded=encoded)
    if one.kind == "begins" and one.said[2]:
        text += REPLACES[language].format(one.said[2])
    return text


def counts(changes: Iterable[Change], language: str) -> str:
    """How many requirements begin, end and flip, and how many of them block then."""
    changes = list(changes)
    found = Counter(one.kind for one in changes)
    parts = [say(language, kind, count=found[kind]) for kind in SIGNS if found[kind]]
    blocking = sum(bool(one.after and one.after.blocks) for one in changes)
    parts += [say(language, "blocking", count=blocking)] if blocking else []
    return ("，" if language == "zh" else ", ").join(parts)


def change(one: Change, language: str) -> str:
    """The verdicts of one requirement: today's, and that of the day."""
    parts = [say(language, "today", verdict=verdict(one.today, language)) if one.today else say(language, "new")]
    if one.kind == "flips" and one.before and one.today and one.before.verdict != one.today.verdict:
        parts.append(say(language, "before", verdict=verdict(one.before, language)))
    parts.append(say(language, "then", verdict=verdict(one.after, language)) if one.after else say(language, "gone"))
    if one.after and one.after.blocks:
        parts.append(say(language, "blocks"))
    return ("，" if language == "zh" else ", ").join(parts)


def verdict(result: Result, language: str) -> str:
    """A verdict in words."""
    return VERDICT[language][result.verdict]


def since(one: Since, timeline: Timeline, language: str) -> str:
    """What a document in force asks, and today's verdicts on it."""
    found = Counter(result.verdict for result in one.results)
    said = [f"{found[name]} {VERDICT[language][name]}" for name in VERDICTS if found[name]]
    number = timeline.assessment.instruments[one.instrument].number
    blocking = sum(result.blocks for result in one.results)
    said += [f"{blocking} {say(language, 'blocks')}"] if blocking else []
    asked = say(language, "requirements", count=len(one.results), noun=_noun(len(one.results)))
    return f"{number}: {asked}: {', '.join(said)}"


def _noun(count: int) -> str:
    return "requirement" if count == 1 else "requirements"


def unreached(one: Timeline, language: str) -> str:
    """The later law that the day of placing on the market keeps away; empty if there is none."""
    if not one.unreached:
        return ""
    ids = ", ".join(result.requirement.id for result in one.unreached)
    return say(language, "unreached", placed=placed(one, language), ids=ids)
