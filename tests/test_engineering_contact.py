"""Contact, separation, stopping and their neighbours: published cases, and how each formula behaves everywhere."""

import inspect
from collections import Counter
from collections.abc import Callable
from math import inf, isclose, isfinite, nan
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import agrees, cases, fixture, si

from compliance.engineering import (
    battery,
    concentration,
    iso13732,
    iso13855,
    iso15066,
    motors,
    sequences,
    statistics,
    stopping,
)

PAGE = Path(__file__).resolve().parent.parent / "docs" / "engineering-contact.md"


# Published cases


def light_curtain(times: list[float], resolution: float) -> dict[str, float]:
    """With both speeds, and the first pass alone."""
    intrusion = iso13855.intrusion_orthogonal_2010(resolution)
    return {
        "s": iso13855.light_curtain_distance_2010(resolution, sum(times)),
        "s_first_pass_2000": iso13855.minimum_distance_2010(iso13855.REACHING, sum(times), intrusion),
    }


def speed_limit(given_: dict[str, float]) -> dict[str, float]:
    """The speeds of both limits, and the lower one."""
    force, pressure, area, stiffness, body, robot = (
        given_[key]
        for key in (
            "transient_force", "transient_pressure", "contact_area", "spring_constant", "body_mass", "robot_mass",
        )
    )  # fmt: skip
    mass = iso15066.reduced_mass(robot, body)
    return {
        "reduced_mass": mass,
        "v_force": iso15066.speed_at_force(force, mass, stiffness),
        "v_pressure": iso15066.speed_at_pressure(pressure, area, mass, stiffness),
        "v": iso15066.highest_relative_speed(force, pressure, area, stiffness, body, robot),
    }


def separation(given_: dict[str, float]) -> float:
    """The sum of the standard from speeds and times."""
    return iso15066.protective_separation(
        iso15066.human_approach(given_["v_human"], given_["t_reaction"], given_["t_stop"]),
        iso15066.reaction_travel(given_["v_robot"], given_["t_reaction"]),
        given_["stopping_distance"],
        given_["c"],
        given_["z_d"],
        given_["z_r"],
    )


def transient_pressure(quasi_static: float, factor: float) -> dict[str, float]:
    """One limit, printed in two units."""
    limit = iso15066.transient_pressure(quasi_static, factor)
    return {"transient_pressure": limit, "transient_pressure_si": limit}


ANSWERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "iso13855_light_curtain_orthogonal": lambda i: light_curtain(i["times"], i["resolution"]),
    "iso13855_general": lambda i: {"s": iso13855.minimum_distance_2010(i["k"], sum(i["times"]), i["c"])},
    "iso13855_intrusion_distance": lambda i: {"c": iso13855.intrusion_orthogonal_2010(i["effective_resolution"])},
    "iso13855_parallel_c": lambda i: {"c": iso13855.intrusion_parallel_2010(i["height"])},
    "iso13855_min_height": lambda i: {"h_min": iso13855.lowest_field(i["resolution"])},
    "stop_time_with_margin": lambda i: {
        "total": iso13855.stopping_time_with_margin(i["stop_time"], i["margin"], i["interface"])
    },
    "pfl_transient_force_limit": lambda i: {
        "transient_force": iso15066.transient_force(i["quasi_static_force"], i["transient_factor"])
    },
    "pfl_transient_pressure_limit": lambda i: transient_pressure(i["quasi_static_pressure"], i["transient_factor"]),
    "pfl_effective_robot_mass": lambda i: {
        "effective_mass": iso15066.effective_robot_mass(i["moving_mass"], i["payload"])
    },
    "pfl_energy_limit": lambda i: {"energy": iso15066.energy_at_force(i["transient_force"], i["spring_constant"])},
    "pfl_speed_limit": speed_limit,
    "speed_from_energy": lambda i: {"v": iso15066.speed_at_energy(i["energy"], i["effective_mass"])},
    "ssm_protective_separation": lambda i: {"s_p": separation(i)},
    "reaction_plus_braking": lambda i: {
        "distance": stopping.stopping_distance(i["v"], i["t_reaction"], i["deceleration"])
    },
    "vehicle_stopping_distance": lambda i: {
        "s_a": stopping.vehicle_stopping_distance(
            i["braking_distance"], i["control_distance"], i["t_response"], i["v_max"]
        )
    },
}


