#!/usr/bin/env python3
"""Works the expected outputs out without the product."""
from pathlib import Path
import sys

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from collections import defaultdict
from datetime import date
from math import fsum
from oracle import number, read, rounded, write

invoices = read(Path(__file__).resolve().parent.parent / "music-sales" / "expected.py", "invoices.csv")
purchases = defaultdict(list)
for invoice in invoices:
    invoice["on"] = date.fromisoformat(invoice["InvoiceDate"])
    purchases[int(invoice["CustomerId"])].append(invoice)


def quarters(day):
    return day.year * 4 + (day.month - 1) // 3


rows, members, later = [], defaultdict(list), defaultdict(set)
for customer in sorted(purchases):
    own = sorted(purchases[customer], key=lambda i: (i["on"], int(i["InvoiceId"])))
    first = own[0]["on"]
    cohort = f"{first.year}-Q{(first.month + 2) // 3}"
    for n, invoice in enumerate(own):
        quarter = quarters(invoice["on"]) - quarters(first)
        since = (invoice["on"] - own[n - 1]["on"]).days if n else None
        rows.append([invoice["InvoiceId"], customer, n + 1, invoice["InvoiceDate"], number(since), first.isoformat(), quarter,
                     cohort, invoice["BillingCountry"], invoice["Total"]])
        members[cohort].append((customer, float(invoice["Total"]), since))
        later[cohort, quarter].add(customer)
write(__file__, "purchases", ["InvoiceId", "CustomerId", "purchase", "InvoiceDate", "days_since", "first", "quarter", "cohort",
                              "BillingCountry", "Total"], rows)

rows = []
for cohort in sorted(members):
    counts = [len(later[cohort, quarter]) for quarter in range(8)]
    rows.append([cohort, *counts[:2], f"{counts[1] / counts[0]:.2f}", *counts[2:]])
write(__file__, "retention", ["cohort", "q0", "q1", "kept_after_one", "q2", "q3", "q4", "q5", "q6", "q7"], rows)

rows, so_far = [], 0
for cohort in sorted(members):
    customers = len({customer for customer, _, _ in members[cohort]})
    so_far += customers
    total = fsum(amount for _, amount, _ in members[cohort])
    gaps = [since for *_, since in members[cohort] if since is not None]
    rows.append([cohort, customers, so_far, number(total), rounded(total / customers, 2),
                 rounded(sum(gaps) / len(gaps), 1), len(gaps)])
write(__file__, "cohort totals", ["cohort", "customers", "customers_so_far", "sales", "sales_per_customer", "days_between",
                                  "repeats"], rows)
