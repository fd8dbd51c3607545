"""What the robot lifts and what it is made of: lifting, lifting gear, substances."""

from compliance.build.leaves import Section, choice, quantity, setting, text
from compliance.build.profile_body import Item

SUBSTANCES = [
    "lead", "mercury", "cadmium", "hexavalent_chromium", "pbb", "pbde", "dehp", "bbp", "dbp", "dibp",
    "candidate_list", "critical_raw_material",
]  # fmt: skip


class Lifting(Section):
    """Lifting of loads with a change of level (Machinery Regulation, Annex III, chapters 4 and 6)."""

    working_load: object = setting(
        quantity("mass", "Largest load it is meant to lift; 0 kg where it lifts nothing", "5 kg")
    )
    static_test_load: object = quantity("mass", "Load of the static test that left no permanent deformation", "6.5 kg")
    dynamic_test_load: object = quantity("mass", "Load of the dynamic test, in the worst movements", "5.5 kg")
    overturning_moment: object = quantity("torque", "Largest moment by which a load can overturn it", "60 N·m")
    suspensions: object = quantity("count", "Independent ropes or chains from which a carrier of people hangs", 2)


class Gear(Item):
    """One rope, chain, textile sling or metal part through which a load is lifted."""

    type: object = choice(["rope", "chain", "textile", "metal_part"], "Kind of gear")
    supplied: object = choice(["built_in", "accessory"], "Part of the robot, or a lifting accessory that comes with it")
    working_coefficient: object = quantity("count", "Load at which it breaks, divided by its largest working load", 5)


class Substance(Item):
    """One substance as suppliers declare it or a laboratory finds it."""

    name: object = choice(SUBSTANCES, "Substance, or the list it stands on")
    within: object = choice(
        ["material", "battery", "article"], "What the share is of: the homogeneous material, the battery or the article"
    )
    mass_fraction: object = quantity("mass_fraction", "Largest share by mass", "0.02 %")
    named_in: object = text("Label, statement or database entry that names it", "SCIP entry 4711")
