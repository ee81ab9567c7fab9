// @ts-check
// The bar comes when the first card has left upwards; it makes way for every other, and for good when told to.
customElements.define("wenpu-buy-bar", class extends HTMLElement {
  connectedCallback() {
    const others = [...document.querySelectorAll(".card, .shop-story, .footer")];
    const first = others[0];
    if (!first) return;
    const inView = new Set();
    let met = false;
    const show = () => this.toggleAttribute("data-shown", met && !inView.size);
    const ahead = new IntersectionObserver(([entry]) => {
      met = entry.isIntersecting;
      show();
    }, { rootMargin: "9999999px 0px 0px" });
    const around = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries)
        inView[isIntersecting ? "add" : "delete"](target);
      show();
    });
    ahead.observe(first);
    for (const one of others) around.observe(one);
    this.querySelector("button")?.addEventListener("click", () => this.remove());
  }
});
