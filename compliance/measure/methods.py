"""The methods: which columns each reads, its options with our defaults, and what it gives. Plain data."""

from typing import NamedTuple

MARK = "mark"  # 0 or 1, false or true: a column that switches
WORD = "word"  # any text


class Role(NamedTuple):
    """One column that a method reads: its quantity kind (or mark, word), and the headings it goes by."""

    kind: str
    names: tuple[str, ...]
    needed: bool = True


class Option(NamedTuple):
    """One option: its quantity kind (or word), our default (empty where there is none), what it means."""

    kind: str
    default: str
    about: str


class Gives(NamedTuple):
    """One quantity of a result: its kind, what it is, and the field of a profile that usually states it."""

    kind: str
    about: str
    field: str = ""


class Method(NamedTuple):
    """One method. `--U` without a role is the uncertainty of the first role."""

    about: str
    module: str
    roles: dict[str, Role]
    options: dict[str, Option]
    gives: dict[str, Gives]


TIME = Role("duration", ("time", "t", "timestamp", "elapsed"))
SPEED = Role("speed", ("speed", "velocity", "v"))
CONFIDENCE = Option("ratio", "95 %", "one-sided confidence of the bounds")


def _contact(what: str, names: tuple[str, ...]) -> Method:
    return Method(
        f"largest contact {what} in the transient part of a contact, and after it",
        "contact",
        {what: Role(what, names), "time": TIME},
        {
            "transient": Option("duration", "0.5 s", "length of the transient part, from the beginning of the contact"),
            "threshold": Option("ratio", "5 %", "share of the largest value at which the contact begins"),
            "full_scale": Option(what, "", "largest value that the instrument shows; reaching it is saturation"),
        },
        {
            f"peak_{what}": Gives(what, f"largest {what} in the transient part", f"peak_{what}"),
            f"quasi_static_{what}": Gives(what, f"largest {what} after the transient part"),
        },
    )


METHODS: dict[str, Method] = {
    "contact-force": _contact("force", ("force", "f", "fz", "contact_force")),
    "contact-pressure": _contact("pressure", ("pressure", "p", "peak_pressure", "contact_pressure")),
    "stopping": Method(
        "time and distance from the edge of a command to standstill",
        "motion",
        {
            "speed": SPEED,
            "time": TIME,
            "command": Role(MARK, ("command", "stop", "cmd", "trigger", "estop")),
            "position": Role("length", ("position", "x", "distance", "pos"), needed=False),
        },
        {
            "standstill": Option("speed", "0.01 m/s", "speed up to which the robot stands still"),
            "hold": Option("duration", "0.2 s", "how long it has to stay there"),
        },
        {
            "time": Gives("duration", "from the command to standstill", "time"),
            "distance": Gives("length", "way from the command to standstill", "distance"),
            "speed_at_command": Gives("speed", "speed at the command"),
        },
    ),
    "speed": Method(
        "steady speed: mean over the longest steady part",
        "motion",
        {"speed": SPEED, "time": TIME},
        {"band": Option("ratio", "5 %", "how far a steady speed stays from the middle of the fast part")},
        {
            "speed": Gives("speed", "mean of the steady part", "walking_speed"),
            "steady_time": Gives("duration", "length of the steady part"),
        },
    ),
    "deceleration": Method(
        "mean deceleration while braking from the highest speed",
        "motion",
        {"speed": SPEED, "time": TIME},
        {
            "upper": Option("ratio", "90 %", "share of the highest speed from which braking counts"),
            "lower": Option("ratio", "10 %", "share of it down to which braking counts"),
        },
        {"deceleration": Gives("acceleration", "slope of the line through the speeds while braking")},
    ),
    "endurance": Method(
        "time from the start to a state, or to a voltage",
        "endurance",
        {
            "voltage": Role("voltage", ("voltage", "u", "v", "battery_voltage"), needed=False),
            "time": TIME,
            "state": Role(WORD, ("state", "status", "mode"), needed=False),
        },
        {
            "start": Option(WORD, "", "state at which the time begins; else the first row"),
            "end": Option(WORD, "", "state at which the time ends"),
            "cutoff": Option("voltage", "", "voltage down to which the time runs"),
        },
        {"runtime": Gives("duration", "from the start to the end", "runtime")},
    ),
    "latency": Method(
        "percentiles and jitter of the latency of a control loop",
        "latency",
        {
            "latency": Role("duration", ("latency", "delay"), needed=False),
            "sensed": Role("duration", ("sensed", "input", "sensor_time"), needed=False),
            "commanded": Role("duration", ("commanded", "output", "command_time"), needed=False),
        },
        {},
        {
            "latency_p50": Gives("duration", "latency that half of the cycles keep"),
            "latency_p95": Gives("duration", "latency that 95 % of the cycles keep"),
            "latency_p99": Gives("duration", "latency that 99 % of the cycles keep"),
            "latency_max": Gives("duration", "largest latency", "control_latency"),
            "jitter": Gives("duration", "largest latency less the smallest"),
        },
    ),
    "falls": Method(
        "falls per hour of work, with an upper bound; every row is a session",
        "counts",
        {
            "falls": Role("count", ("falls", "fall")),
            "duration": Role("duration", ("duration", "work", "hours", "time")),
        },
        {"confidence": CONFIDENCE},
        {
            "fall_rate": Gives("failure_rate", "falls by hours of work"),
            "fall_rate_bound": Gives("failure_rate", "upper bound of the rate (Poisson, exact)", "rate"),
            "falls": Gives("count", "falls"),
            "work": Gives("duration", "time of work"),
        },
    ),
    "trials": Method(
        "successes, interventions and aborted runs; every row is a trial",
        "counts",
        {
            "outcome": Role(WORD, ("outcome", "result")),
            "interventions": Role("count", ("interventions", "intervention"), needed=False),
        },
        {
            "success": Option(WORD, "success", "the word for a trial that succeeded"),
            "failure": Option(WORD, "failure", "the word for a trial that failed"),
            "aborted": Option(WORD, "aborted", "the word for a trial that was broken off; it counts as no success"),
            "confidence": CONFIDENCE,
        },
        {
            "trials": Gives("count", "trials, aborted ones included", "trials"),
            "successes": Gives("count", "trials that succeeded", "successes"),
            "aborted": Gives("count", "trials that were broken off"),
            "interventions": Gives("count", "times a person had to step in", "interventions"),
            "success_rate": Gives("ratio", "successes by trials"),
            "success_rate_lower": Gives("ratio", "lower bound of the rate (Clopper-Pearson)"),
            "success_rate_upper": Gives("ratio", "upper bound of the rate (Clopper-Pearson)"),
        },
    ),
}