@pytest.mark.parametrize("case", cases("contact_and_separation"))
def test_published_cases(case: Any) -> None:
    """Verified cases give the printed answer; disputed ones the corrected answer and not the printed one."""
    found = ANSWERS[case["kind"]]({key: si(value) for key, value in case["inputs"].items()})
    disputed = case["status"] == "disputed"
    assert agrees(case, "corrected" if disputed else "expected", found)
    assert not (disputed and agrees(case, "expected", found))


def test_no_case_is_lost() -> None:
    """65 cases, all of them ours: 61 verified, 4 disputed; the page says so."""
    rows = fixture("contact_and_separation")["cases"]
    assert Counter(row["status"] for row in rows) == {"verified": 61, "disputed": 4}
    assert len({row["id"] for row in rows}) == 65
    assert fixture("not_ours")["contact_and_separation"] == {}
    assert {row["kind"] for row in rows} == set(ANSWERS)
    assert "| contact and separation | 65 | 61 | 4 | 0 |" in PAGE.read_text("utf-8")


@pytest.mark.parametrize("region", [pytest.param(row, id=row["id"]) for row in fixture("reference_figures")["regions"]])
def test_energy_and_speed_of_each_region(region: Any) -> None:
    """Energies and speeds derived from the table of body regions."""
    stiffness = region["stiffness"] * 1e3
    assert isclose(iso15066.energy_at_force(region["force"], stiffness), region["energy"], abs_tol=5e-4)
    for robot_mass, speed in zip((2, 5, 10, 20, 40), region["speeds"], strict=True):
        mass = iso15066.reduced_mass(robot_mass, region["mass"])
        assert isclose(iso15066.speed_at_force(region["force"], mass, stiffness), speed, abs_tol=5e-4)


@pytest.mark.parametrize("row", fixture("reference_figures")["separation"])
def test_separation_as_worked_out_in_print(row: Any) -> None:
    """The example of a paper: a walking person, a robot that stops evenly."""
    found = iso15066.protective_separation(
        iso15066.human_approach(iso15066.UNMONITORED_WALK, 0.1, 0.3),
        iso15066.reaction_travel(row["robot_speed"], 0.1),
        iso15066.even_stopping_travel(row["robot_speed"], 0.3),
        0.20,
        0.10,
        0.05,
    )
    assert isclose(found, row["distance"])


# Everywhere: for each argument, `p` when the answer rises with it (or stays), `m` when it falls (or stays); a capital
# when the argument may be zero

WAYS: dict[Callable[..., float], str] = {
    iso15066.effective_robot_mass: "pP",
    iso15066.reduced_mass: "pp",
    iso15066.transient_force: "pp",
    iso15066.transient_pressure: "pp",
    iso15066.energy_at_force: "pm",
    iso15066.energy_at_pressure: "ppm",
    iso15066.transfer_energy: "pP",
    iso15066.speed_at_energy: "pm",
    iso15066.speed_at_force: "pmm",
    iso15066.speed_at_pressure: "ppmm",
    iso15066.highest_relative_speed: "pppmmm",
    iso15066.human_approach: "PPP",
    iso15066.reaction_travel: "PP",
    iso15066.even_stopping_travel: "PP",
    iso15066.protective_separation: "PPPPPP",
    iso13855.stopping_time_with_margin: "PPP",
    iso13855.minimum_distance_2010: "PPP",
    iso13855.separation_distance_2024: "PPPP",
    iso13855.intrusion_orthogonal_2010: "P",
    iso13855.lowest_field: "P",
    iso13855.light_curtain_distance_2010: "PP",
    iso13855.two_hand_distance_2010: "P",
    stopping.stopping_distance: "PPm",
    stopping.vehicle_stopping_distance: "PPPP",
    stopping.fall_zone_radius: "PPPPP",
    battery.energy: "pp",
    battery.c_rate: "Pm",
}
ELSEWHERE: dict[Callable[..., float], str] = {  # each argument with a domain of its own
    iso13855.parallel_distance_2010: "pmp",
    battery.runtime: "ppm",
    statistics.lower_success_bound: "pmm",
    statistics.upper_success_bound: "pmp",
    sequences.sequence_success: "pm",
    sequences.completed_steps: "pp",
    sequences.needed_step_success: "pp",
    sequences.longest_sequence: "pm",
}
DOMAINS: dict[str, st.SearchStrategy[float]] = {
    "resolution": st.floats(0, 0.06),
    "height": st.floats(0.15, 1),
    "response_time": st.floats(0, 10),
    "energy": st.floats(1e-3, 1e3),
    "power": st.floats(1e-3, 1e3),
    "usable_share": st.floats(0, 1),
    "successes": st.integers(0, 20),
    "trials": st.integers(20, 200),
    "confidence": st.floats(0.5, 0.999),
    "step_success": st.floats(0.01, 0.99),
    "success": st.floats(0.01, 0.99),
    "steps": st.integers(1, 50),
}
FORMULAS = [pytest.param(function, ways, id=function.__name__) for function, ways in WAYS.items()]


