"""The rule language: tree, parser, kind checker, evaluator, explainer.

Importing this package loads none of them; the parser is only needed where a standard is compiled.
"""
