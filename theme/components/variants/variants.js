// @ts-check
// A link may end in #variant-gift: the reader who tapped that variant's card finds it chosen.
// And who chooses a variant that has a picture sees it.
customElements.define("wenpu-variants", class extends HTMLElement {
  connectedCallback() {
    const show = (input) => {
      const gallery = document.querySelector("wenpu-gallery");
      if (input.dataset.shows > 0) gallery?.show?.(input.dataset.shows - 1);
    };
    const choose = () => {
      const id = decodeURIComponent(location.hash.slice(1));
      const input = document.getElementById(id);
      if (!(input instanceof HTMLInputElement && this.contains(input))) return;
      input.checked = true;
      show(input);
    };
    addEventListener("hashchange", choose);
    this.addEventListener("change", (event) => show(event.target));
    choose();
  }
});
