"""The contract: what a server that claims to speak OpenAI's HTTP API owes its clients."""

from oaic_spec.contract import Contract, Operation, contract
from oaic_spec.forms.form import Form, form_of, is_form, parts_of
from oaic_spec.forms.part import BrokenForm, Part, TooMuch
from oaic_spec.problems import Problem
from oaic_spec.schema import Schema
from oaic_spec.streams import StreamRules

__all__ = [
    "BrokenForm",
    "Contract",
    "Form",
    "Operation",
    "Part",
    "Problem",
    "Schema",
    "StreamRules",
    "TooMuch",
    "contract",
    "form_of",
    "is_form",
    "parts_of",
]
