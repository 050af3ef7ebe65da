"""Indicators and what was measured."""

from __future__ import annotations

from csp_desktop.registers.fields import (
    Choice,
    Narrative,
    Number,
    Quarter,
    Reference,
    Text,
    WholeNumber,
    YesNo,
)
from csp_desktop.registers.register import Register

INDICATORS = Register(
    name="indicators",
    label="Indicator",
    plural="Indicators",
    title="title",
    within="plan",
    fields=(
        Reference(name="plan", label="Plan", to="plans", required=True, on_delete="cascade"),
        Reference(name="item", label="Priority", to="plan_items"),
        WholeNumber(name="position", label="Position", minimum=0, default=0),
        Text(name="ref", label="Ref", aliases=("Indicator ref", "PI ref", "Code", "NI", "Reference", "No")),
        Narrative(
            name="title",
            label="Indicator",
            required=True,
            aliases=("Performance indicator", "Measure", "Performance measure", "PI", "Description"),
        ),
        Text(name="source", label="Source", aliases=("Data source", "Source of data")),
        Choice(
            name="unit",
            label="Unit",
            options=("count", "percent", "rate per 1,000", "rate per 100,000", "money", "yes/no"),
            default="count",
        ),
        Choice(name="better", label="Better", options=("lower", "higher"), default="lower"),
        Choice(
            name="kind",
            label="Kind",
            options=("per quarter", "cumulative", "snapshot"),
            default="per quarter",
        ),
        Choice(name="baseline_state", label="Baseline is", options=("known", "TBC", "none"), default="TBC"),
        Number(name="baseline_value", label="Baseline", aliases=("Baseline figure", "Baseline value")),
        Text(name="baseline_period", label="Baseline period", aliases=("Baseline year",)),
        Choice(
            name="target_kind",
            label="Target is",
            options=("value", "percent change", "increase from baseline by", "none"),
            default="none",
        ),
        Number(
            name="target_value", label="Target", aliases=("Target figure", "Target value", "Annual target")
        ),
        Text(name="target_period", label="Target by", aliases=("Target date", "Target year")),
        Number(name="amber_within", label="Amber within", aliases=("Amber within %",), default=10.0),
        Choice(
            name="amber_in",
            label="Amber measured in",
            options=("per cent of the target", "points"),
            default="per cent of the target",
        ),
        Number(name="trajectory_q1", label="Trajectory Q1"),
        Number(name="trajectory_q2", label="Trajectory Q2"),
        Number(name="trajectory_q3", label="Trajectory Q3"),
        Number(name="trajectory_q4", label="Trajectory Q4"),
        Choice(name="scope", label="Scope", options=("local", "county"), default="local"),
        YesNo(name="contextual", label="Contextual"),
        Reference(
            name="owner",
            label="Owner",
            to="agencies",
            aliases=("Lead", "Responsible agency", "Lead agency", "Data owner"),
        ),
        Narrative(name="stated_target", label="Target as written"),
        Narrative(name="notes", label="Notes"),
        Reference(name="copied_from", label="Copied from", to="indicators"),
    ),
    checks=(
        lambda record: (
            "A known baseline needs its figure; choose TBC until it is known."
            if record["baseline_state"] == "known" and record["baseline_value"] is None
            else None
        ),
    ),
)

MEASUREMENTS = Register(
    name="measurements",
    label="Measurement",
    plural="Measurements",
    title="value",
    within="indicator",
    unique=(("indicator", "quarter"),),
    fields=(
        Reference(name="indicator", label="Indicator", to="indicators", required=True, on_delete="cascade"),
        Quarter(name="quarter", label="Quarter", required=True),
        Choice(name="value_state", label="Value is", options=("known", "TBC"), default="known"),
        Number(name="value", label="Actual", aliases=("Value", "Outturn")),
        YesNo(name="provisional", label="Provisional"),
        Narrative(name="note", label="Note"),
        Number(name="group_average", label="Group average"),
        WholeNumber(name="rank", label="Rank", minimum=1),
        WholeNumber(name="out_of", label="Out of", minimum=1),
        Text(name="months", label="By month"),
        Reference(name="return_file", label="Return", to="return_files"),
    ),
)
