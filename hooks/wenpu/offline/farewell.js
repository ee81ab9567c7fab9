// @ts-nocheck
// The author wants no worker any longer: it takes with it what was kept, and goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  event.waitUntil(leave());
});

async function leave() {
  const here = `wenpu ${new URL(registration.scope).pathname} `;
  for (const name of await caches.keys()) if (name.startsWith(here)) await caches.delete(name);
  await registration.unregister();
}
