"""The numbers of the regulations as dated parameters (参数), read from TOML and checked."""

from runwu.rules.parameters.files import load_parameters, packaged_parameters
from runwu.rules.parameters.model import NATIONAL, DatedValue, Parameter, ParameterSet, Value, shown_value

__all__ = [
    "NATIONAL",
    "DatedValue",
    "Parameter",
    "ParameterSet",
    "Value",
    "load_parameters",
    "packaged_parameters",
    "shown_value",
]
