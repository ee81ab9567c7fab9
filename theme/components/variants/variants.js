// @ts-check
// A link may end in #variant-gift: the reader who tapped that variant's card finds it chosen.
customElements.define("wenpu-variants", class extends HTMLElement {
  connectedCallback() {
    const choose = () => {
      const id = decodeURIComponent(location.hash.slice(1));
      const input = document.getElementById(id);
      if (input instanceof HTMLInputElement && this.contains(input)) input.checked = true;
    };
    addEventListener("hashchange", choose);
    choose();
  }
});
