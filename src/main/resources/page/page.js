// Asks the job how it stands every five seconds, shows it, and does what a person asks for.

import { patch } from "./dom.js";
import { foot, view } from "./view.js";
import { utc } from "./words.js";

const EVERY = 5000;
const PATIENCE = 10_000;
const THEMES = ["system", "light", "dark"];

const at = (id) => document.getElementById(id);
const receipts = new Map();
let status = null;
let answered = null;
let timer = 0;
let fading = 0;
let asking = false;
let answer = () => {};

async function ask() {
  clearTimeout(timer);
  if (document.hidden || asking) {
    return;
  }
  asking = true;
  try {
    const response = await fetch("status.json", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) throw new Error(await refusal(response));
    status = await response.json();
    answered = Date.now();
    lost("");
    show();
  } catch (error) {
    lost(answered === null ? `The job does not answer: ${error.message}.` : `No answer since ${utc(answered).slice(11)}. What is shown is from then.`);
  } finally {
    asking = false;
    clearTimeout(timer);
    timer = setTimeout(ask, EVERY);
  }
}

function lost(words) {
  document.body.classList.toggle("stale", words !== "");
  if (at("lost").textContent !== words) {
    at("lost").textContent = words;
  }
}

function show() {
  const focus = document.activeElement;
  const home = focus?.closest("section");
  patch(at("all"), view(status, { act, signIn, receipt, receipts }));
  patch(at("foot"), foot(status));
  if (focus && !focus.isConnected) {
    (home?.isConnected ? home.querySelector("h1, h2") : at("all")).focus({ preventScroll: true });
  }
  patch(at("asof"), [`as of ${utc(status.at).slice(11)}`]);
  patch(at("sign"), [status.token === undefined ? "Sign in" : "Sign out"]);
  const sentence = at("headline").textContent;
  document.title = `${sentence} Tracebridge`;
  if (at("news").textContent !== sentence) {
    at("news").textContent = sentence;
  }
}

/** Good news goes by itself, a refusal stays. */
function say(words, isRefusal = false) {
  clearTimeout(fading);
  if (words !== "" && !isRefusal) {
    fading = setTimeout(() => document.activeElement === at("heard") || say(""), 15_000);
  }
  at("said").textContent = words;
  at("saidbox").dataset.empty = words === "" ? "yes" : "no";
  at("saidbox").classList.toggle("refused", isRefusal);
  at("heard").hidden = words === "";
}

async function refusal(response) {
  const said = await response.json().catch(() => ({}));
  return said.error ?? `it answered ${response.status}`;
}

async function send(path, body) {
  const headers = { "Content-Type": "application/json" };
  if (status?.token !== undefined) headers["X-CSRF-Token"] = status.token;
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(60_000) });
  if (!response.ok) throw new Error(await refusal(response));
  return response.json();
}

async function act(bean, operation, value, question) {
  if (question !== undefined && !(await sure(question))) {
    return;
  }
  say("…");
  try {
    const { said } = await send("act", { bean, operation, value });
    say(said === "" ? `${operation}: done` : said);
  } catch (error) {
    say(error.message, true);
  }
  receipts.clear();
  ask();
}

function sure(question) {
  at("ask-what").textContent = question;
  at("ask").showModal();
  at("ask-yes").focus();
  return new Promise((resolve) => {
    answer = resolve;
  });
}

function decide(yes) {
  answer(yes);
  at("ask").close();
}

async function receipt(number, state) {
  const key = number;
  if (receipts.has(key) && state !== "held") {
    return;
  }
  try {
    const response = await fetch(`receipt/${number}`, { signal: AbortSignal.timeout(PATIENCE) });
    receipts.set(key, response.ok ? await response.text() : await refusal(response));
  } catch (error) {
    receipts.set(key, error.message);
  }
  show();
}

function signIn() {
  at("signin-said").textContent = "";
  at("signin").showModal();
  at("password").focus();
}

async function signedIn(event) {
  event.preventDefault();
  try {
    await send("login", { password: at("password").value });
    at("password").value = "";
    at("signin").close();
    say("signed in");
    ask();
  } catch (error) {
    at("signin-said").textContent = error.message;
    at("password").select();
  }
}

async function signOut() {
  try {
    await send("logout", {});
    say("signed out");
  } catch (error) {
    say(error.message, true);
  }
  ask();
}

function theme(next) {
  const root = document.documentElement;
  const now = root.dataset.theme ?? "system";
  const chosen = next ? THEMES[(THEMES.indexOf(now) + 1) % THEMES.length] : now;
  if (chosen === "system") {
    delete root.dataset.theme;
  } else {
    root.dataset.theme = chosen;
  }
  at("theme").textContent = `Theme: ${chosen}`;
  try {
    localStorage.setItem("theme", chosen);
  } catch {
    // it holds until the page is left
  }
}

/** On paper nothing can be unfolded. */
function unfold() {
  for (const each of document.querySelectorAll("details:not([open])")) {
    each.open = true;
    each.dataset.folded = "yes";
  }
}

function fold() {
  for (const each of document.querySelectorAll("details[data-folded]")) {
    each.open = false;
    delete each.dataset.folded;
  }
}

at("theme").onclick = () => theme(true);
at("sign").onclick = () => (status?.token === undefined ? signIn() : signOut());
at("heard").onclick = () => {
  say("");
  at("all").focus({ preventScroll: true });
};
at("signin-form").onsubmit = signedIn;
at("signin-no").onclick = () => at("signin").close();
at("ask-yes").onclick = () => decide(true);
at("ask-no").onclick = () => decide(false);
at("ask").onclose = () => answer(false);
document.addEventListener("visibilitychange", ask);
addEventListener("beforeprint", unfold);
addEventListener("afterprint", fold);
theme(false);
say("");
ask();
