"""The contract: what a server that claims to speak OpenAI's HTTP API owes its clients."""

from oaic_spec.contract import Contract, Operation, contract
from oaic_spec.problems import Problem
from oaic_spec.schema import Schema
from oaic_spec.streams import StreamRules

__all__ = ["Contract", "Operation", "Problem", "Schema", "StreamRules", "contract"]
