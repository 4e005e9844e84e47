#!/usr/bin/env python3
"""Works the expected outputs out without the product."""
from pathlib import Path
import sys

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from collections import defaultdict
from datetime import datetime
import json
import re
from oracle import collated, read, rounded, write

PHONE = re.compile(r"\([2-9][0-9]{2}\) [2-9][0-9]{2}-[0-9]{4}")
MAIL = re.compile(r"[a-z0-9._%+-]+@([a-z0-9-]+\.)+[a-z]{2,}")
codes = {row["state"].upper(): row["code"] for row in read(__file__, "states.csv")}


def day(text):
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%B %d, %Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return ""


rows, seen = [], set()
for contact in read(__file__, "contacts.csv"):
    if tuple(contact.values()) in seen:
        continue
    seen.add(tuple(contact.values()))
    name = " ".join(contact["Full Name"].split()).removeprefix("Dr. ").removesuffix(", PhD")
    if ", " in name:
        name = " ".join(reversed(name.split(", ", 1)))
    name = " ".join(word.capitalize() for word in name.split(" "))
    number, _, extension = contact["Phone"].partition("x")
    digits = re.sub("[^0-9]", "", number)
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    phone = f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if len(digits) == 10 else ""
    mail = re.sub(r"^mailto:|[<>]|\s", "", contact["E-mail"].lower())
    state = contact["State"].replace(".", "").strip().upper()
    code, _, plus4 = contact["ZIP"].partition("-")
    tags = re.findall("[a-z]+", contact["Tags"].lower())
    rows.append([
        contact["Contact ID"], name, phone if PHONE.fullmatch(phone) else "", re.sub("[^0-9]", "", extension),
        mail if MAIL.fullmatch(mail) else "", codes.get(state, state), code.rjust(5, "0") if code else "", plus4,
        day(contact["Signed Up"]), json.dumps(tags, separators=(",", ":")), "true" if "vip" in tags else "false",
        contact["Note"].replace("\n", " / ")])
rows.sort(key=lambda row: collated(row[0]))
write(__file__, "contacts", ["contact_id", "full_name", "phone", "extension", "e_mail", "state", "zip", "plus4", "signed_up",
                             "tag_list", "vip", "note"], rows)

states = defaultdict(list)
for row in rows:
    states[row[5] or "(none)"].append(row)
result = []
for state in sorted(states, key=collated):
    own = states[state]
    lost = sum(not row[2] and not row[4] for row in own)
    result.append([state, len(own), sum(bool(row[2]) for row in own), sum(bool(row[4]) for row in own), lost,
                   rounded(100 - lost / len(own) * 100, 1)])
write(__file__, "quality by state", ["state", "contacts", "phones", "mails", "unreachable", "reachable_percent"], result)
