// @ts-check
// What can be pushed sideways can be reached, and pushed, with the keyboard too. Told
// after a layout, again when the screen is turned: nothing has to be laid out for it.
customElements.define("wenpu-prose", class extends HTMLElement {
  connectedCallback() {
    const sized = new ResizeObserver((all) => {
      for (const { target } of all)
        if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
        else target.removeAttribute("tabindex");
    });
    for (const box of this.querySelectorAll("pre, table")) sized.observe(box);
  }
});
