"""Text in, nodes with places out: strict YAML and JSON, bounded reads, whole-file writes."""

from compliance.source.files import load_json, read_text, write_whole
from compliance.source.nodes import Mapping, Node, Scalar, Sequence, plain_value
from compliance.source.strict_yaml import load

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "load", "load_json", "plain_value", "read_text", "write_whole"]
