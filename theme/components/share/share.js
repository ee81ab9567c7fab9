// @ts-check
// What only a script can do is shown by it: to copy, to hand a page to the telephone, to
// lay a picture over the page. Within WeChat its own menu shares, and a sheet says so.
customElements.define("wenpu-share", class extends HTMLElement {
  connectedCallback() {
    const sheet = this.querySelector("dialog"), inside = /MicroMessenger/.test(navigator.userAgent);
    const said = (name) => document.querySelector(`[property="og:${name}"]`)?.content;
    const url = said("url"), title = said("title");
    const lay = (deed, src, note) => {
      const [stage, below] = sheet.querySelectorAll("p"), image = new Image();
      image.className = `share__${deed.dataset.do}`;
      image.alt = deed.textContent;
      image.src = src;
      stage.replaceChildren(src && image);
      below.textContent = note;
      sheet.showModal();
    };
    const copy = async (deed, what) => {
      try {
        await navigator.clipboard.writeText(what);
        deed.textContent = deed.dataset.done;
      } catch { prompt(deed.textContent, what); }
    };
    const deeds = {
      send: () => navigator.share({ title, url }).catch(() => {}),
      code: (deed, { src, note, here }) => lay(deed, ...inside ? ["", here] : [src, note]),
      poster: (deed, { note }) => lay(deed, deed.href, note),
      url: (deed) => copy(deed, url),
      text: (deed) => copy(deed, [title, said("description"), url].join("\n")),
    };
    for (const deed of this.querySelectorAll("[data-do]")) {
      if (deed.dataset.do === "send" && !navigator.share) continue;
      deed.parentElement.className = "";
      deed.onclick = () => { deeds[deed.dataset.do](deed, deed.dataset); return false; };
    }
  }
});
