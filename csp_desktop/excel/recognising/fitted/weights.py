"""The fitted weights, as they come with the program: read once, when the first table is looked at."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from csp_desktop.excel.recognising.fitted.features import Features
from csp_desktop.paths import own_text, resources_folder

_FILE = "recognising/weights.json"
Scores = dict[str, float]


@dataclass(frozen=True)
class Weights:
    """How much each feature says for each answer, in log-odds.

    `said` is what a unit of what the wordings say already counts for, `named` that they say anything at all, and
    `own` what is added to `said` for one answer.
    """

    by_feature: Mapping[str, Mapping[str, float]]
    said: float = 0.0
    named: float = 0.0
    own: Mapping[str, float] | None = None

    def scores(self, features: Features) -> Scores:
        """What all features together say for each answer."""
        scores: Scores = {}
        for feature, amount in features.items():
            for answer, weight in self.by_feature.get(feature, {}).items():
                scores[answer] = scores.get(answer, 0.0) + weight * amount
        return scores


@cache
def kept() -> Mapping[str, Mapping[str, object]]:
    """The file as it is, by what is told."""
    read: Mapping[str, Mapping[str, object]] = json.loads(own_text(resources_folder() / _FILE))
    return read


@cache
def of_fields() -> Weights:
    """The weights that tell which field a column is; answers are "register|field", and "-" for none."""
    return Weights(**kept()["fields"])  # type: ignore[arg-type]


@cache
def of_registers() -> Weights:
    """The weights that tell which register a table is; answers are registers, and "none" for none of ours."""
    return Weights(**kept()["registers"])  # type: ignore[arg-type]


def shares(scores: Mapping[str, float], answers: Iterable[str]) -> Scores:
    """How likely each answer is, where it is one of these: 0 to 1, in all 1."""
    known = {answer: scores.get(answer, 0.0) for answer in answers}
    most = max(known.values())
    powers = {answer: math.exp(score - most) for answer, score in known.items()}
    total = sum(powers.values())
    return {answer: power / total for answer, power in powers.items()}
