#!/usr/bin/env python3
"""Works the expected outputs out without the product."""
from pathlib import Path
import sys

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_EVEN, Decimal
import re
from oracle import collated, number, write

RECORD = re.compile(r'(\S+) \S+ (\S+) \[([^\]]+)\] "((?:[^"\\]|\\.)*)" ([0-9]{3}) ([0-9]+|-) '
                    r'"((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"')
requests = []
for line in Path(__file__).with_name("data").joinpath("access.log").read_text(encoding="utf-8").split("\n"):
    record = RECORD.fullmatch(line)
    if not record or len(record[4].split(" ")) != 3:
        continue
    address, user, stamp, request, status, size, referer, agent = record.groups()
    method, path, protocol = request.split(" ")
    when = datetime.strptime(stamp, "%d/%b/%Y:%H:%M:%S %z").astimezone(timezone.utc)
    agent = agent.replace('\\"', '"')
    requests.append({
        "referer": referer, "agent": agent, "robot": "true" if re.search("bot|crawler|spider|^curl", agent) else "false",
        "bytes": "0" if size == "-" else size, "status": status, "method": method, "path": path, "protocol": protocol,
        "time": when.strftime("%Y-%m-%d %H:%M:%S"), "day": when.strftime("%Y-%m-%d"), "user": "" if user == "-" else user,
        "ip": address})
write(__file__, "requests", list(requests[0]), [list(request.values()) for request in requests])

people = [request for request in requests if request["robot"] == "false"]
pages = defaultdict(list)
for request in people:
    page, _, query = request["path"].partition("?")
    if page.startswith(("/img/", "/css/")):
        continue
    search = re.search("(?:^|&)q=([^&]*)", query)
    page = re.sub("^/products/[0-9]+$", "/products/#", page)
    pages[page].append((request, search[1].replace("+", " ") if search else None))
rows = []
for page in sorted(pages, key=lambda p: (-len(pages[p]), collated(p))):
    own = pages[page]
    failed = sum(request["status"][0] in "45" for request, _ in own)
    percent = Decimal(failed * 100 / len(own)).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    rows.append([page, len(own), failed, percent, sum(int(request["bytes"]) for request, _ in own),
                 len({request["ip"] for request, _ in own}), "; ".join(sorted({s for _, s in own if s}))])
write(__file__, "pages", ["page", "requests", "failed", "failed_percent", "bytes", "visitors", "searches"], rows)

visitors = defaultdict(list)
for request in people:
    visitors[request["ip"], request["agent"]].append((datetime.fromisoformat(request["time"]), request))
rows = []
for (address, agent), clicks in visitors.items():
    clicks.sort(key=lambda click: click[0])
    sessions = []
    for when, request in clicks:
        if not sessions or when - sessions[-1][-1][0] > timedelta(minutes=30):
            sessions.append([])
        sessions[-1].append((when, request))
    client = re.search("Firefox|Chrome|iPhone", agent)
    for n, own in enumerate(sessions, 1):
        seconds = int((own[-1][0] - own[0][0]).total_seconds())
        pauses = [int((b[0] - a[0]).total_seconds()) for a, b in zip(own, own[1:])]
        kind = "bounce" if len(own) == 1 else "short" if seconds < 600 else "long"
        rows.append([address, client[0] if client else "", n, len(own), str(own[0][0]), str(own[-1][0]), seconds, kind,
                     sum(int(request["bytes"]) for _, request in own), own[0][1]["path"],
                     number(max(pauses) if pauses else None)])
rows.sort(key=lambda row: (row[4], collated(row[0]), row[2]))
write(__file__, "sessions", ["ip", "client", "session", "clicks", "began", "ended", "seconds", "kind", "bytes", "entry",
                             "longest_pause"], rows)
