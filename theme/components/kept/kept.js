// @ts-check
// Lists what is kept on this telephone, the last first; leads on as soon as there is a line.
customElements.define("wenpu-kept", class extends HTMLElement {
  async connectedCallback() {
    const wanted = URL.parse?.(new URLSearchParams(location.search).get("to") ?? "");
    if (wanted?.origin === location.origin)
      addEventListener("online", () => location.replace(wanted.href));
    const title = this.querySelector("p"), list = this.querySelector("ul");
    if (!title || !list || !("caches" in window)) return;
    const cache = await caches.open(`wenpu ${new URL("..", location.href).pathname} read`);
    for (const asked of (await cache.keys()).reverse()) {
      const kept = await cache.match(asked), name = decodeURIComponent(kept?.headers.get("x-title") ?? "");
      if (!name) continue;
      const link = Object.assign(document.createElement("a"), { href: asked.url, textContent: name });
      list.append(document.createElement("li"));
      list.lastElementChild?.append(link);
      title.hidden = false;
    }
  }
});
