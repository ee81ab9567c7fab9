// @ts-check
// What only a script can do is shown by it: to copy, to hand a page to the telephone, to
// lay a picture over the page. Within WeChat its own menu shares, and a sheet says so.
customElements.define("wenpu-share", class extends HTMLElement {
  connectedCallback() {
    const sheet = this.querySelector("dialog"), agent = navigator.userAgent;
    const inside = /MicroMessenger/.test(agent) && !/wxwork|miniProgram/i.test(agent);
    const { url, title, text, here } = this.dataset;
    const show = (image, note) => {
      sheet.querySelector("div").replaceChildren(...image ? [image] : []);
      sheet.querySelector("p").textContent = note;
      sheet.classList.toggle("share__sheet--here", !image);
      sheet.showModal();
    };
    const copy = async (deed, what) => {
      try {
        await navigator.clipboard.writeText(what);
        const said = deed.textContent;
        deed.textContent = deed.dataset.done;
        setTimeout(() => { deed.textContent = said; }, 2000);
      } catch { prompt(deed.textContent, what); }
    };
    const deeds = {
      send: () => navigator.share({ title, text, url }).catch(() => {}),
      url: (deed) => copy(deed, url),
      text: (deed) => copy(deed, text),
      show: (deed) => {
        const { kind, width, height, note } = deed.dataset;
        if (kind === "code" && inside) return show(null, here);
        const image = new Image(width, height);
        image.className = `share__${kind}`;
        image.alt = `${deed.textContent} ${title}`;
        image.src = deed.dataset.image;
        show(image, note);
      },
    };
    for (const deed of this.querySelectorAll("[data-do]")) {
      if (deed.dataset.do === "send" && !navigator.share) continue;
      deed.parentElement.hidden = false;
      deed.addEventListener("click", (event) => {
        event.preventDefault();
        deeds[deed.dataset.do](deed);
      });
    }
    sheet.addEventListener("click", (event) => {
      if (event.target === sheet || event.target.closest("button")) sheet.close();
    });
  }
});
