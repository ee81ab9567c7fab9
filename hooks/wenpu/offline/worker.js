// @ts-nocheck
// What was read is kept, and shown when nothing comes from outside. VERSION, FIRST,
// CHANGES and PAGE stand above: they are of this build.
// Other languages, and other sites of this host, have caches of their own.
const HERE = `wenpu ${new URL(registration.scope).pathname} `;
const NOW = HERE + VERSION, READ = `${HERE}read`, SEEN = `${HERE}seen`;
const MOST = { [READ]: 200, [SEEN]: 300 };
const LONGEST = 30 * 864e5;
const PASSING = /\/(buy|thanks)\//;

addEventListener("install", (event) => {
  event.waitUntil(first().then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const asked = event.request, url = new URL(asked.url);
  if (asked.method !== "GET" || url.origin !== location.origin) return;
  if (!url.href.startsWith(registration.scope) || asked.headers.has("range")) return;
  if (asked.mode === "navigate") event.respondWith(page(asked, PASSING.test(url.pathname)));
  else if (/style|script|image|font/.test(asked.destination) || url.href.startsWith(`${registration.scope}search/`))
    event.respondWith(file(asked));
});

// The page that brought the worker was there before it; it says what it is made of.
addEventListener("message", (event) => {
  event.waitUntil(Promise.all(event.data.map(remember)));
});

async function remember(address) {
  const url = new URL(address, registration.scope);
  url.hash = "";
  if (!url.href.startsWith(registration.scope) || PASSING.test(url.pathname) || await known(url)) return;
  const found = await fetch(url).catch(() => null);
  if (!found?.ok) return;
  const isPage = found.headers.get("content-type")?.includes("text/html");
  await keep(isPage ? READ : SEEN, url, isPage ? await dated(found) : found);
}

async function first() {
  const cache = await caches.open(NOW);
  await Promise.all(FIRST.map(async (url) => {
    const at = new URL(url, registration.scope);
    const found = await fetch(at, { cache: "no-cache" }).catch(() => null);
    if (found?.ok) await cache.put(at, await dated(found));
  }));
}

async function tidy() {
  for (const name of await caches.keys())
    if (name.startsWith(HERE) && ![NOW, READ, SEEN].includes(name)) await caches.delete(name);
}

// The newest page, as long as there is a line; what was kept of it otherwise.
async function page(asked, passing) {
  try {
    const found = await fetch(asked);
    if (found.ok && !passing && !found.redirected) await keep(READ, asked, await dated(found.clone()));
    return found;
  } catch {
    const kept = passing ? null : await known(asked);
    if (kept && isGood(kept)) return kept;
    const instead = new URL(PAGE, registration.scope);
    if (asked.url.startsWith(instead.href)) return (await known(instead)) ?? Response.error();
    instead.searchParams.set("to", asked.url);
    return Response.redirect(instead);
  }
}

// A file whose address tells its content never changes; any other may.
async function file(asked) {
  const kept = await known(asked);
  if (kept && /[?&][0-9a-f]{8}$|-[0-9a-f]{8,}/.test(asked.url)) return kept;
  try {
    const found = await fetch(asked);
    if (found.ok) await keep(SEEN, asked, found.clone());
    return found;
  } catch {
    return kept ?? Response.error();
  }
}

async function known(asked) {
  for (const name of [READ, NOW, SEEN]) {
    const found = await (await caches.open(name)).match(asked);
    if (found) return found;
  }
}

async function keep(name, asked, answer) {
  const cache = await caches.open(name);
  await cache.delete(asked);
  await cache.put(asked, answer);
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST[name]))) await cache.delete(old);
}

// The same answer, with the day it came, its title, and whether a price is in it.
async function dated(answer) {
  if (!answer.headers.get("content-type")?.includes("text/html")) return answer;
  const text = await answer.text();
  const title = /<h1[^>]*>([^<]*)/.exec(text)?.[1].trim() ?? "";
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "x-kept": String(Date.now()),
    "x-title": encodeURIComponent(title),
    "x-priced": /class="[^"]*\bprice\b/.test(text) ? "1" : "",
  };
  return new Response(text, { headers });
}

// A price is good until the next day on which one changes, and never for long.
function isGood(kept) {
  const came = Number(kept.headers.get("x-kept")), now = Date.now();
  if (!kept.headers.get("x-priced")) return true;
  const day = (time) => new Date(time).toLocaleDateString("sv");
  const passed = CHANGES.some((one) => day(came) < one && one <= day(now));
  return !passed && now - came < LONGEST;
}
