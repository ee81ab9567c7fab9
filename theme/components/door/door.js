// @ts-check
// The door keeps what it was opened with, for the checkout to be told: what led here, and a
// code. Where the shop wants it, it leads on after some seconds: not in WeChat, not whoever
// asked for less motion, not who came back, and nobody who taps or presses a key.
customElements.define("wenpu-door", class extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    if (!link) return;
    const to = new URL(link.href), given = new URLSearchParams(location.search);
    const tell = (name, value, good) => value && good.test(value) && to.searchParams.set(name, value);
    tell("client_reference_id", given.get("ref") ?? given.get("client_reference_id"), /^[\w-]{1,200}$/);
    tell("prefilled_promo_code", given.get("promo"), /^[a-z\d-]{1,99}$/i);
    link.href = to.href;
    if (/MicroMessenger/.test(navigator.userAgent)) {
      for (const one of document.querySelectorAll("details")) one.open = true;
    } else if (!matchMedia("(prefers-reduced-motion: reduce)").matches && history.state !== "led") {
      this.lead(link, Number(this.dataset.after));
    }
  }
  lead(link, seconds) {
    const note = this.querySelector("p[hidden]"), left = note?.querySelector("b + b");
    if (!left) return;
    const clock = setInterval(() => {
      if (document.hidden) return;
      left.textContent = --seconds;
      if (seconds > 0) return;
      clearInterval(clock);
      history.replaceState("led", "");
      location.assign(link.href);
    }, 1000);
    const stop = () => {
      clearInterval(clock);
      note.textContent = note.dataset.stopped;
    };
    for (const deed of ["pointerdown", "keydown", "wheel"]) addEventListener(deed, stop, { once: true });
    left.textContent = seconds;
    note.hidden = false;
  }
});
