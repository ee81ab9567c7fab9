// @ts-check
// Who was told a number types it here: the list shrinks as they type, and Enter leads on.
customElements.define("wenpu-codes", class extends HTMLElement {
  connectedCallback() {
    const pad = this.querySelector("form"), typed = this.querySelector("input");
    const none = /** @type {HTMLElement | null} */ (this.querySelector("[data-none]"));
    if (!pad || !typed || !none) return;
    const all = [...this.querySelectorAll("li")];
    const code = (one) => one.querySelector("[dir=ltr]").textContent.toLowerCase();
    const wanted = () => typed.value.normalize("NFKC").trim().replaceAll("/", "").toLowerCase();
    pad.hidden = false;
    typed.addEventListener("input", () => {
      none.textContent = "";
      for (const one of all) one.hidden = !code(one).startsWith(wanted());
    });
    pad.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = all.find((one) => code(one) === wanted())?.querySelector("a");
      if (found) location.assign(found.href);
      else none.textContent = none.dataset.none ?? "";
    });
  }
});
