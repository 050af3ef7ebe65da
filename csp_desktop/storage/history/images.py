"""An image: a record's whole self in the history, as JSON, when it was made; kept small.

Nearly every image says what the record itself still says, so most of a history is images. They stay because `verify`
tells by them what was changed behind the program's back, and `salvage` reads them where a record is damaged. What a
record was when it was deleted stands nowhere else, and stays text that any program reads.

Kept is one byte, which names a dictionary, and what is left of the text when it is deflated (RFC 1951) with that
dictionary and the record's id known beforehand: the names of the fields, and words common in such plans, take
hardly any room. Files of versions before the fourth keep images as text; both are read.
"""

from __future__ import annotations

import zlib

Kept = str | bytes | None
UNREADABLE = "?"
"""Told for an image that is damaged: no JSON, so whoever reads it finds that out in the usual way."""
_LONGEST = 2**28  # As long as the longest field may be; what claims to be longer was made by nobody's record.

# Never edited once released, or images could no longer be read: a better one gets the next number, and is the newest
# then. 0 stands for none: an image as it is.
_DICTIONARIES = {
    1: b"""\
without enforcement prevention intervention awareness investment commissioned evaluation recommendations
vulnerable perpetrators offenders reoffending exploitation safeguarding victims witnesses volunteers businesses
landlords licensing substance misuse modern slavery hate crime serious violence domestic abuse neighbourhood
anti-social behaviour burglary vehicle crime town centre street drinking housing associations local authority
Integrated Care Board Youth Justice Service Probation Service Fire and Rescue Service Police and Crime Commissioner
Community Safety Partnership County Council Borough Council District Council steering group Home Office grant
January February March April June July August September October November December quarterly monthly annual
programme project contract contractor funding allocated approved published planned started delivered completed
continues continued expected remains increased increase decreased reduced reduction reported recorded received
reviewed referred referrals attended visited visits meetings meeting training campaign progress actions action
information services service support support for partner agencies partners agencies officers wardens residents
children and young people young people schools people were working days working group quarter last quarter
next quarter last year this year compared with per cent number of between through because before after which there
were have been has been will be from the with the and the for the by the in the on the at the to the of the
{"name":null,"short_name":null,"kind":"statutory partnership","area":null,"region":null,"chair":null,"coordinator":null,"phone":null,"email":null,"website":null,"authorities":[],"joint_with":[],"vision":null,"merged_into":null,"rag_words":null,"risk_amber_from":6,"risk_red_from":12,"risk_appetite":10}
{"partnership":null,"name":null,"short_name":null,"parent":null,"kind":"sub-group","purpose":null,"chair":null,"meets":null,"shared_with":[],"starts_on":null,"ends_on":null,"return_form":"full","notes":null}
{"group":null,"agency":null,"person":null,"role":null}
{"partnership":null,"title":null,"owner":null,"period":null,"web_address":null,"notes":null}
{"partnership":null,"title":null,"first_year":null,"last_year":null,"status":"draft","introduction":null,"copied_from":null}
{"plan":null,"position":0,"title":null,"text":null}
{"plan":null,"quarter":null,"agency":null,"group":null,"person":null,"return_code":null,"due_on":null,"sent_on":null,"state":"prepared","note":null}
{"return":null,"direction":"received","file_name":null,"sha256":null,"saved_on":null,"snapshot":null,"outcome":null}
{"partnership":null,"position":null,"name":null,"funder":null,"kind":"grant","year":null,"amount":null,"route":"direct","banker":null,"spend_by":null,"carry_forward":null,"carried_from":null,"conditions":null,"notes":null}
{"partnership":null,"group":null,"held_on":null,"place":null,"notes":null}
{"plan":null,"item":null,"indicator":null,"title":null,"last_year":null,"this_year":null,"stated_change":null,"narrative":null,"rag":null}
{"plan":null,"finding":null,"message":null,"reason":null,"accepted_by":null,"accepted_on":null}
{"name":null,"header_shape":null,"mapping":null}
{"partnership":null,"name":null,"contents":null}
{"plan":null,"quarter":null,"title":null,"issued_on":null}
{"file":null,"last_step":null,"taken_on":null,"findings":null}
{"agency":null,"name":null,"job_title":null,"email":null,"phone":null,"receives_returns":false,"left_on":null,"notes":null}
{"name":null,"short_name":null,"kind":"other","responsible_from":null,"responsible_until":null,"return_form":"full","notes":null}
{"partnership":null,"plan":null,"kind":"meeting action","ref":null,"title":null,"source":null,"meeting":null,"group":null,"lead_agencies":[],"owner":null,"raised_on":null,"starts_on":null,"due_on":null,"review_on":null,"expires_on":null,"completed_on":null,"area":null,"outcome":null,"evidence":null,"notes":null,"public":false}
{"entry":null,"quarter":null,"narrative":null,"status":null,"new_due_on":null,"return_file":null}
{"stream":null,"position":null,"item":null,"project":null,"amount_sought":null,"submitted_on":null,"decision":"draft","decided_on":null,"amount_awarded":null,"joint_with":[],"our_share":null,"notes":null}
{"stream":null,"position":null,"item":null,"group":null,"project":null,"provider":null,"amount":null,"status":"proposed","approved_by":null,"approved_on":null,"notes":null}
{"plan":null,"item":null,"position":0,"ref":null,"title":null,"cause":null,"consequence":null,"category":null,"owner_agency":null,"owner":null,"inherent_likelihood":null,"inherent_impact":null,"current_likelihood":null,"current_impact":null,"target_likelihood":null,"target_impact":null,"target_on":null,"proximity":null,"response":"treat","status":"open","review_on":null,"notes":null,"copied_from":null}
{"risk":null,"position":0,"title":null,"kind":"planned action","owner_agency":null,"owner":null,"due_on":null,"status":"not started","progress":null,"notes":null,"copied_from":null}
{"risk":null,"quarter":null,"likelihood":null,"impact":null,"comment":null,"return_file":null}
{"plan":null,"item":null,"position":0,"ref":null,"title":null,"source":null,"unit":"count","better":"lower","kind":"per quarter","baseline_state":"TBC","baseline_value":null,"baseline_period":null,"target_kind":"none","target_value":null,"target_period":null,"amber_within":10.0,"amber_in":"per cent of the target","trajectory_q1":null,"trajectory_q2":null,"trajectory_q3":null,"trajectory_q4":null,"scope":"local","contextual":false,"owner":null,"stated_target":null,"notes":null,"copied_from":null}
{"allocation":null,"position":null,"quarter":null,"on_date":null,"kind":"actual","amount":null,"reference":null,"note":null,"return_file":null}
"value_state":"TBC","value_state":"not applicable","provisional":true,"rag":"red","rag":"amber","rag":"green","rag":"blue","rag":"none","status":"complete","status":"in progress","status":"ongoing","level":"priority","level":"objective","level":"milestone","kind":"committed","kind":"forecast","quarter":"2025-Q4","quarter":"2026-Q1","2026-Q2","2026-Q3","2027-03-31","due_on":"2026-12-31","2026-09-30","2026-06-30","2026-0
{"indicator":null,"quarter":null,"value_state":"known","value":null,"provisional":false,"note":null,"group_average":null,"rank":null,"out_of":null,"months":null,"return_file":null}
{"plan":null,"level":"action","parent":null,"position":0,"ref":null,"title":null,"target":null,"timescale":null,"due_on":null,"resources":null,"outcome":null,"lead_agencies":[],"lead_groups":[],"status":"not started","completed_on":null,"cross_cutting":false,"lead_officers":[],"starts_on":null,"original_due_on":null,"public":false,"evidence":null,"notes":null,"copied_from":null}
{"item":null,"quarter":null,"narrative":null,"rag":null,"outcome_rag":null,"moderated_rag":null,"moderation_reason":null,"new_due_on":null,"author":null,"reported_on":null,"done":null,"of":null,"notes":null,"return_file":null}
"""
}
_NEWEST = 1


