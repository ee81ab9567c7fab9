// @ts-check
// What was read is there without a line, too; WeChat's own browser does without. All of
// it waits for the page: a manifest asked for in its head would come before the pictures.
customElements.define("wenpu-keeper", class extends HTMLElement {
  connectedCallback() {
    const { worker, manifest } = this.dataset;
    if (!worker || !navigator.serviceWorker || /MicroMessenger/.test(navigator.userAgent)) return;
    const begin = () => {
      if (manifest) document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: manifest }));
      navigator.serviceWorker.register(worker, { updateViaCache: "none" }).catch(() => {});
      if (navigator.serviceWorker.controller) return;
      navigator.serviceWorker.ready.then((found) => {
        const parts = performance.getEntriesByType("resource").map((one) => one.name);
        found.active?.postMessage([location.href, ...parts.filter((one) => !one.endsWith("/sw.js"))]);
      });
    };
    const soon = () => (window.requestIdleCallback ?? setTimeout)(begin);
    if (document.readyState === "complete") soon();
    else addEventListener("load", soon);
  }
});
