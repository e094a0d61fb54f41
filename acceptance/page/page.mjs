// What page.sh asks of the status page, in a real browser. It prints what it measured.

import assert from "node:assert/strict";
import { copyFileSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { PAGE, SANDBOX, CRM, DATA, EXAMPLES, MODULES, SCREENSHOTS } = process.env;
const require = createRequire(`${MODULES}/`);
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const REFRESH = 5000;

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
try {
  await prepare();
  await loads();
  await looks();
  if (SCREENSHOTS) await screenshots();
  await survivesRefresh();
  await saysWhenTheJobIsAway();
  await remembersTheTheme();
  await byKeyboard();
} finally {
  await browser.close();
}

function say(words) {
  console.log(`page: ${words}`);
}

async function status() {
  const response = await fetch(`${PAGE}/status.json`);
  return response.json();
}

async function until(what, question, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    try {
      if (await question()) return;
    } catch {
      // not yet
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  assert.fail(`not within ${seconds} s: ${what}`);
}

/** Leads at three sinks, one of which refuses some and one takes none; offers of each outcome. */
async function prepare() {
  await until("leads are delivered", async () => (await status()).beans["type=Sink,name=hubspot"].Delivered >= 420);
  const drop = (from, name) => {
    copyFileSync(`${EXAMPLES}/${from}`, `${DATA}/${name}.part`);
    renameSync(`${DATA}/${name}.part`, `${DATA}/offers/inbox/${name}`);
  };
  const files = async (many) => {
    const { files: there } = await status();
    return there.length === many && there.every((file) => file.outcome !== null || file.state === "held");
  };
  drop("ppa/batch.json", "ppa-december.json");
  drop("ppa/downstream-wind-payasproduced.json", "wind-downstream.json");
  drop("direct-marketing/batch.json", "direct-marketing.json");
  await until("offers go up", () => files(3));
  const dearer = readFileSync(`${EXAMPLES}/ppa/downstream-wind-payasproduced.json`, "utf8").replace(/: (\d+\.\d+)/g, (all, price) => `: ${(price * 1.2).toFixed(1)}`);
  writeFileSync(`${DATA}/offers/wind-january.part`, dearer);
  renameSync(`${DATA}/offers/wind-january.part`, `${DATA}/offers/inbox/wind-january.json`);
  drop("broken/tenor-form.json", "solar-late.json");
  await until("one is held", () => files(5));
  await fetch(`${CRM}/close`, { method: "POST" });
  await fetch(`${SANDBOX}/sandbox/leads`, { method: "POST", body: '{"add":9,"change":3}' });
  await until("the sink that is down is an incident", async () => (await status()).incidents.some((each) => each.trouble === "sink"));
}

async function open({ theme = "light", width = 1280, height = 900 } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const page = await context.newPage();
  page.wrong = [];
  page.on("console", (message) => message.type() === "error" && page.wrong.push(message.text()));
  page.on("pageerror", (error) => page.wrong.push(String(error)));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== PAGE) page.wrong.push(`asked ${request.url()}`);
  });
  return page;
}

async function show(page) {
  await page.goto(`${PAGE}/`);
  await page.waitForSelector("#flow");
  return page;
}

async function close(page) {
  assert.deepEqual(page.wrong, []);
  await page.context().close();
}

async function loads() {
  const paints = [];
  let bytes = 0;
  for (let load = 0; load < 5; load++) {
    const page = await open();
    const network = await page.context().newCDPSession(page);
    await network.send("Network.enable");
    bytes = 0;
    network.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await show(page);
    paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
    await close(page);
  }
  const median = paints.sort((a, b) => a - b)[2];
  say(`first contentful paint after ${median.toFixed(0)} ms (median of ${paints.map((paint) => paint.toFixed(0)).join(", ")})`);
  say(`${bytes} bytes with the first status.json, headers included`);
  assert.ok(median < 200, `painted after ${median} ms`);
  assert.ok(bytes > 10_000 && bytes < 100_000, `${bytes} bytes`);
}

async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => window.axe.run());
  return found.map(({ id, nodes }) => `${id}, ${nodes.length} times: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`);
}

async function looks() {
  for (const theme of ["light", "dark"]) {
    for (const width of [1280, 360]) {
      for (const signed of [false, true]) {
        const page = await show(await open({ theme, width }));
        if (signed) await signIn(page);
        await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
        await page.waitForTimeout(400);
        assert.deepEqual(await violations(page), [], `axe-core, ${theme}, ${width} px`);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `wider than ${width} px`);
        await close(page);
      }
    }
  }
  say("axe-core finds nothing, light and dark, at 1280 and 360 px, signed in or not; nothing is wider than the window");
}

