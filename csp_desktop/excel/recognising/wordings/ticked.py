"""What the heading of a column of ticks asks: whether its rows are done, still to be done, or begun."""

from __future__ import annotations

# fmt: off

DONE = (
    "complete|completed|done|met|achieved|finished|closed|delivered|implemented|signed off|sign off|actioned|resolved|"
    "fulfilled|discharged|in place|embedded|concluded|ended|accomplished|addressed|completion|closed off|put in place"
)
# Of a risk only these say that it is over: a risk that is signed off, or whose action is done, may still be open.
OVER = "complete|completed|closed|closed off|resolved|finished|ended|concluded"
OPEN = "open|live|active|current|ongoing"
OUTSTANDING = (
    "outstanding|incomplete|unresolved|unfinished|uncompleted|remaining|todo|to do|unmet|undone|unachieved|undelivered|"
    "unimplemented"
)
BEGUN = "started|commenced|begun|start|commence"
# Of money: whether it was approved yet.
APPROVED = "approved|agreed|awarded|granted|confirmed"
# What a heading may say besides, which changes nothing.
BESIDE = (
    "a|an|the|is|it|its|this|that|has|have|been|be|was|are|and|or|if|when|where|please|tick|ticked|cross|mark|with|x|yes|no|y|n|t|f|true|false|"
    "action|actions|task|tasks|milestone|risk|risks|mitigation|mitigations|control|controls|treatment|target|objective|"
    "objectives|recommendation|item|items|step|activity|issue|deliverable|still|yet|now|fully|all|status|box|only"
)
# What a heading that asks after what is done about a risk may say.
OF_MITIGATIONS = "action|actions|mitigation|mitigations|control|controls|treatment"
