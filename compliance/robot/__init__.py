"""The robot's spec profile: one structural walker, statements with their places, facts."""

from compliance.robot.facts import Fact, Item, ItemList, Robot, Statement
from compliance.robot.profile import read_robot

__all__ = ["Fact", "Item", "ItemList", "Robot", "Statement", "read_robot"]
