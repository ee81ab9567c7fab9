// @ts-nocheck
// The author wants no worker any longer: it takes with it what was kept, and goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  event.waitUntil(leave());
});

async function leave() {
  for (const name of await caches.keys()) if (name.startsWith("wenpu-")) await caches.delete(name);
  await registration.unregister();
}
