"""Tryton by its own JSON-RPC, for acceptance/tryton.sh.

crm.py URL prepare PASSWORD     a company, and a user who may write opportunities (as admin)
crm.py URL answer               status and body of one call, as they come
crm.py URL check SANDBOX        holds what Tryton has against all leads of the sandbox
"""
import base64
import json
import sys
import urllib.error
import urllib.request

ADMIN = ("admin", "acceptance-admin")
url, command, *words = sys.argv[1:]


def post(method, params, session=None):
    body = json.dumps({"id": 1, "method": method, "params": params}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    if session:
        request.add_header("Authorization", "Session " + session)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def session(user, password):
    status, body = post("common.db.login", [user, {"password": password}])
    key = json.loads(body)["result"]
    return base64.b64encode(f"{user}:{key[0]}:{key[1]}".encode()).decode()


def call(method, *params):
    status, body = post("model." + method, [*params, {}], as_admin)
    answer = json.loads(body)
    if "error" in answer:
        sys.exit(f"{method}: {answer['error']}")
    return answer["result"]


def everything(model, fields):
    return call(model + ".search_read", [], 0, None, None, fields)


def prepare(password):
    currency = call("currency.currency.create", [{"name": "Euro", "code": "EUR", "symbol": "€"}])
    party = call("party.party.create", [{"name": "Supplier"}])
    company = call("company.company.create", [{"party": party[0], "currency": currency[0]}])
    admin = call("res.user.search", [["login", "=", "admin"]], 0, 1, None)
    call("res.user.write", admin, {"companies": [["add", company]], "company": company[0]})
    group = call("res.group.search", [["name", "=", "Sale Opportunity"]], 0, 1, None)
    call("res.user.create", [{
        "name": "Tracebridge", "login": "tracebridge", "password": password,
        "companies": [["add", company]], "company": company[0], "groups": [["add", group]]}])


def kilowatts(lead):
    return sum(a["installedCapacity"] or 0 for a in lead["solarAssets"] + lead["windAssets"])


def load(target, body=None, token=""):
    headers = {"Content-Type": "application/json", "Authorization": "Bearer " + token}
    with urllib.request.urlopen(urllib.request.Request(target, body, headers), timeout=60) as answer:
        return json.load(answer)


def traces(sandbox):
    """All leads, as the sandbox tells them to anybody who asks."""
    client = {"clientId": "crm-sync", "clientSecret": "sandbox-secret",
              "audience": "https://sandbox.tracebridge/trace"}
    token = load(sandbox + "/api/auth/m2m-login", json.dumps(client).encode())["access_token"]
    leads, page = {}, 0
    while True:
        page += 1
        items = load(f"{sandbox}/api/crm/leads/energy-tariff?page={page}&pageSize=100", None, token)["items"]
        if not items:
            return leads
        leads.update((lead["id"], lead) for lead in items)


def check(sandbox):
    leads = traces(sandbox)
    opportunities = everything("sale.opportunity", [
        "reference", "party", "state", "description", "start_date"])
    parties = {p["id"]: p for p in everything("party.party", [
        "code", "name", "contact_mechanisms.type", "contact_mechanisms.value",
        "addresses.street", "addresses.postal_code", "addresses.city"]) if p["name"] != "Supplier"}
    wrong = []
    if len({o["reference"] for o in opportunities}) != len(opportunities):
        wrong.append("a lead is there twice")
    if {o["reference"] for o in opportunities} != set(leads):
        wrong.append("not every lead is there, or others are")
    if {p["code"] for p in parties.values()} != set(leads) or len(parties) != len(leads):
        wrong.append(f"{len(parties)} parties for {len(leads)} leads")
    for o in opportunities:
        lead = leads[o["reference"]]
        party = parties.get(o["party"], {})
        ways = sorted((w["type"], w["value"]) for w in party.get("contact_mechanisms.", []))
        places = [(a["street"], a["postal_code"], a["city"]) for a in party.get("addresses.", [])]
        company, contact, date = lead["company"], lead["contact"], o["start_date"]
        is_phone_kept = contact["phone"] is None and len(ways) == 2
        for what, fact, expected in [
            ("state", o["state"], "lead"),
            ("capacity", float(o["description"].split(" kW")[0]), kilowatts(lead)),
            ("start", "%04d-%02d-%02d" % (date["year"], date["month"], date["day"]), lead["createdAt"][:10]),
            ("code", party.get("code"), lead["id"]),
            ("name", party.get("name"), company["name"]),
            ("ways", [w for w in ways if w[0] != "phone" or not is_phone_kept],
             sorted(w for w in [("email", contact["email"]), ("phone", contact["phone"])] if w[1])),
            ("address", places, [(company["street"], company["postalCode"], company["city"])]),
        ]:
            if fact != expected:
                wrong.append(f"{lead['id']} {what}: {fact} instead of {expected}")
    for line in wrong[:10]:
        print(line)
    ways = sum(len(p["contact_mechanisms."]) for p in parties.values())
    print(f"{len(opportunities)} opportunities, {len(parties)} parties, {ways} e-mails and phones, "
          f"{sum(map(kilowatts, leads.values())):.0f} kW, {len(wrong)} of them wrong")
    sys.exit(1 if wrong else 0)


if command == "answer":
    print(*post("common.db.login", ["tracebridge", {"password": "any"}]))
else:
    as_admin = session(*ADMIN)
    {"prepare": prepare, "check": check}[command](*words)
