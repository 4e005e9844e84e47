#!/usr/bin/env python3
"""Works the expected outputs out without the product."""
from pathlib import Path
import sys

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from collections import Counter, defaultdict
from datetime import datetime, timezone
from math import fsum
import json
import re
from oracle import collated, number, rounded, write

# Numbers stay the texts that they are in the file.
lines = Path(__file__).with_name("data").joinpath("earthquakes.jsonl").read_text(encoding="utf-8").splitlines()
quakes = [json.loads(line, parse_float=str, parse_int=str) for line in lines]
rows = []
for quake in quakes:
    of, where = quake["properties"], quake["geometry"]["coordinates"]
    place = of["place"]
    parts = re.split(" of |, ", place, maxsplit=1)
    town, region = ([*parts[1].split(", ", 1), ""][:2]) if len(parts) == 2 else ("", "")
    km = re.match("[0-9]+", place)
    direction = re.search("km (.*?) of ", place)
    direction = re.search("[A-Z_]{1,3}", direction[1]) if direction else None
    magnitude = of["mag"]
    rows.append({
        "id": quake["id"], "mag": magnitude, "class": sum(float(magnitude) >= edge for edge in (1, 2, 3, 4, 5)),
        "town": town, "region": "California" if region == "CA" else region, "direction": direction[0] if direction else "",
        "km": km[0] if km else "",
        "at": datetime.fromtimestamp(int(of["time"]) // 1000, timezone.utc).strftime("%Y-%m-%d %H:%M:%S"),
        "tsunami": of["tsunami"], "status": of["status"], "magType": of["magType"], "felt": of["felt"],
        "was_felt": "true" if of["felt"] and int(of["felt"]) > 0 else "false", "longitude": where[0], "latitude": where[1],
        "depth": where[-1]})
rows.sort(key=lambda row: (-float(row["mag"]), collated(row["id"])))
write(__file__, "quakes", list(rows[0]), [["" if cell is None else cell for cell in row.values()] for row in rows])

regions = defaultdict(list)
for row in rows:
    regions[row["region"] or "(at sea)"].append(row)
result = []
for region in sorted(regions, key=lambda r: (-len(regions[r]), collated(r))):
    own = regions[region]
    strongest = number(max(float(row["mag"]) for row in own))
    depth = rounded(fsum(float(row["depth"]) for row in own) / len(own), 2)
    summary = f'{{"quakes":{len(own)},"strongest":{strongest},"depth":{number(float(depth))}}}'
    towns = [row["town"] for row in own if float(row["mag"]) >= 3 and row["town"]][:3]
    result.append([region, len(own), strongest, depth, summary, sum(row["was_felt"] == "true" for row in own),
                   json.dumps(towns, ensure_ascii=False, separators=(",", ":"))])
write(__file__, "regions", ["region", "quakes", "strongest", "depth", "summary", "felt", "towns"], result)

networks = defaultdict(list)
for quake in quakes:
    for network in quake["properties"]["sources"].strip(",").split(","):
        networks[network].append(float(quake["properties"]["mag"]))
write(__file__, "networks", ["network", "quakes", "strongest", "noticeable"],
      [[network, len(networks[network]), number(max(networks[network])), sum(mag >= 2.5 for mag in networks[network])]
       for network in sorted(networks, key=lambda n: (-len(networks[n]), collated(n)))])
