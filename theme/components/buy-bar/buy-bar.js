// @ts-check
// The bar waits until the reader has met the first card and scrolled on, and steps aside for others.
customElements.define("wenpu-buy-bar", class extends HTMLElement {
  connectedCallback() {
    const cards = [...document.querySelectorAll(".card, .shop-story")];
    if (!cards.length || !("IntersectionObserver" in window)) return;
    const seen = new Set();
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries)
        isIntersecting ? seen.add(target) : seen.delete(target);
      const ahead = cards[0].getBoundingClientRect().top > 0;
      this.toggleAttribute("data-away", seen.size > 0 || ahead);
    });
    cards.forEach((card) => watch.observe(card));
  }
});