@pytest.mark.parametrize(("function", "ways"), FORMULAS)
@given(data=st.data())
def test_each_argument_pulls_one_way(function: Callable[..., float], ways: str, data: st.DataObject) -> None:
    """The page's table: a formula rises or falls with each argument, over all of its domain.

    A rule may evaluate it at the ends of intervals, then.
    """
    given_ = [data.draw(st.floats(1e-4, 1e4)) for _ in ways]
    place = data.draw(st.integers(0, len(ways) - 1))
    more = list(given_)
    more[place] += data.draw(st.floats(0, 1e4))
    less, greater = (given_, more) if ways[place] in "pP" else (more, given_)
    assert function(*less) <= function(*greater) * (1 + 1e-12)


@pytest.mark.parametrize(
    ("function", "ways"), [pytest.param(function, ways, id=function.__name__) for function, ways in ELSEWHERE.items()]
)
@given(data=st.data())
def test_shares_and_counts_pull_one_way_too(function: Callable[..., float], ways: str, data: st.DataObject) -> None:
    """The rest of the page's table, each argument in a domain of its own."""
    given_ = {name: data.draw(DOMAINS[name]) for name in inspect.signature(function).parameters}
    name, way = data.draw(st.sampled_from(list(zip(given_, ways, strict=True))))
    ends = sorted((given_[name], data.draw(DOMAINS[name])), reverse=way == "m")
    assert function(**{**given_, name: ends[0]}) <= function(**{**given_, name: ends[1]}) * (1 + 1e-9)


@pytest.mark.parametrize(("function", "ways"), FORMULAS)
@given(data=st.data())
def test_a_formula_gives_a_number_or_refuses(function: Callable[..., float], ways: str, data: st.DataObject) -> None:
    """Any floats at all: a finite answer, or a ValueError with a sentence. Never NaN, never another error."""
    given_ = [data.draw(st.one_of(st.floats(), st.sampled_from([0.0, 1e-30, 1e30]), st.floats(0, 1e3))) for _ in ways]
    try:
        assert isfinite(function(*given_))
    except ValueError as refusal:
        assert str(refusal).endswith(".")


@pytest.mark.parametrize(("function", "ways"), FORMULAS)
def test_what_is_outside_the_domain_is_refused_by_name(function: Callable[..., float], ways: str) -> None:
    """A wrong argument is named; zero is refused where it has no meaning, and only there."""
    for place, (name, way) in enumerate(zip(inspect.signature(function).parameters, ways, strict=True)):
        for wrong in (nan, inf, -inf, -1.0) + (() if way.isupper() else (0.0,)):
            arguments = [1.0] * len(ways)
            arguments[place] = wrong
            with pytest.raises(ValueError, match="has to be") as caught:
                function(*arguments)
            first = name.replace("_", " ").split()[0]
            assert first in str(caught.value)
        if way.isupper():
            assert isfinite(function(*[0.0 if index == place else 1.0 for index in range(len(ways))]))


