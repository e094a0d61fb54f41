// What the page says at its head by each fault of docs/operations.md, in the words of its table.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { standing } from "../../src/main/resources/page/standing.js";

/** All is well but for what is said of a bean. */
function status(trouble, subject, changes = {}) {
  const beans = {
    "type=Leads": { LastProvedWalk: "2026-11-21T09:00:00Z", Paused: false },
    "type=Sink,name=file": { Quarantined: 0, InDoubt: 0, Paused: false },
    "type=Sink,name=http": { Quarantined: 0, InDoubt: 0, Paused: false },
    "type=Offers": { Held: 0, Refused: 0, Waiting: 0, InProgress: 0, LastUpload: "2026-11-21T09:00:00Z", Paused: false },
  };
  for (const [key, change] of Object.entries(changes)) Object.assign(beans[key], change);
  return { beans, incidents: [{ trouble, subject, seen: true }] };
}

const said = {
  walk: status("walk", ""),
  login: status("login", "trace-crm"),
  quota: status("quota", "trace"),
  sink: status("sink", "http"),
  quarantine: status("quarantine", "http", { "type=Sink,name=http": { Quarantined: 1 } }),
  fields: status("fields", ""),
  ledger: status("ledger", ""),
  "offer-refused": status("offer-refused", "file 1", { "type=Offers": { Refused: 1 } }),
  clock: status("clock", ""),
};
const rows = readFileSync("docs/operations.md", "utf8").split("\n")
  .filter((line) => /^\| .*`Tracebridge\w+` after/.test(line)).map((line) => line.split("|").map((cell) => cell.trim()));
assert.equal(rows.length, Object.keys(said).length);
for (const row of rows) {
  const incident = row[4].replaceAll("`", "");
  const { sentence: words, level } = standing(said[incident]);
  const sentence = words.replaceAll("\u00a0", " ");
  assert.ok(sentence.toLowerCase().includes(row[7].toLowerCase()), `${row[1]}: ${sentence}`);
  assert.notEqual(level, "good", row[1]);
}
console.log(`page: the headline of ${rows.length} faults is as docs/operations.md says`);
