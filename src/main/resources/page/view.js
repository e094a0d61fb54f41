// The page as a function of status.json.

import * as chart from "./charts.js";
import { h } from "./dom.js";
import { bean, beans, level, seen, standing } from "./standing.js";
import { aged, ago, bytes, count, figure, kind, list, span, title, utc } from "./words.js";

/**
 * All sections.
 *
 * @param act what a button does: bean, operation, value, and a question where it is to be sure
 */
export function view(status, { act, signIn, receipt, receipts }) {
  const now = Date.parse(status.at);
  const may = status.token !== undefined;
  const button = (words, key, operation, value = "", question, about = "") =>
    may ? h("button", { type: "button", key: `${key} ${operation.replace("resume", "pause")} ${value}`, onclick: () => act(key, operation, value, question), "aria-label": about === "" ? undefined : `${words}: ${about}` }, words) : null;
  const tools = { now, may, button, signIn, receipt, receipts };
  return [
    head(status, tools),
    flow(status, tools),
    charts(status, tools),
    offerFiles(status, tools),
    quarantine(status, tools),
    budget(status, tools),
    timeline(status, tools),
  ];
}

function section(id, name, ...children) {
  return h("section", { key: id, id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title`, tabindex: "-1" }, name), children);
}

function row(...buttons) {
  const there = buttons.flat().filter((each) => each);
  return there.length === 0 ? null : h("p", { class: "row", key: "row" }, there);
}

const SIGNS = { good: "M3.500 8.500l3 3 6-7", warn: "M8 3.500v5.500M8 11.700v.8", bad: "M4.500 4.500l7 7M11.500 4.500l-7 7" };

function sign(how) {
  return h("svg", { class: `sign ${how}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
    h("circle", { cx: 8, cy: 8, r: 8 }), h("path", { d: SIGNS[how] }));
}

function head(status, tools) {
  const how = standing(status);
  const many = Object.values(status.openOf ?? {}).reduce((sum, each) => sum + each, 0);
  const open = groups(status).sort((a, b) => (level(a) === level(b) ? 0 : level(a) === "bad" ? -1 : 1));
  return h("section", { id: "standing", key: "standing", class: how.level, "aria-labelledby": "headline" },
    h("p", { class: "verdict" }, sign(how.level), how.word),
    h("h1", { id: "headline", tabindex: "-1" }, how.sentence),
    h("p", { class: "lead" }, facts(status, tools.now)),
    open.length === 0 ? null : h("div", { class: "row", key: "open" }, h("h2", { id: "incidents", tabindex: "-1" }, count(many, "open incident")), tools.may ? null : h("button", { type: "button", class: "plain", onclick: tools.signIn }, "Sign in to act")),
    open.length === 0 ? null : h("ul", { class: "incidents" }, open.map((each) => incident(each, status, tools))));
}

/** Open incidents; those of a kind of which there are many are one. */
function groups(status) {
  return Object.entries(status.openOf ?? {}).flatMap(([trouble, many]) => {
    const all = status.incidents.filter((each) => each.trouble === trouble);
    const sentence = `${all.map((each) => each.sentence.replace(/\.$/, "")).join("; ")}${many > all.length ? `; and ${figure(many - all.length)} more` : ""}`;
    return many < 4 || all.length === 0 ? all : [{ ...all[0], subject: `${figure(many)} times`, sentence, isMany: true }];
  });
}

function facts(status, now) {
  const walks = bean(status, "Leads");
  const offers = bean(status, "Offers");
  const facts = [];
  if (walks === undefined) facts.push(["Leads are off: connection trace-crm has no settings"]);
  else if (walks.LastProvedWalk === "") facts.push(["No walk was proved yet"]);
  else facts.push(["Last proved walk ", ago(walks.LastProvedWalk, now)]);
  const due = beans(status, "Sink").reduce((sum, each) => sum + each.bean.Pending, 0);
  if (walks !== undefined) facts.push([due === 0 ? "nothing due at any sink" : `${count(due, "version")} due`]);
  if (offers === undefined) facts.push(["Offers are off: connection trace-upload has no settings"]);
  else facts.push(offers.LastUpload === "" ? ["no upload yet"] : ["last upload ", ago(offers.LastUpload, now)]);
  return facts.flatMap((fact, at) => (at === 0 ? fact : [" · ", ...fact])).map((part, at) => (typeof part === "object" ? { ...part, attributes: { ...part.attributes, key: at } } : part));
}

function incident(each, status, tools) {
  const links = { quarantine: ["#quarantine", "See them"], "offer-refused": ["#files", "See the files"], "offer-held": ["#files", "See the files"], "offer-waiting": ["#files", "See the files"], quota: ["#budget", "See the bill"] };
  const link = links[each.trouble];
  return h("li", { class: `incident ${level(each)}`, key: `${each.trouble} ${each.subject}` },
    h("h3", {}, sign(level(each)), h("span", {}, title(each.meaning), " ", each.subject && h("span", { class: "chip" }, each.subject))),
    h("p", { class: "what" }, each.seen ? null : "Before the restart, and not looked at since: ", `${title(each.sentence)}.`, " ", h("span", { class: "quiet" }, "Since ", ago(each.opened, tools.now), ".")),
    h("p", { class: "remedy" }, h("strong", {}, "What to do: "), each.remedy),
    row(each.isMany && each.trouble !== "offer-held" ? null : remedies(each, status, tools), link ? h("a", { key: "see", href: link[0] }, link[1]) : null));
}

function remedies(each, status, { button }) {
  const at = (type) => `type=${type},name=${each.subject}`;
  switch (each.trouble) {
    case "walk": case "stale-walk": return [walkNow(button)];
    case "sink": return [button("Deliver now", at("Sink"), "deliverNow", "", undefined, each.subject)];
    case "quarantine": return [replayAll(button, each.subject)];
    case "login": return [renew(button, each.subject)];
    case "offer-held": return (status.files ?? []).filter((file) => file.state === "held").slice(0, 3).map((file) => named(approve(button, file), `Approve ${file.name}`));
    case "paused": return Object.entries(status.beans).filter(([key, one]) => one.Paused && pausedName(key) === each.subject).map(([key]) => button("Resume", key, "resume", "", undefined, each.subject));
    default: return [];
  }
}

function pausedName(key) {
  const [, type, name] = key.match(/^type=(\w+)(?:,name=(.*))?$/) ?? [];
  return { Leads: "walks", Files: "files", Offers: "offers", Sink: `deliveries to ${name}` }[type];
}

const walkNow = (button) => button("Walk now", "type=Leads", "walkNow", "", "Walks begin now and spend requests of the quota.");
const replayAll = (button, sink) => button("Replay all", `type=Sink,name=${sink}`, "replayAll", "", `All leads that wait for a person at sink ${sink} go out again, those in doubt too, which it may have already.`, `sink ${sink}`);
const renew = (button, name) => button("Renew token", `type=Connection,name=${name}`, "renewToken", "", `Connection ${name} asks for a new token, which spends a request of the quota.`, name);
const approve = (button, file) => button("Approve", "type=Offers", "approve", String(file.number), `File ${file.number}, ${file.name}, goes up to TRACE with its prices.`, `file ${file.number} ${file.name}`);
const pause = (button, key, paused, about) => (paused ? button("Resume", key, "resume", "", undefined, about) : button("Pause", key, "pause", "", undefined, about));

function unknown() {
  return h("p", { class: "empty" }, "Not known while the ledger cannot be worked with.");
}

/** A button with other words on it. */
function named(button, words) {
  return button && { ...button, attributes: { ...button.attributes, "aria-label": undefined }, children: [words] };
}

function flow(status, tools) {
  const walks = bean(status, "Leads");
  const offers = bean(status, "Offers");
  return section("flow", "Flow", walks === undefined ? null : leadLane(status, walks, tools), offers === undefined ? null : offerLane(offers, tools),
    walks === undefined && offers === undefined ? h("p", { class: "empty" }, "Neither flow has credentials. Set those of trace-crm for leads, of trace-upload for offers.") : null);
}

function node(key, name, how, mark, lines, buttons) {
  return h("li", { class: `node ${how}`, key },
    h("h4", {}, name, mark ? h("span", { class: `mark ${how}` }, mark) : null),
    lines.filter((line) => line).map((line, at) => (line.tag ? { ...line, attributes: { ...line.attributes, key: at } } : h("p", { key: at }, line))), row(buttons));
}

function arrow(key, how) {
  return h("li", { class: "arrow", key, "aria-hidden": "true" }, h("svg", { viewBox: "0 0 40 20", class: how }, h("path", { d: "M1 10h35M30 4.500l6 5.500-6 5.500" })));
}

function big(number, words) {
  return h("p", { class: "big" }, h("strong", {}, figure(number)), ` ${words}`);
}

function leadLane(status, walks, { now, button }) {
  const ledger = bean(status, "Ledger") ?? {};
  const files = bean(status, "Files");
  const sinks = beans(status, "Sink");
  const stuck = seen(status).some((each) => each.trouble === "stale-walk" || (each.trouble === "login" && each.subject === "trace-crm"));
  const come = walks.Paused ? "off" : stuck ? "bad" : walks.Complaint ? "warn" : "good";
  return h("div", { class: "lane", key: "leads" },
    h("h3", {}, "Leads"),
    h("ol", { class: "nodes" },
      node("trace", "TRACE", come, { off: "walks paused", bad: "no walk proved", warn: "not proved", good: walks.WalkProgress ? "walking" : "" }[come], [
        big(walks.Seen, "versions since it began"),
        walks.LastProvedWalk ? h("p", {}, "proved ", ago(walks.LastProvedWalk, now)) : "no walk proved yet",
        walks.WalkProgress, walks.Complaint && h("p", { class: "complaint" }, walks.Complaint), walks.Window && h("p", {}, walks.Window),
        walks.Rejected > 0 && `${count(walks.Rejected, "row")} without an id`,
      ], [walkNow(button), pause(button, "type=Leads", walks.Paused, "walks")]),
      arrow("to-ledger", come),
      node("ledger", "Ledger", ledger.Complaint ? "bad" : "good", ledger.Complaint ? "cannot be worked with" : "", [
        big(ledger.Leads, "leads"), `${count(ledger.Versions, "version")}${ledger.SizeBytes >= 0 ? `, ${bytes(ledger.SizeBytes)}` : ""}`, ledger.Complaint && h("p", { class: "complaint" }, ledger.Complaint)]),
      fork(sinks.map(({ name, bean: sink }) => sinkLevel(status, name, sink))),
      h("li", { class: "sinks", key: "sinks" }, h("ul", {}, sinks.map(({ key, name, bean: sink }) => sinkNode(key, name, sink, sinkLevel(status, name, sink), now, button))))),
    files === undefined ? null : h("p", { class: "aside" }, h("strong", {}, "Files of leads: "), `${figure(files.Fetched)} fetched, ${figure(files.Pending)} to fetch, ${figure(files.Missed)} missed`, files.Paused ? ", paused" : "", files.Complaint ? `. ${files.Complaint} ` : ". ", pause(button, "type=Files", files.Paused, "files of leads")));
}

function sinkLevel(status, name, sink) {
  if (sink.Paused) return "off";
  if (sink.Complaint || seen(status).some((each) => each.trouble === "sink" && each.subject === name)) return "bad";
  return sink.Quarantined + sink.InDoubt > 0 ? "warn" : "good";
}

function sinkNode(key, name, sink, how, now, button) {
  const due = sink.Pending === 0 ? "nothing due" : h("p", {}, h("strong", {}, figure(sink.Pending)), " due, the oldest for ", aged(sink.OldestUndeliveredAgeSeconds, now));
  const ward = [sink.Quarantined > 0 && `${figure(sink.Quarantined)} in quarantine`, sink.InDoubt > 0 && `${figure(sink.InDoubt)} in doubt`].filter((each) => each).join(", ");
  return node(name, name, how, { off: "paused", bad: "takes none", warn: "", good: "" }[how], [
    h("p", { class: "pair" }, h("span", {}, h("strong", {}, figure(sink.Delivered)), " delivered since it began"), ward && h("a", { href: "#quarantine" }, ward)),
    due, sink.Complaint || sink.NextTry ? h("p", {}, sink.Complaint && h("span", { class: "complaint" }, `${title(sink.Complaint)}. `),
      sink.NextTry && h("span", {}, "Tries again ", Date.parse(sink.NextTry) > now ? ago(sink.NextTry, now) : "now", ".")) : null,
  ], [sink.NextTry || sink.Complaint ? button("Deliver now", key, "deliverNow", "", undefined, name) : null, pause(button, key, sink.Paused, `deliveries to ${name}`)]);
}

/** From the ledger to each sink; the sinks beside it are equally high. */
function fork(levels) {
  const high = levels.length * 20;
  return h("li", { class: "fork", key: "fork", "aria-hidden": "true" },
    h("svg", { viewBox: `0 0 40 ${high}`, preserveAspectRatio: "none" }, levels.map((how, at) =>
      h("path", { key: at, class: how, d: `M0 ${high / 2}C22 ${high / 2} 18 ${at * 20 + 10} 40 ${at * 20 + 10}` }))),
    h("svg", { class: "down good", viewBox: "0 0 40 20" }, h("path", { d: "M1 10h35M30 4.500l6 5.500-6 5.500" })));
}

function offerLane(offers, { now, button }) {
  const how = offers.Paused ? "off" : offers.Complaint || offers.Stuck.length > 0 ? "warn" : "good";
  const ends = Object.entries(offers.Files).filter(([, files]) => files > 0);
  return h("div", { class: "lane", key: "offers" },
    h("h3", {}, "Offers"),
    h("ol", { class: "nodes offers" },
      node("inbox", "Inbox", "good", "", [big(offers.Waiting, offers.Waiting === 1 ? "file" : "files"), offers.Waiting === 0 ? "nothing was dropped just now" : h("p", {}, "the oldest stands still for ", span(offers.OldestWaitingAgeSeconds)), ...offers.Stuck.map((words) => h("p", { class: "complaint" }, words))]),
      arrow("to-work", how),
      node("work", "In progress", how, offers.Paused ? "paused" : "", [big(offers.InProgress, "in progress"), offers.Held > 0 ? h("p", {}, h("a", { href: "#files" }, `${figure(offers.Held)} held for approval`)) : "none held",
        offers.OldestInProgressAgeSeconds > 0 && h("p", {}, "the oldest for ", aged(offers.OldestInProgressAgeSeconds, now)), offers.Complaint && h("p", { class: "complaint" }, offers.Complaint)],
      [pause(button, "type=Offers", offers.Paused, "offers")]),
      arrow("to-trace", how),
      node("up", "TRACE", offers.Refused > 0 ? "warn" : "good", offers.Refused > 0 ? `${figure(offers.Refused)} to look at` : "", [
        offers.LastUpload ? h("p", { class: "big" }, "last upload ", h("strong", {}, ago(offers.LastUpload, now))) : h("p", { class: "big" }, "no upload yet"),
        ends.length === 0 ? "no file came to its end yet" : list(ends.map(([name, files]) => `${figure(files)} ${name}`))])));
}

function charts(status, tools) {
  const sinks = beans(status, "Sink");
  const timed = sinks.filter(({ bean: sink }) => sink.DeliveredWithin && Object.values(sink.DeliveredWithin).some((leads) => leads > 0));
  const days = status.days ?? [];
  if (timed.length === 0 && days.length === 0) return null;
  return section("speed", "Speed and volume", timed.length === 0 ? null : speeds(timed), days.length === 0 ? null : volumes(days, tools.now));
}

function speeds(timed) {
  const all = timed.map(({ name, bean: sink }) => ({ name, within: sink.DeliveredWithin, bars: chart.buckets(sink.DeliveredWithin) }));
  const bounds = all[0].bars.map((bar) => bar.bound);
  return h("div", { key: "speeds" }, h("h3", {}, "From created at TRACE to delivered"),
    h("div", { class: "multiples" }, all.map(({ name, within, bars }) => {
      const whole = bars.reduce((sum, bar) => sum + bar.leads, 0);
      const quick = bars.filter((bar) => bar.bound <= 300).reduce((sum, bar) => sum + bar.leads, 0);
      return h("figure", { key: name }, h("figcaption", {}, h("strong", {}, name), h("span", { class: "quiet" }, whole === 0 ? "none timed yet" : `${Math.floor(100 * quick / whole)} % within 5 min`)), chart.speeds(within));
    })),
    chart.table("Speed", ["Sink", ...bounds.map((bound, at) => (bound === Infinity ? chart.boundWords(bound, bounds[at - 1]) : `within ${chart.boundWords(bound)}`))],
      all.map(({ name, bars }) => [name, ...bars.map((bar) => figure(bar.leads))])));
}

function volumes(days, now) {
  const all = chart.kinds(days);
  const dates = chart.lastDays(now, 14);
  const sinks = [...new Set(days.map((each) => each.sink))];
  const of = (sink) => days.filter((each) => each.sink === sink);
  const most = Math.max(1, ...sinks.flatMap((sink) => dates.map((day) => chart.sum(of(sink), day))));
  return h("div", { key: "volumes" }, h("h3", {}, "New leads a day"), all.length > 1 || all[0].name ? chart.legend(all) : null,
    h("div", { class: "multiples" }, sinks.map((sink) => h("figure", { key: sink },
      h("figcaption", {}, h("strong", {}, sink), h("span", { class: "quiet" }, `${figure(chart.sum(of(sink), dates.at(-1)))} today`)), chart.daily(of(sink), dates, all, most)))),
    chart.table("Leads a day", ["Day", "Sink", "Kind", "Leads"], days.map((each) => [each.day, each.sink, kind(each.kind), figure(each.leads)])));
}

const OUTCOMES = { done: "good", duplicate: "good", partial: "warn", rejected: "bad", unclear: "bad", withdrawn: "off", held: "warn" };

function offerFiles(status, tools) {
  if (status.files === undefined) return null;
  if (status.files === null) return section("files", "Offer files", unknown());
  return section("files", "Offer files", status.files.length === 0 ? h("p", { class: "empty" }, "No offers yet. What is dropped in the inbox is shown here, with what became of it.") :
    h("ul", { class: "files" }, status.files.map((file) => offerFile(file, tools))));
}

function offerFile(file, { now, button, receipt, receipts }) {
  const state = file.outcome ?? file.state;
  const wrong = file.violations ?? [];
  const text = receipts.get(file.number);
  const about = `file ${file.number} ${file.name}`;
  return h("li", { key: file.number, class: "file" },
    h("div", { class: "file-head" }, h("h3", {}, file.name), h("span", { class: `badge ${OUTCOMES[state] ?? "info"}` }, state),
      h("span", { class: "quiet" }, `file ${file.number}, ${count(file.offers, "offer")}, `, ago(file.arrived, now))),
    file.reason && wrong.length === 0 && file.outcome !== "done" ? h("p", {}, file.reason) : null,
    wrong.length === 0 ? null : h("ul", { class: "violations" }, wrong.map((each, at) => h("li", { key: at }, each.text, " ", h("code", {}, each.rule))), file.moreViolations > 0 ? h("li", { key: "more" }, `and ${figure(file.moreViolations)} more`) : null),
    h("div", { class: "file-foot" }, file.state === "held" || file.state === "archived" ? h("details", { class: "figures", ontoggle: (event) => event.target.open && receipt(file.number, file.state) },
      h("summary", {}, file.state === "held" ? "What would change" : "Receipt", h("span", { class: "unseen" }, ` of ${about}`)), h("pre", { tabindex: "0", role: "group", "aria-label": `Receipt of ${about}` }, text ?? "…")) : null,
    row(file.state === "held" ? approve(button, file) : null,
      file.state === "archived" && file.outcome !== "withdrawn" ? button("Resubmit", "type=Offers", "resubmit", String(file.number), `File ${file.number}, ${file.name}, goes up once more, also where TRACE has the same.`, about) : null)));
}

function quarantine(status, { now, button, may }) {
  if (bean(status, "Leads") === undefined) return null;
  if (!status.quarantine) return section("quarantine", "Quarantine", unknown());
  const leads = status.quarantine;
  const sinks = beans(status, "Sink").filter(({ bean: sink }) => sink.Quarantined + sink.InDoubt > 0);
  const whole = sinks.reduce((sum, { bean: sink }) => sum + sink.Quarantined + sink.InDoubt, 0);
  return section("quarantine", "Quarantine", leads.length === 0 ? h("p", { class: "empty" }, "No lead waits for a person.") : [
    h("p", { key: "words" }, `${count(whole, "lead")} ${whole === 1 ? "waits" : "wait"} for a person`, whole > leads.length ? `; the ${figure(leads.length)} that wait longest are shown.` : "."),
    h("div", { class: "wide", key: "table", tabindex: "0", role: "group", "aria-label": "Leads in quarantine" }, h("table", { class: "stack" },
      h("thead", {}, h("tr", {}, ["Sink", "Lead", "State", "Since", "Reason", may && "Act"].filter((head) => head).map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, leads.map((lead) => h("tr", { key: `${lead.sink} ${lead.lead}` },
        h("td", { "data-head": "Sink" }, lead.sink), h("th", { scope: "row", "data-head": "Lead" }, h("code", {}, lead.lead)),
        h("td", { "data-head": "State" }, lead.state === "unknown" ? "in doubt" : "refused"), h("td", { "data-head": "Since" }, ago(lead.since, now)),
        h("td", { "data-head": "Reason" }, lead.reason ?? ""), may ? h("td", {}, button("Replay", `type=Sink,name=${lead.sink}`, "replay", lead.lead, undefined, `lead ${lead.lead} at sink ${lead.sink}`)) : null))))),
    row(sinks.map(({ name }) => named(replayAll(button, name), `Replay all at ${name}`))),
  ]);
}

function budget(status, { now, button }) {
  const quotas = beans(status, "Quota");
  const limited = quotas.filter(({ bean: quota }) => quota.Limit > 0);
  const free = quotas.filter(({ bean: quota }) => quota.Limit === 0);
  const connections = beans(status, "Connection");
  return section("budget", "Quota and connections",
    h("div", { class: "columns" },
      h("div", { key: "quota" }, h("h3", {}, "Quota"), limited.map(({ name, bean: quota }) => quotaOf(name, quota)),
        free.map(({ name, bean: quota }) => h("p", { key: name }, h("strong", {}, name), ` ${count(quota.Requests, "request")}, no limit`))),
      h("div", { key: "connections" }, h("h3", {}, "Connections"),
        h("ul", { class: "connections" }, connections.map(({ key, name, bean: one }) => h("li", { key: name },
          h("p", {}, h("strong", {}, name), " ", expiry(one, now)), one.TokenEndpoint && h("p", { class: "quiet" }, one.TokenEndpoint, `, ${count(one.TokenRequests, "token request")}`),
          one.Complaint && h("p", { class: "complaint" }, one.Complaint), one.TokenEndpoint ? row(renew(button, name)) : null))))));
}

function quotaOf(name, quota) {
  const share = quota.Left / quota.Limit;
  const bill = Object.entries(quota.Bill ?? {}).filter(([, requests]) => requests > 0).sort((a, b) => b[1] - a[1]);
  const most = Math.max(1, ...bill.map(([, requests]) => requests));
  return h("div", { key: name, class: "quota" },
    h("p", { class: "pair" }, h("strong", {}, name), h("span", {}, h("strong", {}, figure(quota.Left)), ` of ${figure(quota.Limit)} left in ${span(quota.WindowSeconds)}`)),
    chart.gauge(share, share > 0.25 ? "good" : share > 0 ? "warn" : "bad"),
    h("p", { class: "quiet" }, `${count(quota.Requests, "request")} by this process`, quota.WaitSeconds > 0 ? `; the next waits ${span(quota.WaitSeconds)}` : ""),
    bill.length === 0 ? null : h("table", { class: "bill" }, h("caption", { class: "unseen" }, `Requests of ${name} by purpose`),
      h("tbody", {}, bill.map(([purpose, requests]) => h("tr", { key: purpose }, h("th", { scope: "row" }, purpose.replaceAll("-", " ")), h("td", {}, figure(requests)), h("td", { class: "draw" }, chart.gauge(requests / most, "info")))))));
}

function expiry(one, now) {
  if (one.TokenEndpoint === "") return h("span", { class: "quiet" }, one.TokenExpirySeconds < 0 ? "no token" : "its token is given");
  if (one.TokenExpirySeconds < 0) return h("span", { class: "quiet" }, "no token yet");
  const end = new Date(now + one.TokenExpirySeconds * 1000).toISOString();
  return h("time", { datetime: end, title: utc(end) }, `token good for ${span(one.TokenExpirySeconds)}`);
}

function timeline(status, { now }) {
  if (!status.timeline) return section("timeline", "Incidents", unknown());
  const past = status.timeline;
  const name = (each) => (each.subject ? `${each.trouble} ${each.subject}` : each.trouble);
  const item = (each) => h("li", { key: `${each.opened} ${name(each)}` },
    ago(each.opened, now), h("span", {}, h("strong", {}, name(each)), ` ${each.sentence}`, each.closed === null ? h("span", { class: "badge warn" }, "open") : h("span", { class: "quiet" }, `, over after ${span((Date.parse(each.closed) - Date.parse(each.opened)) / 1000)}`)));
  return section("timeline", "Incidents", past.length === 0 ? h("p", { class: "empty" }, "None so far.") : [
    chart.timeline(past, now, name),
    h("ol", { class: "past", key: "past" }, past.slice(0, 8).map(item)),
    past.length > 8 ? h("details", { class: "figures", key: "older" }, h("summary", {}, `${past.length - 8} older`), h("ol", { class: "past" }, past.slice(8).map(item))) : null,
  ]);
}

/** What hardly ever changes. */
export function foot(status) {
  const job = bean(status, "Job") ?? {};
  const ledger = bean(status, "Ledger") ?? {};
  const walks = bean(status, "Leads");
  const fact = (name, ...value) => h("div", { key: name }, h("dt", {}, name), h("dd", {}, value));
  return [h("h2", { key: "h", class: "unseen" }, "The job"), h("dl", { key: "facts" },
    walks ? fact("Certificate", walks.Certificate ? walks.Certificate : "None yet: tracebridge verify makes one.") : null,
    walks ? fact("Fields of leads", `${figure(walks.Fields)}${walks.NewFields ? `. ${walks.NewFields}` : ""}`) : null,
    fact("Ledger", ledger.Place, ledger.FreeBytes >= 0 ? `, ${bytes(ledger.FreeBytes)} free on its disk` : ""),
    fact("Clock", Math.abs(job.ClockSkewSeconds) < 1 ? "as TRACE's" : `${span(Math.abs(job.ClockSkewSeconds))} ${job.ClockSkewSeconds > 0 ? "behind" : "before"} TRACE's`),
    fact("Job", `version ${job.Version}, up for ${span(job.UptimeSeconds)}`, job.Began ? ` since ${utc(job.Began)}` : ""))];
}
