"""The key of a rule as it stands in addresses (规则键)."""

from django.urls import register_converter


class RuleKeyConverter:
    """The key of a parameter: topic and name."""

    regex = r"[a-z_]+\.[a-z0-9_]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RuleKeyConverter, "rule_key")
