// @ts-check
// What can be pushed sideways can be reached, and pushed, with the keyboard too.
customElements.define("wenpu-prose", class extends HTMLElement {
  connectedCallback() {
    for (const box of this.querySelectorAll("pre, table"))
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
  }
});
