#!/usr/bin/env python3
"""Writes data/contacts.csv: a made-up customer list, as untidy as people and imports make them; the same on every run.

Nobody in it exists: the phone numbers end in 555-0100 to 555-0199, which are kept for fiction, and the mail domains are
those of RFC 2606.
"""
from pathlib import Path
import csv
import random

dice = random.Random(7)
FIRST = ["Ann", "Bob", "Carla", "Dmitri", "Zoë", "Jean-luc", "Mary Ann", "O'Brian", "Li", "José"]
LAST = ["Smith", "o'neill", "GARCÍA", "van Dyke", "McDonald", "Nguyen", "Müller", "brown"]
STATES = [("CA", "California"), ("NY", "New York"), ("TX", "Texas"), ("WA", "Washington"), ("MA", "Massachusetts"),
          ("NC", "North Carolina"), ("DC", "District of Columbia")]
CODES = {"CA": "415", "NY": "212", "TX": "512", "WA": "206", "MA": "617", "NC": "919", "DC": "202"}
ZIPS = {"CA": "94105", "NY": "10001", "TX": "78701", "WA": "98101", "MA": "02108", "NC": "27601", "DC": "20001"}


def phone(area):
    line = f"01{dice.randrange(100):02d}"
    return dice.choice([
        f"({area}) 555-{line}", f"{area}-555-{line}", f"{area}.555.{line}", f"+1 {area} 555 {line}", f"1-{area}-555-{line}",
        f"{area}555{line}", f"{area}-555-{line} ext. {dice.randrange(10, 99)}", f"({area})555-{line} x{dice.randrange(10, 99)}",
        f"555-{line}", "n/a", "", f"tel: {area} 555-{line}"])


def mail(first, last):
    name = f"{first}.{last}".lower().replace(" ", "").replace("'", "")
    address = f"{name.encode('ascii', 'ignore').decode()}@{dice.choice(['example.com', 'example.org', 'mail.example.net'])}"
    return dice.choice([address, address, address.upper(), f" {address} ", f"mailto:{address}", f"<{address}>",
                        address.replace("@", " at "), address.rsplit(".", 1)[0], "", "none"])


def state(code, name):
    return dice.choice([code, code, code.lower(), name, name.upper(), f" {name}", f"{code}.", ""])


rows = []
for number in range(1, 301):
    first, last = dice.choice(FIRST), dice.choice(LAST)
    code, name = dice.choice(STATES)
    full = dice.choice([f"{first} {last}", f"{last}, {first}", f"  {first}   {last} ", f"Dr. {first} {last}",
                        f"{first} {last}, PhD"])
    zipcode = dice.choice([ZIPS[code], ZIPS[code] + "-1234", ZIPS[code].lstrip("0"), ""])
    signed = dice.choice(["2023-05-{d:02d}", "5/{d}/2023", "05/{d:02d}/23", "May {d}, 2023", ""]).format(
        d=dice.randrange(1, 29))
    tags = dice.choice(["vip;newsletter", "newsletter", "", "VIP; partner ;newsletter", ";"])
    note = dice.choice(["", "", 'said "call later"', "two\nlines", "a, b"])
    rows.append([f"C{number:04d}", full, phone(CODES[code]), mail(first, last), state(code, name), zipcode, signed, tags,
                 note])
rows += [list(row) for row in dice.sample(rows, 15)]  # imported twice
with Path(__file__).with_name("data").joinpath("contacts.csv").open("w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\r\n")  # as a spreadsheet exports it
    writer.writerow(["Contact ID", "Full Name", "Phone", "E-mail", "State", "ZIP", "Signed Up", "Tags", "Note"])
    writer.writerows(rows)
