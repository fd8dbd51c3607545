"""Logs measured through the command line: known answers, their uncertainty, and what is refused."""

import json
import math
import random
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as arrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from compliance import api
from compliance.cli import run
from compliance.importers.measured import Measured, Request, measured
from compliance.measure import METHODS
from compliance.units import read_quantity

LOGS = Path(__file__).parent / "fixtures" / "logs"
UNITS = api.load_standard().units
Capture = pytest.CaptureFixture[str]


def measure(capsys: Capture, method: str, file: Path | str, *options: str) -> dict[str, Any]:
    """What `compliance measure … -o json` prints; quantities by name."""
    assert run(["measure", method, str(LOGS / file), *options, "-o", "json"]) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return {**data, "quantities": {one["name"]: one for one in data["quantities"]}}


def refused(capsys: Capture, method: str, file: Path, *options: str) -> str:
    """What is said of a log that is refused."""
    assert run(["measure", method, str(file), *options]) == 2
    return capsys.readouterr().err


def saved(folder: Path, *rows: str, heading: str = "time [s],force [N]") -> Path:
    """A CSV log of these rows."""
    path = folder / "log.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", "utf-8")
    return path


def result_of(path: Path, method: str = "contact-force", **more: Any) -> Measured:
    """A log measured without the command line."""
    request = {"columns": {}, "units": {}, "options": {}, "uncertainties": {}, **more}
    return measured(str(path), Request(method, **request), UNITS)


def bump(shift: float = 0.0, scale: float = 1.0, clock: float = 1.0, seed: int = 1) -> list[str]:
    """Rows of a contact: half a sine of 100 N over 50 ms from 0.1 s on, then 40 N held, with noise."""
    drawn = random.Random(seed)
    rows = []
    for step in range(800):
        time = step / 1000
        force = 0.0 if time < 0.1 else 40.0
        if 0.1 <= time < 0.15:
            force = max(100 * math.sin(math.pi * (time - 0.1) / 0.05), 40.0 if time > 0.125 else 0.0)
        rows.append(f"{(time + shift) * clock!r},{(force + drawn.gauss(0, 0.1)) * scale!r}")
    return rows


# ---- known answers

KNOWN = [
    ("contact-force", "contact-force.csv", ["--U", "2 N"], "peak_force", 152.0),
    ("contact-force", "contact-force.csv", ["--U", "2 N"], "quasi_static_force", 64.0),
    ("contact-pressure", "contact-pressure.csv", ["--U", "2 N/cm²"], "peak_pressure", 90e4),
    ("contact-pressure", "contact-pressure.csv", ["--U", "2 N/cm²"], "quasi_static_pressure", 40e4),
    ("stopping", "stopping.csv", ["--U", "0.01 m/s"], "time", 0.495),
    ("stopping", "stopping.csv", ["--U", "0.01 m/s"], "distance", 0.24),
    ("stopping", "stopping.csv", ["--U", "0.01 m/s"], "speed_at_command", 0.8),
    ("deceleration", "stopping.csv", ["--U", "0.01 m/s"], "deceleration", 2.0),
    ("speed", "walking.csv", ["--U", "0.01 m/s"], "speed", 1.2),
    ("endurance", "endurance.csv", ["--option", "end=down"], "runtime", 10800.0),
    ("endurance", "endurance.csv", ["--option", "cutoff=48 V", "--U", "10 mV"], "runtime", 10800.0),
    ("latency", "latency.csv", ["--U", "0.01 ms"], "latency_p50", 1.5e-3),
    ("latency", "latency.csv", ["--U", "0.01 ms"], "latency_p95", 1.95e-3),
    ("latency", "latency.csv", ["--U", "0.01 ms"], "latency_p99", 1.99e-3),
    ("latency", "latency.csv", ["--U", "0.01 ms"], "latency_max", 3.5e-3),
    ("latency", "latency.csv", ["--U", "0.01 ms"], "jitter", 2.5e-3),
]


