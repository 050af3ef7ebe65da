"""Headings as a small district writes them: questions and plain words, register by register."""

from __future__ import annotations

from csp_desktop.excel.recognising.wordings.everywhere import Wordings

# fmt: off

_WHOSE = "whose:4|whose job:4.6|whose job is it|who said they would|who said they will|who took it on|who picks it up|who has this"
_GOING = (
    "how is it going|how are we getting on|how are we getting along|where are we up to|where have we got to|where are we with it|"
    "how far have we got|what is latest|what is new|what is happening:4.6|what has happened so far|what have we done so far|where are we:4.6"
)
_FINISHED = "is it done|is it finished|finished:4.4|done yet|all done|sorted:4|is it sorted|is it still open|still open|has it been done"
_NEEDED = (
    "what do we need|what we need|what will it take|what will it need|what does it need|what do we need to do it:5.6|what help do we need|"
    "who pays:5.6|who will pay:5.6|who is paying:5.6|how will we pay for it|how will it be paid for|what money is there|"
    "where will money come from:5.4|where is money coming from:5.4|what will it cost|how much will it cost"
)
_DO = (
    "what do we want to do:5.8|what we want to do:5.8|what do we need to do:5.8|what we need to do:5.8|what needs doing:5.6|what needs to be done:5.6|"
    "what must we do|what must be done|what has to be done|what do we have to do|what have we said we will do|what we said we would do|"
    "what did we say we would do:5.6|what needs to happen"
)
_AGREED_TO = "what we agreed to do:{0}|what did we agree to do:{0}|what have we agreed to do:{0}|what was agreed to do:{0}"
_SAID_YES = "who said yes:5.6|who agreed it:5.6|who agreed:5.4|who approved it:5.6|who decided:5|who signed it off:5.4|who gave go ahead"
_WAS_AGREED = "when was it agreed:5.6|when agreed:5.6|when did we agree|when was it approved:5.6|when did they say yes|when decided:5|when was it decided"
_POT = (
    "which pot:5.4|what pot|whose money:5.4|whose money is it:5.4|who pays:5.4|who paid:5.2|who is paying:5.2|who paid for it|where does money come from:5.4|"
    "where did money come from:5.4|where is money from:5.4|from which pot|paid out of:5|paid from:5|comes out of"
)