@pytest.mark.parametrize("function", [*WAYS, *ELSEWHERE], ids=lambda one: one.__name__)
def test_the_page_says_which_way(function: Callable[..., float]) -> None:
    """Every formula stands on the page, with what it rises and falls with."""
    ways = zip(inspect.signature(function).parameters, {**WAYS, **ELSEWHERE}[function], strict=True)
    sides: dict[str, list[str]] = {"p": [], "m": []}
    for name, way in ways:
        sides[way.lower()].append(name)
    room = function.__module__.rsplit(".", 1)[1]
    row = next(line for line in PAGE.read_text("utf-8").splitlines() if f"`{room}.{function.__name__}` |" in line)
    assert [cell.strip() for cell in row.split("|")[3:5]] == [", ".join(sides[side]) for side in "pm"]


# Contact


@given(force=st.floats(1, 1e3), mass=st.floats(0.1, 100), stiffness=st.floats(1e3, 1e6))
def test_force_speed_and_energy_are_one_spring(force: float, mass: float, stiffness: float) -> None:
    """At the speed that a force allows, the energy passed on is the spring's at that force."""
    speed = iso15066.speed_at_force(force, mass, stiffness)
    energy = iso15066.energy_at_force(force, stiffness)
    assert isclose(iso15066.transfer_energy(mass, speed), energy, rel_tol=1e-12)
    assert isclose(iso15066.speed_at_energy(energy, mass), speed, rel_tol=1e-12)


@given(robot=st.floats(0.1, 1e3), body=st.floats(0.1, 1e3))
def test_a_reduced_mass_is_below_both(robot: float, body: float) -> None:
    """However heavy the robot, the body gives way; with equal masses it is half of one."""
    assert iso15066.reduced_mass(robot, body) <= min(robot, body)
    assert isclose(iso15066.reduced_mass(robot, robot), robot / 2)


# Separation


@given(resolution=st.floats(0, 1), time=st.floats(0, 10))
def test_a_light_curtain_never_stands_nearer_than_a_walk(resolution: float, time: float) -> None:
    """Never nearer than 100 mm, nor than a person walks; continuous where the speed changes."""
    distance = iso13855.light_curtain_distance_2010(resolution, time)
    intrusion = iso13855.intrusion_orthogonal_2010(resolution)
    assert distance >= max(0.1, iso13855.minimum_distance_2010(iso13855.WALKING, time, intrusion))
    assert distance <= max(0.1, iso13855.minimum_distance_2010(iso13855.REACHING, time, intrusion))


@pytest.mark.parametrize(
    ("resolution", "millimetres"),
    [(0.0, 0), (0.014, 0), (0.030, 128), (0.040, 208), (0.0400001, 850), (0.070, 850)],
)
def test_intrusion_steps_at_forty_millimetres(resolution: float, millimetres: float) -> None:
    """Fine fields tell a hand, coarse ones an arm."""
    assert isclose(iso13855.intrusion_orthogonal_2010(resolution), millimetres / 1e3, abs_tol=1e-12)


def test_the_two_editions_differ() -> None:
    """Parallel approach and two-hand control: 2010 and 2024 at the same time of response."""
    time, speed = 0.5, iso13855.WALKING

    def later(approach: iso13855.Approach) -> float:
        return iso13855.separation_distance_2024(speed, time, iso13855.reaching_distance_2024(approach), 0)

    assert isclose(iso13855.parallel_distance_2010(0.04, 0.3, time), 0.8 + 1.08)
    assert isclose(later("parallel"), 0.8 + 1.2)
    assert isclose(iso13855.two_hand_distance_2010(time), 0.8 + 0.25)
    assert isclose(later("two_hand"), 0.8 + 0.55)


@pytest.mark.parametrize(
    ("resolution", "height", "words"),
    [(0.04, 1.001, "at most 1 m"), (0.07, 0.299, "at least 0.3 m"), (0.04, -0.1, "height has to be")],
)
def test_a_field_too_high_or_too_low_is_refused(resolution: float, height: float, words: str) -> None:
    """A person could step over it, or crawl below."""
    with pytest.raises(ValueError, match=words):
        iso13855.parallel_distance_2010(resolution, height, 0.5)


def test_a_field_on_the_edge_is_taken() -> None:
    """1 m high is high enough, 15 (d - 50 mm) low enough."""
    assert isclose(iso13855.parallel_distance_2010(0.07, 0.3, 0), 1.08)
    assert isclose(iso13855.parallel_distance_2010(0.07, 1.0, 0), 0.85)


