// @ts-check
// Says which of the pictures is in view; without scripts the strip scrolls all the same.
customElements.define("wenpu-gallery", class extends HTMLElement {
  connectedCallback() {
    const [strip, count] = this.children;
    const total = strip.children.length;
    const tell = () => {
      const end = strip.scrollWidth - strip.clientWidth;
      count.textContent = `${1 + Math.round(strip.scrollLeft / end * (total - 1) || 0)} / ${total}`;
    };
    strip.addEventListener("scroll", tell, { passive: true });
    this.dataset.live = "";
    tell();
  }
});