PLAIN_ENGLISH: dict[str, Wordings] = {
    "plan_items": {
        ("plan_items", "title"):
            f"{_DO}|{_AGREED_TO.format(4.4)}|what we are going to do|what are you going to do|what will happen:4.4|what we promise|our promise|our promises|what are we promising|deliverable:5.2",
        ("plan_items", "priority"): "what matters to us:5|what matters most:5|what matters:4.6|what we care about",
        ("plan_items", "objective"): "what do we want:4.6|what we want:4.6",
        ("plan_items", "lead_agencies"): _WHOSE,
        ("plan_items", "resources"): _NEEDED,
        ("plan_items", "outcome"):
            "what will it look like when done:5.6|what will it look like:5.2|what will done look like:5.4|what will be different|what will change|"
            "what should change|what difference will it make|what good will it do|how will we know it worked:5.4|how will we know it has worked:5.4|"
            "how will we tell|how will we tell it worked:5.4|how do we know it worked:5.4",
        ("plan_items", "status"): _FINISHED,
        ("updates", "narrative"): f"how far along:5|how far on:5|any news:5|news:3.6|{_GOING}|what happened:4.6|what has happened:4.8",
        ("plan_items", "timescale"): "when do we aim to do it by:5.6|when do we aim to do it:5.4|when will we do it by:5.6|ready by:5|finish when:5.6|finished when:4|ends when:5.4|done by when:5.4|ready when:5",
        ("plan_items", "starts_on"): "start when:5.8|starts when:5.8|when do we start:5.4|when does it start:5.4|begin when:5.6",
    },
    "risks": {
        ("risks", "title"): "worry:4.6|what is worry:5.4|our worry:5|it might happen that:5.4|what we fear:5|what do we fear:5|what if:3|what might happen:5|what we worry about|what keeps us awake",
        ("risks", "cause"):
            "how come:5|what makes it likely:5|what makes it more likely:5|why:3.6|why might|why would|why could|why might it go wrong:5.4|why would it go wrong:5.4|why could it go wrong:5.4|why this could happen|why is this risk:4|"
            "what is behind it|what lies behind it|what might cause it|what could make it happen|what would make it happen|what might bring it about",
        ("risks", "consequence"):
            "what would it do to us:5.4|and then:4.4|then what:4.6|what would it do:5|what would follow|what could follow|what might follow|what follows|what would it mean|what could it mean|what would this mean|what does it mean|"
            "what would happen then:5.4|what could happen then:5.4|what happens then:5.4|what would happen if it did:5.4|what if it happened|what if:4|what would it do|what would it lead to|"
            "what might it lead to|what harm would it do|how would it hurt:4.6|how would it affect us:5|how would we be affected:5|what would we lose|"
            "why does it matter:4.6|why it matters:4.6|why would it matter:4.6",
        ("risks", "owner"): f"{_WHOSE}|whose:4.6|whose risk|whose risk is it|who watches it|watched by:5|minded by:4.6|who keeps eye on it|who minds it|who holds it|who is on it",
        ("risks", "review_on"):
            "looked at again:5.4|next look:5.4|look again:5.4|when do we look again:5.6|when will we look again:5.6|when we look again:5.6|when is it looked at again:5.6|when we next look:5.4|when do we next look:5.4|"
            "next looked at:5.4|look at it again:5.4|next check:4.6|when do we check again:5.4|check again:5|when do we come back to it:5.4|come back to it:5",
        ("risks", "status"): "is it still risk:5|still risk:5|is it still live|still live:4.4|is it still open|still open",
        ("risks", "category"): "what kind:4.6|what sort:4.6|what sort of risk:5.4|what kind of risk:5.4|what type of risk:5.4",
        ("risks", "inherent_impact"): "i before|before i|s before|before s|imp before|before imp|inherent imp|how bad before:5.4|how bad before we act:5.6|how bad before we do anything:5.6|how bad without:5.2|how bad if we do nothing:5.6|how bad with nothing done:5.6|how bad without control:5.6|consequence without control:5.6|consequence before control:5.6|consequence no control:5.4|consequence before mitigation:5.6|consequence without mitigation:5.6",
        ("risks", "inherent_likelihood"): "l before|before l|p before|before p|lik before|before lik|inherent lik|how likely before:5.4|how likely before we act:5.6|how likely before we do anything:5.6|how likely without:5.2|how likely if we do nothing:5.6|how likely with nothing done:5.6|how likely without control:5.6|likelihood without mitigation:5.4",
        ("risks", "current_impact"):
            "i now|now i|i today|i after|after i|s now|now s|s after|after s|imp:4.2|imp now|now imp|imp after|after imp|current imp|residual imp|"
            "harm:3.8|hurt:3.8|consequence with control:5.6|consequence after control:5.6|consequence after mitigation:5.6|after mitigation consequence:5.6|"
            "how much would it hurt|how much would it matter|how much harm would it do|how bad is it",
        ("risks", "current_likelihood"): "occ:4|l now|now l|l today|l after|after l|p now|now p|p after|after p|lik:4.2|lik now|now lik|lik after|after lik|current lik|residual lik|chance:4.4|chances:4.4|chance it happens:5|likelihood with control:5.4|likelihood after mitigation:5.4|after mitigation likelihood:5.4|what are chances",
        ("risks", "response"): "treatment:3.6",
        ("mitigations", "control"):
            "what holds it back:5|what we do:4.6|what we have done:4.6|what keeps it at bay:5|so we:4.4|what we do about it|what do we do about it|what is being done about it|what is in place|what do we do already|what do we do now|what stops it|"
            "what stops it happening|how do we stop it|how do we keep it in check|what keeps it in check",
        ("mitigations", "title"):
            "our answer:5|our response:4.6|still to do:5|left to do:4.6|what is left to do:5.2|what more|what more will we do:5.4|what else:4.6|what else could we do:5.2|what next:4.6|what comes next:4.6|what should we do about it|what are we going to do about it:5.4|"
            "what do we still need to do|what still needs doing|what we will do next|what do we need to do|what needs doing",
        ("mitigations", "progress"): f"{_GOING}|what has happened:4.6",
        ("mitigations", "owner"): "after mitigation lead:5.6|after mitigation owner:5.6|after mitigation responsible:5.4",
        ("mitigations", "due_on"): "by:3.8|ready by:4.6",
    },
    "indicators": {
        ("indicators", "title"):
            "what do we count:5.6|what we count:5.6|what are we counting:5.6|what is counted:5.4|what do we measure:5.6|what do we look at|what we look at|what are we looking at|"
            "what are we watching|what we watch|how will we know:4.6|how do we know:4.2|how will we tell:4.6|what tells us|what shows us|what will tell us",
        ("indicators", "source"):
            "taken from:5|drawn from:5|comes from:5|where do we get it|where do we get figure:5.4|where does it come from|where do figures come from:5.4|where do numbers come from:5.4|who tells us:4.6|who gives us figures:4.6|who gives it to us:4.2",
        ("indicators", "owner"): f"{_WHOSE}|who keeps figures:5|who keeps figure:5|who keeps it:4.4|who counts it:4.4|who counts:4.4|who looks after it:4.4",
        ("indicators", "baseline_value"):
            "last year:4.4|last year figure:4.8|last year result:4.8|last year outturn:4.8|last year actual:4.8|last year performance:4.8|what was it last year:5.4|where were we last year:5.4|"
            "where we were last year:5.4|how did we do last year:5.4|how were we doing last year:5.4|previous year:4.4|previous year figure:4.8|previous year outturn:4.8|what was it before:4.6|"
            "where did we start|where we started|where are we starting from",
        ("indicators", "target_value"):
            "where do we want to be:5.4|where do we want to get to:5.4|what do we want it to be:5.4|what do we hope for|what we hope for|what are we aiming for:5.4|what we are aiming for:5.4|what should it be|"
            "how many do we want|what do we want:4.6|what we want:4.6|what would be good",
        ("indicators", "better"):
            "aim:3.4|is low good|is low figure good|low figure good|low good|high figure good|smaller better|lower better|"
            "should it rise or fall|rise or fall|up or down|up down|want it to go|want this to:4|we want this:4|want it to:4|"
            "more or less better|want more or less|want to see more or less|better if|good if|good when|is up good|is down good|"
            "which way do we want it to go|which way should it go|which way better",
    },
    "funding_streams": {
        ("funding_streams", "name"): "which pot:4|what pot:4|which fund:5|what is pot called",
        ("funding_streams", "funder"): "who puts it in:5|who gave it:5|who gives it:5|who is it from:5|who gave us money:5.4|who gives us money:5.4",
        ("funding_streams", "amount"): "how much:5|how much is it:5.2|how much have we got:5.2|how much did we get:5.4|how much do we get:5.4|how much are we getting",
        ("funding_streams", "spend_by"):
            "gone by:5|to be gone by:5|used by:4.6|spent by:5|when must it be spent by:5.6|when must it be spent:5.6|when does it have to be spent:5.6|when is it to be spent by:5.6|spend it by:5.4|when does it run out:5|runs out:4.6|use it by:5",
        ("funding_streams", "kind"): "sort:4.6|what sort:4.6|sort of money:4.6|what kind:4.6|what kind of money:4.6",
        ("funding_streams", "carry_forward"):
            "can it roll on:5.4|roll on:4.6|rolls on:4.6|can it roll over:5.4|can we keep it:5|can it be kept:5|can we keep what is left:5.4|does it carry over:5.4|can it be carried over:5.4|can it be carried forward:5.4",
        ("funding_streams", "conditions"): "what strings are attached|what can we spend it on:5|what may we spend it on:5|what must we do with it",
    },
    "allocations": {
        ("allocations", "project"):
            "for:3.8|what for:5|what we are paying for:5.4|what are we paying for:5.4|what we pay for:5.4|what is it for:5.4|what was it for:5.4|what is money for:5.4|what it paid for:5.4|what did it pay for:5.4|what did we pay for:5.4|what we paid for:5.4|what are they doing with it:5.4|what they are doing with it:5.4|"
            "what did they do with it:5.4|what will they do with it:5.4|what did we buy:5.4|what we bought:5.4|what will it buy:5.4|what will it pay for:5.4|what is it spent on|what it is spent on",
        ("allocations", "stream"): _POT,
        ("allocations", "provider"):
            "who does work:5|who is doing work:5|who asked:4.6|who did work:5|group paid:5.4|body paid:5.4|paid to:5.4|who got it:5.4|who gets it:5.4|who got money:5.4|who gets money:5.4|who was paid:5.4|who did we pay:5.4|who are we paying:5.4|who do we pay:5.4|who we paid:5.4|who has it:4.4|"
            "who received it:5.4|who receives it:5.4|given to:5|went to:5|goes to:5|who spends it:4.6|who is spending it:4.6|group given:5|who did we give it to:5.4|who will get it:5.4|group that got it|who it went to:5.4",
        ("allocations", "amount"):
            "given:4.4|how much have we set aside:5.4|set aside:5|how much set aside:5.4|put aside:5|how much have we put aside:5.4|how much:5|how much money:5.2|how much is it:5|how much was it:5|how much did we give:5.4|how much given:5.4|how much we gave:5.4|how much have we given:5.4|how much did they get:5.4|how much they got:5.4|"
            "how much will they get:5.4|how much do they get:5.4|how much is it worth",
        ("allocations", "approved_by"): _SAID_YES,
        ("allocations", "approved_on"): f"signed off:4.8|signed off on:5|date signed off:5.4|sign off date:5.4|{_WAS_AGREED}",
        ("allocations", "status"): "has it been agreed:5|is it agreed:5|was it agreed:5|agreed yet:5|agreed:3",
        ("funding_entries", "actual"): "gone:4.4|gone so far:5|gone to date:5|has gone out:4.6|how much has gone out:5.6|gone out:4.6|how much spent:5.6|how much have we spent:5.6|how much has been spent:5.6|how much did we spend:5.6|how much has gone:5.4|what have we spent:5.4|what has gone:4.6|what has been spent:5.4|how much paid:5.4|how much have we paid:5.6",
    },
    "bids": {
        ("bids", "stream"): "who did we ask:5|who are we asking:5|who we asked:5",
        ("bids", "decision"): "what panel said:5.4|panel said:5|what panel decided:5.4|what did panel say:5.4|what board said:5.2|what was decided:5.2|what they decided:5.2|how did it go:4.6|did we win:5|did they get it:5.4|did we get it:5.4|did they say yes:5.4|what did they say:5",
        ("bids", "amount_sought"): "asked:5|how much asked:5.2|how much did they ask for:5.4|how much they asked for:5.4",
        ("bids", "amount_awarded"): "they got:5|how much they got:5.4|how much did they get:5.4|we won:5",
        ("bids", "submitted_on"): "date in:4.6|when did we ask:5.4|when we asked:5.4|when did we apply:5.4",
        ("bids", "project"): "what they want to do:5|what they want it for:5|what do they want it for:5|what is it for:5|what did we want it for|what do we want it for|what would we do with it",
    },
    "people": {
        ("people", "job_title"): "what they do:5|what they do there:5.4|what they did:5|what they did there:5.4|what they were:4.6|what do they do:5|does what:4.6",
        ("people", "left_on"): "last day:5.4|last day there:5.4|last day with us:5.6|gone on:5|gone since:5|went on:4.6|finished on:5|finished:4.4|when did they leave:5.6|when they left:5.6",
    },
    "groups": {
        ("groups", "parent"): "answers to:5.6|answers to whom:5.6|answers to which group:5.6|tells:3.6|comes under:5|whom does it answer to:5.6",
        ("groups", "chair"): "in chair:5.4|who is in chair:5.6|who chairs it:5.6|who takes chair:5.4",
        ("groups", "meets"): "how often it sits:5.4|sits:4.4|how often does it sit:5.4|when it sits:5|when does it sit:5",
        ("groups", "purpose"): "what it is for:5.4|what is it for:5.4",
    },
    "log_entries": {
        ("log_entries", "title"):
            f"job:3.8|our job:4|{_DO}|{_AGREED_TO.format(5.8)}|what did we agree:5.6|what we agreed:5.6|what have we agreed:5.6|public spaces protection order:5.8|public space protection order:5.8|"
            "what was said:4.4|what came up:4.4|action needed from meeting|what panel asked for:5.8|what review asked for:5.8|what panel asks for:5.8|what report asked for:5.6|what was asked for:5.2|what panel wants:5.4|what we were asked to do:5.6|what were we asked to do:5.6",
        ("log_entries", "source"): "agenda item:6|agenda item title:6|where was it decided:5|what meeting:4|where was it said|where was it agreed:5|who raised it at:3|which law:6|what law:6|under which law:6|law:5|which act:6|which statute:6",
        ("log_entries", "owner"): f"given to:4.8|who for:4.6|{_WHOSE}|whose:4.6|who is on it|who said so:4.8|who promised:5|promised by:4.6|to carry out:4.8|who carries it out:5|who is to carry it out:5|who must carry it out:5",
        ("log_entries", "raised_on"): "date we met:5.8|met on:5|meeting:4.4|which meeting:4.4|from which meeting:4.4|when did we meet:5.6|when we met:5.6|when was it said:5.4|when did we say it:5.4|when was it agreed:5.4|when did we agree it:5.4|day we met:5.4",
        ("log_entries", "due_on"): "wanted by:5|when does it need to be done:5.4|when does it need doing:5.4|ready by:5|when is it needed by|when is it needed|when do we need it|when does it have to be done|needed by when|when should it be done|do by:5.4|to do by:5.4|promised for:5.4|promised by:5|promised by when:5.4|next falls due:5.8|falls due:5.8|falls due on:5.8|next falls due on:5.8|comes due:5.4|next comes due:5.4|comes round:5|next comes round:5.4",
        ("log_entries", "expires_on"): "ends:5.2|runs until:5.6|runs to:5.2|lasts until:5.6|lasts to:5.2|when does it end:5.6|when does it run out:5.6|runs out:5.4|until:4.6|ends when:5.4|in force to:5.6|runs out on:5.6|last day:4.6|stops on:4.6|ceases:4.6",
        ("log_entries", "starts_on"): "runs from:5.6|when did it start:5.4|when does it start:5.4|begins:5|starts:5|started:4.4|first day:4.4",
        ("log_entries", "review_on"): "next look:5.4|look again:5.4|when do we look again:5.6|when will we look again:5.6|next looked at:5.4|look at it again:5.4|look at by:5.6|look at again by:5.6|look at again on:5.6|look again by:5.6|look again on:5.6|to be looked at again:5.4|to be looked at by:5.4",
        ("log_entries", "completed_on"): "when was it done:5.4|when finished:5.4|when was it finished:5.4|when did we finish|off list on:5.4|off list:4.8|came off list:5.4|came off list on:5.4|taken off list:5.4|taken off list on:5.4|crossed off:5|crossed off on:5.4|ticked off:4.8|ticked off on:5.4",
        ("log_entries", "area"): "where is it:5|what area:5|where does it cover:5|what does it cover:3.4|where does it run:5|whereabouts|where it bites:5.4|where does it bite:5.4|where it applies:5.4|where does it apply:5.4|where it holds:5.2|where it is in force:5.4|where in force:5.4",
        ("log_entries", "outcome"): "what came of it:5.4|what came out of it:5.4|how did it end:5.2|how did it turn out:5.2",
        ("log_entries", "ref"): "point:4.6|point no:5",
        ("log_entries", "lead_agencies"): "of whom:5|asked of:5|asked of whom:5|who was asked:4.6|falls on:5.2|falls to:5.2|falls upon:5.2|on whom it falls:5.2|sought by:5.4|applied for by:5.4|obtained by:5.2|secured by:4.8",
        ("log_entries", "evidence"): "proof:5.4|proof seen:5.6|proof given:5.6|evidence seen:5.6|what proves it:5.2|what shows it is done:5.2",
        ("log_updates", "narrative"): f"{_GOING}|any news:5|news:3.6|latest word:5.2|last word:4.8|latest heard:5.2|last heard:5|how far on:4.6|how far along:4.6",
        ("log_updates", "status"): f"{_FINISHED}|how far on:4.6|how far along:4.6",
    },
}

# Questions nobody has a field for.
PLAINLY_KEPT = (
    "date we met|day we met|when did we meet|when we met|who is it for|who it is for|who is this for|who checks|who checks it|who checked|who told us:4|who raised it|who else|who else is helping|who else helps|who helps|who can help|"
    "who benefits|who is affected|who does it affect|who knows|who needs to know|how often|how often do we look|how often do we get it|why now|why are we doing this|why we do this|why this score|why this rating|"
    "why do we do it|why are we doing it|why is this needed|why did we|has it been paid|is it paid|paid yet|paid yet yes no|what if we do not|what got in way|what is in way|what is stopping us|"
    "what went well:4|what did we learn:4|anything else|anything else to say|what helps|what it stops|what does it stop|when did it happen"
)

# What is left of money is the difference of two columns.
PLAINLY_WORKED_OUT = dict.fromkeys(
    ("funding_streams", "allocations"),
    "how much left:5.6|how much is left:5.6|what is left:5.6|what have we got left:5.6|how much have we got left:5.6|still there:4",
)