@pytest.mark.parametrize(("method", "file", "options", "name", "truth"), KNOWN)
def test_the_known_answer_lies_within_the_uncertainty(
    method: str, file: str, options: list[str], name: str, truth: float, capsys: Capture
) -> None:
    """The synthetic logs have known answers; U is neither missed nor absurdly wide."""
    found = measure(capsys, method, file, *options)["quantities"][name]
    assert abs(found["si"] - truth) <= found["U_si"]
    assert found["U_si"] <= 0.06 * truth


def test_counts_have_exact_bounds(capsys: Capture) -> None:
    """Three falls in 200 hours: chi-squared gives 7.7537 at most; 57 of 60: Clopper-Pearson."""
    falls = measure(capsys, "falls", "falls.csv")["quantities"]
    assert falls["fall_rate_bound"]["si"] * 3600 * 200 == pytest.approx(7.75366, rel=1e-5)
    assert (falls["falls"]["si"], falls["work"]["value"]) == (3, "200 h")
    trials = measure(capsys, "trials", "trials.csv")
    assert trials["evidence"]["runs"] == 60
    said = {name: one["value"] for name, one in trials["quantities"].items()}
    assert (said["trials"], said["successes"], said["aborted"], said["interventions"]) == ("60", "57", "1", "1")
    assert said["success_rate_lower"] == "≥ 87.5812 %"


def test_no_falls_are_no_proof_of_none(tmp_path: Path) -> None:
    """Without a fall the bound is -ln 0.05 by the hours, never zero."""
    log = saved(tmp_path, "0,100", heading="falls,work [h]")
    bound = result_of(log, "falls").result.get("fall_rate_bound")
    assert bound is not None
    assert bound.value * 3600 * 100 == pytest.approx(-math.log(0.05))


def test_position_gives_the_way_where_there_is_one(tmp_path: Path) -> None:
    """A log with a position needs no integral."""
    rows = [f"{step / 10},{max(1 - step / 10, 0)},{int(step > 1)},{min(step, 10) / 20}" for step in range(20)]
    log = saved(tmp_path, *rows, heading="time [s],speed [m/s],command,position [m]")
    way = result_of(log, "stopping", uncertainties={"position": "2 mm"}).result.get("distance")
    assert way is not None
    assert way.value == pytest.approx(0.4)
    assert way.u is not None


# ---- uncertainty


def test_without_an_instrument_no_uncertainty_is_claimed(capsys: Capture) -> None:
    """What the samples show is not all there is to know."""
    found = measure(capsys, "contact-force", "contact-force.csv")["quantities"]["peak_force"]
    assert "U" not in found


def test_a_saturated_peak_is_only_a_bound(capsys: Capture) -> None:
    """Flat at the largest value, or at the stated full scale: the peak is at least this."""
    found = measure(capsys, "contact-force", "contact-saturated.csv", "--U", "2 N")
    assert found["quantities"]["peak_force"]["value"] == "≥ 120 N"
    assert found["notes"]
    scale = measure(capsys, "contact-force", "contact-force.csv", "--U", "2 N", "--option", "full_scale=152 N")
    assert scale["quantities"]["peak_force"]["bound"] == "≥"


def test_a_gap_at_the_peak_leaves_a_bound(capsys: Capture) -> None:
    """Samples missing in the transient part may have held the peak; the held part is not touched."""
    found = measure(capsys, "contact-force", "contact-gap.csv", "--U", "2 N")
    assert found["quantities"]["peak_force"]["bound"] == "≥"
    assert found["quantities"]["quasi_static_force"]["bound"] == ""
    assert found["sampling"]["gaps"] == 1


def test_slow_sampling_widens_the_uncertainty(tmp_path: Path) -> None:
    """Every tenth sample of the same contact says less about its peak."""
    fast = result_of(saved(tmp_path, *bump()), uncertainties={"force": "1 N"}).result.get("peak_force")
    slow = result_of(saved(tmp_path, *bump()[::10]), uncertainties={"force": "1 N"}).result.get("peak_force")
    assert fast is not None
    assert slow is not None
    assert (slow.u or 0) > 1.5 * (fast.u or 1)


