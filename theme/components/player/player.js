// @ts-check
// A moment is a place to go to; what it shows stands below the player while it lasts.
customElements.define("wenpu-player", class extends HTMLElement {
  connectedCallback() {
    const media = /** @type {HTMLMediaElement | null} */ (this.querySelector("audio, video"));
    const now = /** @type {HTMLElement | null} */ (this.querySelector("[aria-live]"));
    const cues = [...this.querySelectorAll("li")];
    if (!media || !now) return;
    let current = null;
    const follow = () => {
      const found = cues.filter((one) => Number(one.dataset.at) <= media.currentTime).pop() ?? null;
      if (found === current) return;
      current?.removeAttribute("aria-current");
      found?.setAttribute("aria-current", "true");
      current = found;
      const card = found?.querySelector(".row");
      now.replaceChildren(...(card ? [card.cloneNode(true)] : []));
      now.hidden = !card;
    };
    for (const one of ["timeupdate", "seeked"]) media.addEventListener(one, follow);
    for (const one of cues)
      one.querySelector("a")?.addEventListener("click", (event) => {
        event.preventDefault();
        const go = () => { media.currentTime = Number(one.dataset.at); };
        go();
        if (!media.readyState) media.addEventListener("loadedmetadata", go, { once: true });
        media.play().catch(() => {});
      });
  }
});