def test_an_unknown_approach_is_refused() -> None:
    """Orthogonal approach of the 2024 edition is not in the sources."""
    with pytest.raises(ValueError, match="`orthogonal`"):
        iso13855.reaching_distance_2024("orthogonal")  # type: ignore[arg-type]


@given(speed=st.floats(0, 5), time=st.floats(0, 5))
def test_even_braking_agrees_with_kinematics(speed: float, time: float) -> None:
    """v·T/2 is v²/(2a) with a = v/T."""
    if speed > 1e-3 and time > 1e-3:
        by_kinematics = stopping.stopping_distance(speed, 0, speed / time)
        assert isclose(iso15066.even_stopping_travel(speed, time), by_kinematics)


def test_a_walking_robot_falls_farther() -> None:
    """Standing: height and reach; walking at 1.5 m/s with 0.2 s to notice and 0.8 s to fall: 1.5 m more."""
    assert isclose(stopping.fall_zone_radius(1.3, 0.5, 0, 0.2, 0.8), 1.8)
    assert isclose(stopping.fall_zone_radius(1.3, 0.5, 1.5, 0.2, 0.8), 3.3)


# Hot surfaces


@pytest.mark.parametrize("row", fixture("reference_figures")["burns"], ids=lambda row: row["material"])
def test_burn_thresholds_of_each_material(row: Any) -> None:
    """The figures of the table, at the times it lists."""
    for time, celsius in zip(row["times"], row["thresholds"], strict=True):
        assert isclose(iso13732.burn_threshold(time, row["material"]), celsius + 273.15)


@pytest.mark.parametrize(
    ("time", "material", "celsius"),
    [
        (0.5, "bare_metal", 65), (1, "bare_metal", 65), (1.1, "bare_metal", 55), (60, "bare_metal", 51),
        (61, "plastic", 48), (1, "coated_metal", 65), (1, "wood", 60), (28800, "wood", 43),
        (1e6, "ceramic_glass_stone", 43),
    ],
)  # fmt: skip
def test_burn_thresholds_are_read_at_the_next_longer_time(
    time: float, material: iso13732.Material, celsius: float
) -> None:
    """Never interpolated; a material without a figure for short contact takes that of a minute."""
    assert isclose(iso13732.burn_threshold(time, material), celsius + 273.15)


@given(st.sampled_from(sorted(iso13732.THRESHOLDS)), st.floats(0.5, 1e5), st.floats(0, 1e5))
def test_longer_contact_burns_at_lower_temperatures(material: Any, time: float, more: float) -> None:
    """And bare metal burns first, but for wood, of which nothing is known below a minute."""
    assert iso13732.burn_threshold(time + more, material) <= iso13732.burn_threshold(time, material)
    if material != "wood" or time >= 60:
        assert iso13732.burn_threshold(time, "bare_metal") <= iso13732.burn_threshold(time, material)


@pytest.mark.parametrize(("time", "material"), [(0.49, "wood"), (nan, "wood"), (1, "skin")])
def test_surfaces_outside_the_standard_are_refused(time: float, material: Any) -> None:
    """Short touches and other materials have no threshold."""
    with pytest.raises(ValueError, match=r"0\.5 s|a number|bare_metal"):
        iso13732.burn_threshold(time, material)


# Batteries and motors


def test_energy_rate_and_runtime_of_a_battery() -> None:
    """9 Ah at 48 V are 432 Wh; 18 A from it are 2 C; 90 % of it drives 200 W for 1.944 h."""
    energy = battery.energy(9 * 3600, 48)
    assert isclose(energy, 432 * 3600)
    assert isclose(battery.c_rate(18, 9 * 3600), 2)
    assert isclose(battery.runtime(energy, 0.9, 200), 1.944 * 3600)


@pytest.mark.parametrize("usable", [-0.1, 1.1, nan])
def test_a_share_is_a_share(usable: float) -> None:
    """Nothing gives more than all of its energy."""
    with pytest.raises(ValueError, match="from 0 to 1"):
        battery.runtime(1, usable, 1)


@pytest.mark.parametrize(
    ("use", "mass", "category"),
    [
        ("portable", 5.0, "portable"), ("portable", 5.1, "industrial"), ("industrial", 0.5, "industrial"),
        ("light_transport", 8, "light_transport"), ("electric_vehicle", 300, "electric_vehicle"),
        ("starter", 20, "starter"),
    ],
)  # fmt: skip
def test_battery_categories(use: battery.Use, mass: float, category: str) -> None:
    """Designed use first, then 5 kg."""
    assert battery.eu_category(use, mass) == category


