// @ts-check
// In WeChat's browser a payment may fail; there, and until it is closed, this says what
// to do. Storage may be forbidden: then it is closed for this page only.
customElements.define("wenpu-browser-hint", class extends HTMLElement {
  connectedCallback() {
    const agent = navigator.userAgent;
    const kept = (act) => { try { return act(sessionStorage); } catch { return null; } };
    if (!/MicroMessenger/.test(agent) || /wxwork|miniProgram/i.test(agent)) return;
    if (kept((store) => store.getItem("wenpu-hint"))) return;
    const [copy, close] = this.querySelectorAll("button");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        copy.textContent = copy.dataset.done;
      } catch { prompt(copy.textContent, location.href); }
    });
    close.addEventListener("click", () => {
      this.hidden = true;
      kept((store) => store.setItem("wenpu-hint", "closed"));
    });
    this.hidden = false;
  }
});