def _known(number: int, record: bytes) -> bytes:
    """What both sides know before an image: a dictionary, and the id of its record."""
    return b'%b,"id":"%b"}' % (_DICTIONARIES[number], record)


def shrunk(record: bytes, image: bytes) -> bytes:
    """An image as it is kept in the history."""
    # A small window and little memory: most images are a few hundred bytes, and so it takes half the time.
    deflate = zlib.compressobj(9, wbits=-14, memLevel=5, zdict=_known(_NEWEST, record))
    return bytes([_NEWEST]) + deflate.compress(image) + deflate.flush()


def as_it_is(record: bytes, image: bytes) -> bytes:
    """An image as it may be kept too, where it is not worth the time to make it small."""
    return b"\0" + image


def kept(record: str, field: str, after: str | None) -> Kept:
    """What a change left as it is kept: a whole record is an image."""
    return after if field or after is None else shrunk(record.encode("utf-8"), after.encode("utf-8"))


def in_full(record: str, after: object) -> str | None:
    """What a change left as it was written, from what is kept of it; UNREADABLE where that is damaged."""
    if after is None or isinstance(after, str):
        return after
    if not isinstance(after, bytes):
        return UNREADABLE  # Of what is written from outside the program the column takes any kind.
    try:
        if after[0] == 0:
            return after[1:].decode("utf-8")
        inflate = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_known(after[0], record.encode("utf-8")))
        image = inflate.decompress(after[1:], _LONGEST).decode("utf-8")
    except (IndexError, KeyError, zlib.error, UnicodeError):
        return UNREADABLE
    return image if inflate.eof and not inflate.unused_data else UNREADABLE
