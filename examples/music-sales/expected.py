#!/usr/bin/env python3
"""Works the expected outputs out without the product."""
from pathlib import Path
import sys

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from collections import Counter, defaultdict
from math import fsum
from oracle import collated, number, read, rounded, write

invoices = {row["InvoiceId"]: row for row in read(__file__, "invoices.csv")}
tracks = {row["TrackId"]: row for row in read(__file__, "tracks.csv")}
genres = {row["GenreId"]: row["Name"] for row in read(__file__, "genres.csv")}
customers = {row["CustomerId"]: row for row in read(__file__, "customers.csv")}
sales = []
for line in read(__file__, "invoice_lines.csv"):
    invoice, track = invoices[line["InvoiceId"]], tracks[line["TrackId"]]
    customer = customers[invoice["CustomerId"]]
    sales.append({
        "InvoiceLineId": line["InvoiceLineId"], "customer": customer["FirstName"] + " " + customer["LastName"],
        "buyer": "company" if customer["Company"] else "person", "date": invoice["InvoiceDate"],
        "year": int(invoice["InvoiceDate"][:4]), "country": invoice["BillingCountry"], "track": track["Name"],
        "genre": genres[track["GenreId"]], "Quantity": line["Quantity"],
        "amount": float(line["UnitPrice"]) * int(line["Quantity"])})
write(__file__, "sales", list(sales[0]), [[*list(s.values())[:-1], number(s["amount"])] for s in sales])

years = sorted({s["year"] for s in sales})
cells, buyers = defaultdict(list), defaultdict(set)
for s in sales:
    cells[s["country"], s["year"]].append(s["amount"])
    buyers[s["country"], s["year"]].add(s["customer"])
rows = []
for country in {s["country"] for s in sales}:
    total = {year: fsum(cells[country, year]) if cells[country, year] else None for year in years}
    growth = rounded((total[2013] or 0) - (total[2012] or 0), 2)
    row = [country]
    for year in years:
        row += [number(total[year])] + ([growth] if year == 2013 else []) + [len(buyers[country, year]) or ""]
    rows.append((-float(growth), collated(country), row))
header = ["country"]
for year in years:
    header += [f"sales_{year}"] + (["growth"] if year == 2013 else []) + [f"customers_{year}"]
write(__file__, "countries by year", header, [row for *_, row in sorted(rows)])

by_genre = defaultdict(list)
for s in sales:
    by_genre[s["genre"]].append(s)
sums = {genre: fsum(s["amount"] for s in lines) for genre, lines in by_genre.items()}
everything = fsum(sums.values())
rows, shares = [], []
for genre in sorted(by_genre, key=lambda g: (-sums[g], collated(g))):
    lines = by_genre[genre]
    share = rounded(sums[genre] / everything * 100, 2)
    if float(share) < 1:
        continue
    shares.append(float(share))
    top = min(Counter(s["country"] for s in lines).items(), key=lambda item: (-item[1], collated(item[0])))[0]
    rows.append([genre, number(sums[genre]), share, rounded(fsum(shares), 2), sum(int(s["Quantity"]) for s in lines),
                 len({s["country"] for s in lines}), top, len(lines)])
write(__file__, "genres", ["genre", "sales", "share", "cumulated", "tracks", "countries", "top_country", "lines"], rows)
