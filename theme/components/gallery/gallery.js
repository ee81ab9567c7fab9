// @ts-check
// Shows pictures large, over the page; a tap, Esc or the way back closes them. Without
// scripts the links lead to the pictures' files.
customElements.define("wenpu-gallery", class extends HTMLElement {
  connectedCallback() {
    const [strip, large] = this.querySelectorAll(".gallery__strip, .gallery__large");
    const links = [...this.querySelectorAll(".gallery__open")];
    const thumbs = [...this.querySelectorAll(".gallery__thumb")];
    const box = this.querySelector("dialog");
    let seen = 0;
    const at = (row) => Math.round(row.scrollLeft / row.clientWidth) || 0;
    const go = (row, n) => row.scrollTo(n * row.clientWidth, 0);
    const hear = (all, act) => all.forEach((one, n) => one.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      act(n);
    }));
    this.show = (n) => go(strip, n);
    hear(thumbs, this.show);
    hear(links, (n) => {
      large.replaceChildren(...links.map((link) => {
        const copy = link.querySelector("picture, img").cloneNode(true);
        for (const one of [copy, ...copy.querySelectorAll("*")]) {
          one.removeAttribute("style");
          if (one.sizes) one.sizes = "100vw";
        }
        return copy;
      }));
      history.pushState({ large: true }, "");
      box.showModal();
      go(large, seen = n);
    });
    large.addEventListener("scroll", () => { if (box.open) seen = at(large); }, { passive: true });
    large.addEventListener("click", () => box.close());
    addEventListener("popstate", () => box.open && box.close());
    box.addEventListener("close", () => {
      this.show(seen);
      links[seen].focus({ preventScroll: true });
      if (history.state?.large) history.back();
    });
    strip.addEventListener("scroll", () => thumbs.forEach((one, n) => {
      n === at(strip) ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current");
    }), { passive: true });
  }
});
