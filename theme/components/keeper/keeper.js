// @ts-check
// What was read is there without a line, too; WeChat's own browser does without.
customElements.define("wenpu-keeper", class extends HTMLElement {
  connectedCallback() {
    const worker = this.dataset.worker;
    if (!worker || !navigator.serviceWorker || /MicroMessenger/.test(navigator.userAgent)) return;
    const begin = () => {
      navigator.serviceWorker.register(worker, { updateViaCache: "none" }).catch(() => {});
      if (navigator.serviceWorker.controller) return;
      navigator.serviceWorker.ready.then((found) => {
        const parts = performance.getEntriesByType("resource").map((one) => one.name);
        found.active?.postMessage([location.href, ...parts.filter((one) => !one.endsWith("/sw.js"))]);
      });
    };
    if (document.readyState === "complete") begin();
    else addEventListener("load", begin);
  }
});