@settings(max_examples=25, deadline=None)
@given(shift=st.floats(-1e6, 1e6), seed=st.integers(0, 10**6))
def test_a_shift_of_the_clock_changes_nothing(shift: float, seed: int, tmp_path_factory: Any) -> None:
    """Only differences of times count."""
    folder = tmp_path_factory.mktemp("shift")
    still = result_of(saved(folder, *bump(seed=seed)), uncertainties={"force": "1 N"}).result
    moved = result_of(saved(folder, *bump(shift=shift, seed=seed)), uncertainties={"force": "1 N"}).result
    assert [one.value for one in moved.quantities] == [one.value for one in still.quantities]
    assert [one.u for one in moved.quantities] == pytest.approx([one.u for one in still.quantities])


@settings(max_examples=25, deadline=None)
@given(force=st.sampled_from(["N", "kN", "mN", "lbf", "kgf"]), time=st.sampled_from(["s", "ms", "µs", "min"]))
def test_units_change_nothing(force: str, time: str, tmp_path_factory: Any) -> None:
    """The same contact written in other units is the same contact."""
    folder = tmp_path_factory.mktemp("units")
    scale, clock = UNITS.kind("force").spellings[force].factor, UNITS.kind("duration").spellings[time].factor
    rows = bump(scale=1 / scale, clock=1 / clock)
    other = result_of(saved(folder, *rows, heading=f"time [{time}],force [{force}]"), uncertainties={"force": "1 N"})
    plain = result_of(saved(folder, *bump()), uncertainties={"force": "1 N"})
    for one, two in zip(other.result.quantities, plain.result.quantities, strict=True):
        assert (one.value, one.u) == pytest.approx((two.value, two.u), rel=1e-6)


@settings(max_examples=25, deadline=None)
@given(first=st.integers(101, 600), count=st.integers(4, 60))
def test_a_gap_is_noticed_wherever_it_is(first: int, count: int, tmp_path_factory: Any) -> None:
    """Rows taken out within the contact leave a bound of one part at least."""
    rows = bump()
    log = saved(tmp_path_factory.mktemp("gap"), *rows[:first], *rows[first + count :])
    result = result_of(log, uncertainties={"force": "1 N"}).result
    assert result.sampling is not None
    assert result.sampling.gaps == 1
    assert any(one.bound for one in result.quantities)


@settings(max_examples=25, deadline=None)
@given(limit=st.floats(50, 95))
def test_saturation_is_noticed_at_any_height(limit: float, tmp_path_factory: Any) -> None:
    """A course cut off at any height gives a bound that the truth keeps."""
    cut = [f"{time},{min(float(force), limit)!r}" for time, force in (row.split(",") for row in bump())]
    peak = result_of(saved(tmp_path_factory.mktemp("cut"), *cut)).result.get("peak_force")
    assert peak is not None
    assert (peak.bound, peak.value) == ("≥", limit)


# ---- what is pasted


def test_the_entry_measures_the_same_again(capsys: Capture) -> None:
    """Columns, units, options and U of the entry are those that were used."""
    options = ["--column", "time=time_s", "--option", "hold=0.1 s", "--U", "0.01 m/s", "--k", "3", "--id", "stop-1"]
    entry = measure(capsys, "stopping", "stopping.csv", *options)["evidence"]
    assert entry["id"] == "stop-1"
    assert entry["measurement"] == {
        "method": "stopping",
        "gives": ["time", "distance"],
        "columns": ["speed=speed_m/s", "time=time_s", "command=command"],
        "options": ["hold=0.1 s"],
        "U": ["speed=0.01 m/s"],
        "k": "3",
    }


def test_every_printed_value_is_read_again(capsys: Capture) -> None:
    """What is printed is what a profile reads, to the digits shown."""
    for method, file, options, name, _ in KNOWN:
        found = measure(capsys, method, file, *options)["quantities"][name]
        kind = UNITS.kind(METHODS[method].gives[name].kind)
        low, high = read_quantity(found["value"], kind, UNITS, 0.1).interval
        assert low == high == pytest.approx(found["si"], abs=found["U_si"] / 10)
        assert read_quantity(found["U"], kind, UNITS, 0.1).interval[0] >= found["U_si"] * (1 - 1e-9)