async function screenshots() {
  for (const theme of ["light", "dark"]) {
    const page = await show(await open({ theme, height: 1800 }));
    const path = `${SCREENSHOTS}/status-${theme}.png`;
    const { bottom } = await page.evaluate(() => document.querySelector("#flow").getBoundingClientRect().toJSON());
    await page.screenshot({ path, clip: { x: 0, y: 0, width: 1280, height: Math.ceil(bottom) + 32 } });
    assert.ok(statSync(path).size < 200_000, `${path} is too large`);
    await close(page);
  }
}

function password() {
  return readFileSync(`${DATA}/management-password`, "utf8").trim();
}

async function signIn(page) {
  await page.click("#sign");
  await page.fill("#password", password());
  await page.press("#password", "Enter");
  await page.waitForSelector("#flow button");
}

async function survivesRefresh() {
  const page = await show(await open());
  await signIn(page);
  await page.locator("#files summary").first().click();
  await page.locator("#flow button").nth(1).focus();
  const before = await page.evaluate(() => {
    scrollTo(0, 333);
    getSelection().selectAllChildren(document.querySelector("#quarantine code"));
    window.focused = document.activeElement;
    return { y: scrollY, selected: String(getSelection()), asof: document.querySelector("#asof").textContent };
  });
  await page.waitForFunction((asof) => document.querySelector("#asof").textContent !== asof, before.asof, { timeout: 3 * REFRESH });
  const after = await page.evaluate(() => ({
    y: scrollY,
    selected: String(getSelection()),
    focus: window.focused === document.activeElement,
    open: document.querySelector("#files details").open,
  }));
  assert.deepEqual(after, { y: before.y, selected: before.selected, focus: true, open: true });
  assert.equal(before.selected.length, 36);
  say("focus, selection, scroll and what is unfolded stay over a refresh");
  await close(page);
}

async function saysWhenTheJobIsAway() {
  const page = await show(await open());
  await page.route("**/status.json", (route) => route.abort());
  await page.waitForSelector("body.stale", { timeout: 3 * REFRESH });
  assert.match(await page.textContent("#lost"), /^No answer since \d\d:\d\d:\d\d UTC/);
  assert.deepEqual(await violations(page), [], "axe-core while the job is away");
  await page.unroute("**/status.json");
  await page.waitForSelector("body:not(.stale)", { timeout: 3 * REFRESH });
  page.wrong = page.wrong.filter((words) => !words.includes("ERR_FAILED"));
  say("it says since when the job does not answer, and when it does again");
  await close(page);
}

async function remembersTheTheme() {
  const page = await show(await open());
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.click("#theme");
  await page.click("#theme");
  const dark = await ground();
  assert.notEqual(dark, light);
  await show(page);
  assert.equal(await ground(), dark);
  await close(page);
}

/** Goes on by Tab until something of that name has focus. */
async function tabTo(page, name) {
  for (let steps = 0; steps < 200; steps++) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
    if (name.test(here)) return;
  }
  assert.fail(`Tab leads to nothing named ${name}`);
}

async function said(page, words) {
  await page.waitForFunction((pattern) => new RegExp(pattern).test(document.querySelector("#said").textContent), words.source);
}

async function byKeyboard() {
  const page = await show(await open());
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Skip to/);
  await tabTo(page, /^Sign in to act$/);
  await page.keyboard.press("Enter");
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#signin-said").textContent.startsWith("that is not the password"));
  await page.keyboard.type(password());
  await page.keyboard.press("Enter");
  await page.waitForSelector("#flow button");
  page.wrong = page.wrong.filter((words) => !words.includes("401"));

  await tabTo(page, /^Pause: walks$/);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.textContent === "Resume");
  assert.equal((await status()).beans["type=Leads"].Paused, true);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.textContent === "Pause");
  assert.equal((await status()).beans["type=Leads"].Paused, false);

  await tabTo(page, /^Approve: file \d+ wind-january.json$/);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#ask[open]");
  await page.keyboard.press("Enter");
  await said(page, /^file \d+ goes up at the next look$/);
  await until("the approved file is published", async () => (await status()).files.some((file) => file.name === "wind-january.json" && file.outcome === "done"));

  await tabTo(page, /^Replay: lead .* at sink http$/);
  const before = (await status()).quarantine.length;
  await page.keyboard.press("Enter");
  await said(page, /^the lead goes out again$/);
  await until("the replayed lead is delivered", async () => (await status()).quarantine.length < before);
  await page.waitForFunction((many) => document.querySelectorAll("#quarantine tbody tr").length < many, before, { timeout: 3 * REFRESH });
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
  say("signed in, paused and resumed walks, approved a file and replayed a lead by keyboard alone");
  await close(page);
}
