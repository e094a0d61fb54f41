// Small charts as SVG, and what they show as tables for whoever cannot see them.

import { h } from "./dom.js";
import { figure, kind, span, utc } from "./words.js";

const DAY = 86_400_000;
const KINDS = 6;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A table of figures, folded away. */
export function table(caption, heads, rows) {
  return h("details", { class: "figures" },
    h("summary", {}, `${caption} as a table`),
    h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": caption },
      h("table", {},
        h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
        h("tbody", {}, rows.map((row) =>
          h("tr", {}, row.map((cell, at) => h(at === 0 ? "th" : "td", at === 0 ? { scope: "row" } : {}, cell))))))));
}

/** A bar from 0 to 1 of its width, with what is behind the bar's end in words beside it. */
export function gauge(share, level) {
  return h("svg", { class: `gauge ${level}`, viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" },
    h("rect", { class: "ground", x: 0, y: 0, width: 100, height: 4 }),
    h("rect", { class: "fill", x: 0, y: 0, width: (100 * Math.min(1, Math.max(0, share))).toFixed(2), height: 4 }));
}

/** From counts within a bound, each with the faster ones: counts between one bound and the next. */
export function buckets(within) {
  const bounds = Object.keys(within).sort((a, b) => seconds(a) - seconds(b));
  let before = 0;
  return bounds.map((bound) => {
    const leads = within[bound] - before;
    before = within[bound];
    return { bound: seconds(bound), leads };
  });
}

function seconds(bound) {
  const number = Number(bound);
  return Number.isFinite(number) && number < 2_147_483_647 ? number : Infinity;
}

export function boundWords(bound, last) {
  if (bound === Infinity) return `over ${span(last)}`;
  return bound % 86400 === 0 ? `${bound / 86400} d` : bound % 3600 === 0 ? `${bound / 3600} h` : bound % 60 === 0 ? `${bound / 60} min` : span(bound);
}

/** How fast new leads were delivered. */
export function speeds(within) {
  const bars = buckets(within);
  const most = Math.max(1, ...bars.map((bar) => bar.leads));
  const wide = 320 / Math.max(1, bars.length);
  return h("svg", { class: "chart", viewBox: "0 0 320 128", "aria-hidden": "true" },
    h("line", { class: "axis", x1: 0, y1: 108.5, x2: 320, y2: 108.5 }),
    bars.map(({ bound, leads }, at) => {
      const high = leads === 0 ? 0 : Math.max(2, 86 * leads / most);
      return h("g", { key: bound },
        h("title", {}, `${figure(leads)} ${boundWords(bound, bars.at(-2)?.bound)}`),
        h("rect", { class: "bar", x: at * wide + 3, y: 108 - high, width: wide - 6, height: high, rx: 2 }),
        leads === 0 ? null : h("text", { class: "value", x: (at + 0.5) * wide, y: 103 - high }, figure(leads)),
        h("text", { class: "tick", x: (at + 0.5) * wide, y: 122 }, bound === Infinity ? "more" : boundWords(bound)));
    }));
}

/** The kinds there are, the most frequent first, and how each is drawn. */
export function kinds(days) {
  const sums = new Map();
  for (const { kind: name, leads } of days) {
    sums.set(name, (sums.get(name) ?? 0) + leads);
  }
  return [...sums.entries()].sort((a, b) => b[1] - a[1]).map(([name], at) => ({ name, paint: `k${Math.min(at, KINDS - 1)}` }));
}

export function legend(all) {
  return h("ul", { class: "legend" }, all.map(({ name, paint }) =>
    h("li", { key: name }, h("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" }, h("rect", { class: paint, width: 10, height: 10, rx: 2 })), kind(name))));
}

/** The last days up to today, in UTC. */
export function lastDays(now, many) {
  return Array.from({ length: many }, (none, at) => new Date(now - (many - 1 - at) * DAY).toISOString().slice(0, 10));
}

/** Leads a day at one sink, by kind. */
export function daily(counts, dates, all, most) {
  const wide = 320 / dates.length;
  const own = Math.max(1, ...dates.map((day) => sum(counts, day)));
  return h("svg", { class: "chart", viewBox: "0 0 320 118", "aria-hidden": "true" },
    h("line", { class: "axis", x1: 0, y1: 98.5, x2: 320, y2: 98.5 }),
    dates.map((day, at) => {
      let top = 98;
      const there = all.map(({ name, paint }) => ({ name, paint, leads: sum(counts, day, name) })).filter(({ leads }) => leads > 0);
      const whole = there.reduce((before, { leads }) => before + leads, 0);
      return h("g", { key: day },
        h("title", {}, `${day}: ${figure(whole)}`),
        there.map(({ name, paint, leads }) => {
          const high = 82 * leads / most;
          top -= high;
          return h("rect", { key: name, class: paint, x: at * wide + 2, y: top.toFixed(2), width: wide - 4, height: Math.max(1, high).toFixed(2) });
        }),
        whole === own ? h("text", { class: "value", x: Math.min(305, Math.max(15, (at + 0.5) * wide)), y: top - 4 }, figure(whole)) : null,
        at % 3 === dates.length % 3 - 1 || at === dates.length - 1
          ? h("text", { class: "tick", x: Math.min(304, Math.max(16, (at + 0.5) * wide)), y: 113 }, `${Number(day.slice(8))} ${MONTHS[day.slice(5, 7) - 1]}`) : null);
    }));
}

export function sum(counts, day, name) {
  return counts.filter((each) => each.day === day && (name === undefined || each.kind === name))
    .reduce((before, { leads }) => before + leads, 0);
}

/** When incidents were, on a line each for what they are of. */
export function timeline(incidents, now, words) {
  const oldest = Math.min(...incidents.map(({ opened }) => Date.parse(opened)));
  const reach = [3600_000, 6 * 3600_000, DAY, 7 * DAY].find((each) => now - oldest < each) ?? 14 * DAY;
  const rows = [...new Set(incidents.map(words))];
  const from = now - reach;
  const at = (time) => Math.max(0, Math.min(1000, 1000 * (time - from) / reach));
  return h("div", { class: "strip" },
    rows.map((row) => h("div", { class: "strip-row", key: row },
      h("span", { class: "strip-name" }, row),
      h("svg", { viewBox: "0 0 1000 10", preserveAspectRatio: "none", "aria-hidden": "true" },
        h("rect", { class: "ground", x: 0, y: 4.5, width: 1000, height: 1 }),
        incidents.filter((each) => words(each) === row).map((each) => {
          const begin = at(Date.parse(each.opened));
          const end = each.closed === null ? 1000 : at(Date.parse(each.closed));
          return h("rect", { key: each.opened, class: each.closed === null ? "open" : "over", x: begin, y: 1, width: Math.max(4, end - begin), height: 8, rx: 1 },
            h("title", {}, `${utc(each.opened)}: ${each.sentence}`));
        })))),
    h("div", { class: "strip-row", key: "scale" }, h("span", { class: "strip-name" }, ""),
      h("p", { class: "scale" }, h("span", {}, `${span(reach / 1000)} ago`), h("span", {}, "now"))));
}