@pytest.mark.parametrize(
    ("category", "watt_hours", "passport"),
    [
        ("industrial", 2000, False), ("industrial", 2001, True), ("portable", 3000, False), ("starter", 3000, False),
        ("light_transport", 10, True), ("electric_vehicle", 10, True),
    ],
)  # fmt: skip
def test_battery_passports(category: battery.Use, watt_hours: float, passport: bool) -> None:
    """Vehicles always, industrial ones above 2 kWh."""
    assert battery.needs_passport(category, watt_hours * 3600) is passport


def test_unknown_uses_are_refused() -> None:
    """With the words that would do."""
    for call in (battery.eu_category, battery.needs_passport):
        with pytest.raises(ValueError, match="light_transport"):
            call("toy", 1.0)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [0.0, -1.0, nan])
def test_batteries_without_mass_or_energy_are_refused(number: float) -> None:
    """Neither has a battery that weighs nothing."""
    for call in (battery.eu_category, battery.needs_passport):
        with pytest.raises(ValueError, match="above zero"):
            call("starter", number)


@pytest.mark.parametrize(
    ("powers", "outside"), [([80.0], True), ([80.0] * 40, True), ([10.0, 80.1], False), ([500.0], False)]
)
def test_the_largest_motor_counts_not_the_sum(powers: list[float], outside: bool) -> None:
    """Forty motors of 80 W are outside the definition; one of 80.1 W is not."""
    assert motors.largest_motor(powers) == max(powers)
    assert motors.outside_definition_by_power(powers) is outside


@pytest.mark.parametrize("powers", [[], [0.0], [50.0, nan], [-1.0]])
def test_motors_without_power_are_refused(powers: list[float]) -> None:
    """A list that is empty or holds nonsense tells nothing."""
    with pytest.raises(ValueError, match=r"motor|power"):
        motors.largest_motor(powers)


# Concentration

AMOUNTS = st.lists(st.floats(1e-3, 1e6), min_size=2, max_size=30)


@given(AMOUNTS)
def test_concentration_lies_between_even_and_single(amounts: list[float]) -> None:
    """From 10000/N to 10000, normalised from 0 to 1; two that merge concentrate it."""
    parts = concentration.shares(amounts)
    points = concentration.herfindahl(parts)
    assert 10000 / len(parts) * (1 - 1e-9) <= points <= 10000 * (1 + 1e-9)
    assert 0 <= concentration.normalised_herfindahl(parts) <= 1 + 1e-9
    merged = concentration.shares([amounts[0] + amounts[1], *amounts[2:]])
    assert concentration.herfindahl(merged) >= points * (1 - 1e-9)


def test_three_quarters_and_a_quarter() -> None:
    """6250 points; a quarter of the way from even to single."""
    assert isclose(concentration.herfindahl([0.75, 0.25]), 6250)
    assert isclose(concentration.normalised_herfindahl([0.75, 0.25]), 0.25)


@pytest.mark.parametrize(
    ("points", "word"), [(0, "low"), (999, "low"), (1000, "moderate"), (1800, "moderate"), (1801, "high")]
)
def test_bands_of_concentration(points: float, word: str) -> None:
    """Above 1800 high, from 1000 moderate."""
    assert concentration.band(points) == word


@pytest.mark.parametrize(
    "call",
    [
        lambda: concentration.herfindahl([0.5, 0.4]),
        lambda: concentration.herfindahl([1.5, -0.5]),
        lambda: concentration.herfindahl([]),
        lambda: concentration.normalised_herfindahl([1.0]),
        lambda: concentration.normalised_herfindahl([0.5, 0.4]),
        lambda: concentration.shares([]),
        lambda: concentration.shares([0.0]),
        lambda: concentration.band(10001),
        lambda: concentration.band(nan),
    ],
)
def test_shares_that_are_no_whole_are_refused(call: Callable[[], object]) -> None:
    """They have to add up to 1."""
    with pytest.raises(ValueError, match=r"\.$"):
        call()
