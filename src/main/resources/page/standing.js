// How it all stands, in one sentence and a word.

import { count, list } from "./words.js";

/** Incidents for which nothing moves until somebody acts. */
const STOPS = new Set(["ledger", "sink", "login", "stale-walk", "disk", "gap", "route", "waiting-lead", "offer-waiting"]);

export function beans(status, type) {
  return Object.entries(status.beans ?? {})
    .filter(([key]) => key === `type=${type}` || key.startsWith(`type=${type},name=`))
    .map(([key, bean]) => ({ key, name: key.split(",name=")[1] ?? "", bean }));
}

export function bean(status, type) {
  return beans(status, type)[0]?.bean;
}

export function level(incident) {
  return STOPS.has(incident.trouble) ? "bad" : "warn";
}

/** Incidents that this process found itself: of what one before it left it may not know yet. */
export function seen(status) {
  return (status.incidents ?? []).filter((each) => each.seen);
}

/** Level, word and sentence of the whole. */
export function standing(status) {
  const open = seen(status);
  const worst = open.some((each) => level(each) === "bad") ? "bad" : open.length > 0 ? "warn" : "good";
  const is = (trouble, subject) => open.some((each) => each.trouble === trouble && (subject === undefined || each.subject === subject));
  const words = { bad: "Out of order", warn: "Needs a look", good: "All is well" };
  if (is("ledger")) {
    return { level: "bad", word: words.bad, sentence: "Nothing moves: the ledger cannot be worked with." };
  }
  const parts = [is("gap") ? "leads are on no account" : "", is("clock") ? "the clock is off" : "", leads(status, is), offers(status, is)].filter((part) => part !== "");
  const sentence = parts.length === 0 ? "Both flows are off." : `${parts.join("; ")}.`;
  return { level: worst, word: words[worst], sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1) };
}

function leads(status, is) {
  const walks = bean(status, "Leads");
  if (walks === undefined) return "";
  const shut = beans(status, "Sink").filter(({ name, bean: sink }) => sink.Paused || is("sink", name)).map(({ name }) => name);
  const out = shut.length === 0 ? "" : ` do not reach ${list(shut)}`;
  if (walks.Paused) return `walks are paused${out && `, and leads${out}`}`;
  if (is("stale-walk") || is("login", "trace-crm")) return `no leads come in${out && `, and those there${out}`}`;
  if (out) return beans(status, "Sink").length === shut.length ? `leads come in, but${out}` : `leads flow, but${out}`;
  if (walks.LastProvedWalk === "") return "the first walk is under way";
  if (is("walk")) return "the last walk of leads was not proved";
  if (is("waiting-lead")) return "leads come in, but wait for their delivery";
  const held = beans(status, "Sink").reduce((sum, { bean: sink }) => sum + sink.Quarantined + sink.InDoubt, 0);
  if (held === 0) return is("quota", "trace") ? "leads flow, but requests wait for the quota" : is("fields") ? "leads flow, with fields that they never had" : "leads flow";
  return `leads flow, but ${held} ${held === 1 ? "waits" : "wait"} for a person`;
}

function offers(status, is) {
  const files = bean(status, "Offers");
  if (files === undefined) return "";
  if (files.Paused) return "offers are paused";
  if (is("login", "trace-upload") || is("offer-waiting")) return "offers do not go up";
  const ends = [];
  if (files.Held > 0) ends.push(`${count(files.Held, "offer file")} ${files.Held === 1 ? "waits" : "wait"} for approval`);
  if (files.Refused > 0) ends.push(`${files.Refused} ${files.Refused === 1 ? "was" : "were"} refused`);
  if (ends.length > 0) return (files.Held > 0 ? ends : [`${count(files.Refused, "offer file")} ${files.Refused === 1 ? "was" : "were"} refused`]).join(", ");
  const under = files.Waiting + files.InProgress;
  if (under > 0) return `${count(under, "offer file")} ${under === 1 ? "is" : "are"} on the way`;
  return files.LastUpload === "" ? "no offers were dropped yet" : "offers are out";
}
