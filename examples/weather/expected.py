#!/usr/bin/env python3
"""Works the expected outputs out without the product."""
from pathlib import Path
import sys

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from collections import Counter, defaultdict
from datetime import date, timedelta
from math import fsum, sqrt
from statistics import median
from oracle import number, read, rounded, write

days = read(__file__, "seattle-weather.csv")
for day in days:
    day["on"] = date.fromisoformat(day["date"])
    for name in ("precipitation", "temp_max", "wind"):
        day[name + "#"] = float(day[name])

by_wind = defaultdict(list)
for day in sorted(days, key=lambda d: (-d["wind#"], d["on"])):
    by_wind[day["weather"]].append(day["date"])
rain = defaultdict(list)
rows, last = [], None
for i, day in enumerate(days):
    high = day["temp_max#"]
    week = [d["temp_max#"] for d in days[max(0, i - 6):i + 1]]
    rain[day["weather"]].append(day["precipitation#"])
    if day["precipitation#"] > 0:
        last = day["on"]
    rows.append([
        day["date"], day["on"].strftime("%A, %B"), day["precipitation"], "" if last is None else (day["on"] - last).days,
        number(fsum(rain[day["weather"]])), number(max(d["precipitation#"] for d in days[max(0, i - 2):i + 3])),
        day["temp_max"], sum(high >= edge for edge in (0, 10, 20, 30)),
        "" if i == 0 else rounded(high - days[i - 1]["temp_max#"], 1), rounded(fsum(week) / len(week), 1),
        day["temp_min"], day["wind"], day["weather"], by_wind[day["weather"]].index(day["date"]) + 1])
write(__file__, "days", ["date", "label", "precipitation", "dry_days", "rain_so_far", "wettest_of_five", "temp_max", "band",
                         "change", "week_max", "temp_min", "wind", "weather", "windiest"], rows)

months = defaultdict(list)
for day in days:
    months[day["date"][:7]].append(day)
rows = []
for month in sorted(months):
    kinds = Counter(d["weather"] for d in months[month])
    highs = [d["temp_max#"] for d in months[month]]
    mean = fsum(highs) / len(highs)
    rows.append([month] + [kinds[k] for k in ("drizzle", "fog", "rain", "snow", "sun")] + [
        number(median(highs)), rounded(sqrt(fsum((h - mean) ** 2 for h in highs) / len(highs)), 3),
        number(fsum(d["precipitation#"] for d in months[month])),
        number(sorted((d["precipitation#"] for d in months[month]), reverse=True)[1])])
write(__file__, "months", ["month", "drizzle", "fog", "rain", "snow", "sun", "median_temp_max", "stdev_temp_max",
                           "sum_precipitation", "kthlargest_precipitation"], rows)

spells = []
for day in (d for d in days if d["precipitation#"] > 0):
    if not spells or day["on"] - spells[-1][-1]["on"] > timedelta(days=1):
        spells.append([])
    spells[-1].append(day)
rows = [[n, s[0]["date"], s[-1]["date"], len(s), number(fsum(d["precipitation#"] for d in s)),
         rounded(fsum(d["wind#"] for d in s) / len(s), 2)] for n, s in enumerate(spells, 1) if len(s) >= 7]
write(__file__, "wet spells", ["spell", "from", "to", "days", "rain", "wind"], sorted(rows, key=lambda r: (-r[3], r[1])))
