// Numbers, times and states in words.

import { h } from "./dom.js";

/** Such as "3 leads"; a word that is regular needs no plural. */
export function count(number, one, many = `${one}s`) {
  return `${figure(number)}\u00a0${number === 1 ? one : many}`;
}

export function figure(number) {
  return Number(number ?? 0).toLocaleString("en-GB");
}

/** A length of time in one unit, the largest that says enough. */
export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 100) return `${s} s`;
  if (s < 6000) return `${Math.round(s / 60)} min`;
  if (s < 100 * 3600) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86400)} days`;
}

/** The exact time, in UTC. */
export function utc(time) {
  const text = new Date(time).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`;
}

/** How long ago it was, with the exact time behind it. */
export function ago(time, now) {
  const past = (now - Date.parse(time)) / 1000;
  const words = past < -1 ? `in ${span(-past)}` : `${span(past)} ago`;
  return h("time", { datetime: time, title: utc(time) }, words);
}

/** How long something lasts by now, with the time of its beginning behind it. */
export function aged(seconds, now) {
  const begin = new Date(now - seconds * 1000).toISOString();
  return h("time", { datetime: begin, title: `since ${utc(begin)}` }, span(seconds));
}

export function bytes(number) {
  if (number < 0) return "";
  if (number < 1e6) return `${Math.ceil(number / 1e3)} kB`;
  return number < 1e9 ? `${(number / 1e6).toFixed(1)} MB` : `${figure(Math.round(number / 1e9))} GB`;
}

/** A sentence's words without its full stop, the first letter large. */
export function title(words) {
  const text = words.replace(/\.$/, "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Words joined by commas and a last "and". */
export function list(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

const TARIFFS = { 3: "direct marketing", 5: "PPA upstream", 6: "PPA downstream" };

/** What the tariffs of a lead are called, by TRACE's numbers of their types. */
export function kind(name) {
  return name === "" ? "kind not said" : name.split("+").map((each) => TARIFFS[each] ?? each).join(" + ");
}