# ---- Parquet


def test_parquet_gives_what_csv_gives(tmp_path: Path) -> None:
    """The same samples, with units from headings or from metadata, and times as timestamps."""
    rows = [row.split(",") for row in (LOGS / "contact-force.csv").read_text("utf-8").split("\n")[1:-1]]
    force = arrow.array([float(value) for _, value in rows])
    stamps = arrow.array([round(float(time) * 1e6) for time, _ in rows]).cast(arrow.timestamp("us"))
    fields = [arrow.field("time", stamps.type), arrow.field("force", force.type, metadata={"unit": "N"})]
    path = tmp_path / "log.parquet"
    parquet.write_table(arrow.table([stamps, force], schema=arrow.schema(fields)), path)
    more = {"uncertainties": {"force": "2 N"}}
    written = result_of(LOGS / "contact-force.csv", **more).result
    for one, two in zip(result_of(path, **more).result.quantities, written.quantities, strict=True):
        assert (one.value, one.u) == pytest.approx((two.value, two.u))


def test_a_hole_in_parquet_is_named(tmp_path: Path, capsys: Capture) -> None:
    """Parquet has no lines: the row and the column are named."""
    path = tmp_path / "log.parquet"
    parquet.write_table(arrow.table({"time [s]": [0.0, 1.0, 2.0], "force [N]": [1.0, None, 2.0]}), path)
    assert "None in row 2 of `force [N]`" in refused(capsys, "contact-force", path)


# ---- refusals

CELLS: list[tuple[str, list[str], str, str]] = [
    ("time [s],force [N]", ["0,1", "1,x"], ":3:3", "`x` is not a number"),
    ("time [s],force [N]", ["0,1", '1,"2,5"'], ":3:3", "`2,5` is not a number"),
    ("time [s],force [N]", ["0,1", "1,"], ":3:3", "the cell is empty"),
    ("time [s],force [N]", ["0,1", "1,inf"], ":3:3", "not a number"),
    ("time [s],force [N]", ["0,1", "1,2", "1,2"], ":4:1", "does not increase"),
    ('time [s],"a, b",force [N]', ["0,1,1", '1,"x, y",?'], ":3:10", "`?`"),
    ("time [s],force", ["0,1", "1,2"], ":1:10", "has no unit"),
    ("time [s],force_min", ["0,1", "1,2"], ":1:1", "no column is headed as the force"),
    ("time [s],force [kg]", ["0,1", "1,2"], ":1:10", "`kg` is no unit of force"),
    ("time [s],force [N]", ["0,1,5", "1,2"], ":2:1", "3 cells"),
]


@pytest.mark.parametrize(("heading", "rows", "place", "what"), CELLS)
def test_a_wrong_cell_is_named_by_line_and_column(
    heading: str, rows: list[str], place: str, what: str, tmp_path: Path, capsys: Capture
) -> None:
    """Every refusal says where in the log."""
    log = saved(tmp_path, *rows, heading=heading)
    said = refused(capsys, "contact-force", log)
    assert said.startswith(f"{log}{place}: ")
    assert what in said


def test_comments_blank_lines_and_other_separators_are_read(tmp_path: Path) -> None:
    """Lines with # before the heading, blank rows, semicolons, Windows line ends."""
    text = "# a remark\r\n\r\ntime [s];force (N)\r\n0;0\r\n\r\n1;5\r\n2;3\r\n"
    path = tmp_path / "log.csv"
    path.write_bytes(text.encode())
    peak = result_of(path, options={"transient": "10 s"}).result.get("peak_force")
    assert peak is not None
    assert peak.value == 5


NOTHING: list[tuple[str, str, list[str], list[str], str]] = [
    ("stopping", "t [s],v [m/s],stop", ["0,1,0", "1,1,0", "2,1,0"], [], "never goes from 0 to 1"),
    ("stopping", "t [s],v [m/s],stop", ["0,1,0", "1,1,1", "2,1,1"], [], "does not stay at or below"),
    ("speed", "t [s],v [m/s]", ["0,1", "1,1", "2,1"], [], "no 20 samples"),
    ("deceleration", "t [s],v [m/s]", ["0,1", "1,1", "2,1"], [], "does not come down"),
    ("deceleration", "t [s],v [m/s]", ["0,1", "1,0", "2,0"], [], "only 2 samples"),
    ("deceleration", "t [s],v [m/s]", ["0,1", "1,0", "2,0"], ["--option", "lower=100 %"], "not below `upper`"),
    ("deceleration", "t [s],v [m/s]", ["0,1", "1,0", "2,0"], ["--option", "upper=5 %"], "not below `upper`"),
    ("endurance", "t [s],voltage [V]", ["0,50", "1,49", "2,48"], [], "nothing says where the time ends"),
    ("endurance", "t [s],voltage [V]", ["0,50", "1,49", "2,48"], ["--option", "cutoff=40 V"], "does not come down"),
    ("endurance", "t [s],state", ["0,a", "1,a", "2,a"], ["--option", "end=b"], "`b` does not occur"),
    ("endurance", "t [s],voltage [V]", ["0,50", "1,49", "2,48"], ["--option", "end=b"], "no state is read"),
    ("latency", "t [s],x", ["0,1", "1,1", "2,1"], [], "no column of latencies"),
    ("latency", "sensed [s],commanded [s]", ["0,1", "1,0", "2,3"], [], "ends before it begins"),
    ("falls", "falls,work [h]", ["0.5,1"], [], "is no count"),
    ("falls", "falls,work [h]", ["0,0"], [], "lasts longer than nothing"),
    ("trials", "outcome", ["success", "maybe"], [], "`maybe` is no outcome"),
    ("contact-force", "t [s],f [N]", ["0,1", "1,2", "2,1"], ["--column", "torque=f [N]"], "reads no `torque`"),
    ("contact-force", "t [s],f [N]", ["0,1", "1,2", "2,1"], ["--unit", "g=N"], "no column of the log"),
    ("contact-force", "t [s],f [N]", ["0,1", "1,2", "2,1"], ["--U", "2 kg"], "not of force"),
    ("contact-force", "t [s],f [N]", ["0,1", "1,2", "2,1"], ["--U", "torque=2 N"], "reads no quantity"),
    ("trials", "outcome", ["success"], ["--option", "confidence=20 %"], "confidence"),
]


@pytest.mark.parametrize(("method", "heading", "rows", "options", "what"), NOTHING)
def test_what_a_log_does_not_show_is_said(
    method: str, heading: str, rows: list[str], options: list[str], what: str, tmp_path: Path, capsys: Capture
) -> None:
    """No event, no result; and no option that means nothing here is passed over."""
    assert what in refused(capsys, method, saved(tmp_path, *rows, heading=heading), *options)


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=st.sampled_from(list('0123456789.,;"\n\t -e[N]timeforcs\x00\ufeff')), max_size=200))
def test_no_text_breaks_the_reader(text: str, tmp_path_factory: Any) -> None:
    """Whatever a file holds, it is read or refused, never a fault of the program."""
    path = tmp_path_factory.mktemp("any") / "log.csv"
    path.write_text(f"time [s],force [N]\n{text}", "utf-8", newline="")
    assert run(["measure", "contact-force", str(path), "-o", "json"]) in (0, 2)


def test_the_logs_are_what_the_generator_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The committed files come from the script, byte for byte."""
    maker = runpy.run_path(str(LOGS / "make_logs.py"))
    written: Callable[..., None] = maker["write"]
    monkeypatch.setitem(written.__globals__, "HERE", tmp_path)
    maker["make_all"]()
    names = sorted(path.name for path in LOGS.glob("*.csv"))
    assert names == sorted(path.name for path in tmp_path.iterdir())
    assert all((LOGS / name).read_bytes() == (tmp_path / name).read_bytes() for name in names)
