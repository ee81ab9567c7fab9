// @ts-check
// Looks up what a reader writes in the files of `search/`: a few shards, then the words
// of the best. What their letters mean is told in `hooks/wenpu/search/`.
{
  const RUNS = /[々〇\u0e00-\u0eff\u3040-ヿ㐀-䶿一-鿿가-힣豈-\ufaff\u{20000}-\u{323af}]+|[0-9]+|[a-z\xdf-\xf6\xf8-\u024f\u0370-\u052f\u0590-\u06ff\u0900-\u0dff\u1e00-\u1fff]+/gu;
  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  const SAYS = [1, 1.6, 3, 6], FEW = 6, AROUND = 80, BEFORE = 24;
  const plain = (c) => c >= "一" && c <= "鿿" ? c : c.normalize("NFKC").toLowerCase();
  const normal = (text) => Array.from(text.normalize("NFC"), plain).join("");
  const solid = (run) => run >= "々" || (run >= "\u0e00" && run < "\u0f00");
  const both = (found, id, weight) => found.set(id, Math.max(weight, found.get(id) || 0));
  const read = (letters, found) => {
    let value = 0, place = 1, start = 0;
    for (const letter of letters) {
      const digit = DIGITS.indexOf(letter);
      value += digit % 32 * place;
      place *= 32;
      if (digit > 31) continue;
      both(found, start + value >> 2, start + value & 3);
      start = (start + value | 3) + 1;
      value = 0;
      place = 1;
    }
  };
  // What of a run is looked up: pairs, one character, a word, or how one begins: `tea*`.
  const terms = (run, last) => {
    const all = [...run], pairs = all.slice(1).map((c, n) => all[n] + c);
    if (!solid(run)) return [last && pairs[0] ? `${run}*` : run];
    return pairs[0] ? pairs.filter((_, n) => pairs.length < 8 || n % 2 == 0 || n == pairs.length - 1) : all;
  };
  // The text as it is compared, and where the runs stand in it as it is written.
  const places = (text, runs) => {
    const map = [], found = [];
    let at = 0, said = "";
    for (const c of text) {
      const made = plain(c);
      map.push(...Array(made.length).fill(at));
      said += made;
      at += c.length;
    }
    map.push(at);
    for (const run of runs)
      for (at = -1; (at = said.indexOf(run, at + 1)) >= 0;)
        if (solid(run) || !(/\d/.test(run) ? /\d/ : /[a-z]/).test(said[at - 1] || "")) found.push({ run, from: map[at], to: map[at + run.length] });
    return Object.assign(found.sort((one, two) => one.from - two.from || two.to - one.to), { said });
  };
  const mark = (box, text, found, from, to) => {
    for (const one of found) {
      if (one.from < from || one.to > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(one.from, one.to);
      box.append(text.slice(from, one.from), mark);
      from = one.to;
    }
    box.append(text.slice(from, to));
  };

  customElements.define("wenpu-search", class extends HTMLElement {
    connectedCallback() {
      const [form, input, told, list, more, model] = ["form", "#q", "[role=status]", "ol", ".search__more", "template"].map((name) => this.querySelector(name));
      Object.assign(this, { form, input, told, list, more, model, files: new Map() });
      new URLSearchParams(location.search).forEach((value, name) => form[name] && (form[name].value = value));
      this.querySelector(".search__filters").hidden = false;
      this.querySelector(".search__off").remove();
      let timer;
      const soon = (event) => {
        if (event.type == "submit") event.preventDefault();
        clearTimeout(timer);
        if (!event.isComposing) timer = setTimeout(() => this.look(), event.type == "input" ? 250 : 0);
      };
      for (const name of ["input", "compositionend", "submit"]) form.addEventListener(name, soon);
      input.addEventListener("focus", () => this.meta().catch(() => 0));
      more.addEventListener("click", () => this.show(true));
      addEventListener("keydown", (event) => this.press(event));
      if (input.value) this.look();
    }

    press(event) {
      const { input, list } = this, here = document.activeElement, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const stops = [input, ...list.querySelectorAll("a")], at = stops.indexOf(here);
      const next = step && at >= 0 ? stops[at + step] : event.key == "/" && !here.matches("input, select, textarea") && input;
      if (!next) return;
      event.preventDefault();
      next.focus();
    }

    get(name, how = "text", more) {
      const { files } = this;
      if (!files.has(name)) files.set(name, fetch(`${this.dataset.root}search/${name}`, more).then((answer) => {
        if (!answer.ok) throw name;
        return answer[how]();
      }).catch((error) => {
        files.delete(name);
        throw error;
      }));
      return files.get(name);
    }

    meta() {
      return this.get("meta.json", "json", this.stale && { cache: "reload" });
    }

    /** Where a term stands; a shard that is newer than the list of all has other numbers. */
    async postings(meta, term) {
      const [head, second] = term.replace("*", ""), code = (c) => c ? c.codePointAt(0) : 0, found = new Map();
      const place = (solid(term) ? code(head) : code(head) * 31 + code(second)) % (meta.s.length / 6);
      const known = meta.s.slice(place * 6, place * 6 + 6), text = await this.get(`s${place}.txt?${known}`);
      if (!text.startsWith(known) && !this.stale) throw this.stale = true;
      const rule = solid(term) ? `\n${head}.*` : `\n${term.replace("*", "\\S*")} (.*)`;
      for (const [line, letters] of text.matchAll(new RegExp(rule, "gu"))) {
        if (letters) read(letters, found);
        else for (const [, other, said] of line.slice(1 + head.length).matchAll(/([^\0-\x7f])([-\w]+)/gu))
          if (!second || other == second) read(said, found);
      }
      return found;
    }

    async look() {
      const turn = this.turn = {}, { input, list, more } = this;
      const asked = Object.fromEntries([...new FormData(this.form)].filter(([, value]) => value));
      history.replaceState(history.state, "", `?${new URLSearchParams(asked)}`);
      const query = normal(input.value.trim()), runs = [...new Set(query.match(RUNS))];
      Object.assign(this, { query, runs });
      if (!runs.length) {
        more.hidden = true;
        list.replaceChildren();
        return this.say("");
      }
      try {
        const found = await this.found(runs, asked);
        if (turn != this.turn) return;
        Object.assign(this, found);
        await this.show(false);
      } catch (error) {
        if (error === true) {
          this.files.clear();
          this.look();
        } else if (turn == this.turn) this.say(this.dataset.failed);
      }
    }

    /** All that has every term, the best first; and, to be asked, what has some. */
    async found(runs, asked) {
      const meta = await this.meta(), { a, p } = meta, sums = new Map(), { query } = this;
      const looked = runs.flatMap((run, n) => terms(run, n == runs.length - 1));
      const each = await Promise.all(looked.map((term) => this.postings(meta, term)));
      for (const one of each)
        for (const [id, weight] of one) {
          const [times, score] = sums.get(id) || [0, 0];
          sums.set(id, [times + 1, score + Math.log(1 + (a.u.length + p.u.length) / one.size) * SAYS[weight]]);
        }
      const unit = 10 ** +this.dataset.decimals, least = (asked.least || 0) * unit, most = (asked.most || Infinity) * unit;
      const all = [];
      for (const [id, [times, score]] of sums) {
        const at = id >> 1, sold = id & 1, side = sold ? p : a, title = side.t[at];
        if (title == null || asked.kind == (sold ? "article" : "product") || (asked.shelf && !(sold && p.h[p.s[at]] == asked.shelf))) continue;
        if ((asked.least || asked.most) && !(sold && p.m[at] >= Math.max(0, least) && p.m[at] <= most)) continue;
        const said = normal(title), whole = said.includes(query);
        const bonus = whole ? 20 + 10 * query.length / said.length : runs.every((run) => said.includes(run)) ? 10 : 0;
        all.push({ id, title, times, url: side.b + side.u[at], score: score * times / looked.length + bonus });
      }
      all.sort((one, two) => two.score - one.score || two.id - one.id);
      const top = Math.max(...all.map((one) => one.times)), with_ = (times) => all.filter((one) => one.times >= times);
      const others = with_(Math.max(looked.length / 3, top * 0.6));
      return { best: with_(looked.length), others, near: false, shown: 0, gone: 0 };
    }

    /** Reads the words of the next few, and leaves out what has only parts of a phrase. */
    async next() {
      const { runs, near } = this, good = [];
      for (let tries = 3; tries-- && good.length < FEW && this.shown < this.best.length;) {
        const part = this.best.slice(this.shown, this.shown += FEW);
        const slips = await Promise.all(part.map(({ url }) => this.get(`t/${url.replace(/\/$/, "")}.json`, "json").catch(() => 0)));
        const right = part.map((one, n) => this.seen(one, slips[n])).filter((one) => near || !one.slip || runs.every((run) => one.all.includes(run)));
        this.gone += part.length - right.length;
        good.push(...right.sort((one, two) => two.score - one.score));
      }
      return good;
    }

    /** One result with its words, and where in them the query stands closest together. */
    seen(one, slip) {
      const { t: text = "", k = "" } = slip || {};
      const runs = this.near ? this.runs.flatMap((run) => terms(run)) : this.runs;
      const found = places(text, runs), names = k.split(" · ").filter((name) => places(name, runs).length).join(" · ");
      let from = 0, most = 0;
      for (const { from: start } of found.slice(0, 99)) {
        const near = new Set(found.filter((two) => two.from >= start && two.to <= start + AROUND - BEFORE).map((two) => two.run)).size;
        if (near > most) [from, most] = [start, near];
      }
      const score = one.score + (found.said.includes(this.query) ? 8 : 0) + 4 * most / runs.length;
      return { ...one, slip, text, names, found, runs, from, score, all: [normal(one.title), normal(k), found.said].join("\n") };
    }

    async show(more) {
      const { turn, list, dataset, input } = this, was = list.children.length;
      let good = await this.next();
      if (turn == this.turn && !good.length && !more && this.others.length) {
        Object.assign(this, { best: this.others, near: true, shown: 0, gone: 0 });
        good = await this.next();
      }
      if (turn != this.turn) return;
      const many = this.best.length - this.gone, left = this.shown < this.best.length;
      if (list.contains(document.activeElement) && !more) input.focus();
      if (!more) list.replaceChildren();
      list.append(...good.map((one) => this.drawn(one)));
      this.more.hidden = !left;
      const said = !many ? "none" : this.near ? "near" : left ? "about" : many > 1 ? "found" : "one";
      this.say(dataset[said].replace(/{(n|query)}/, (_, gap) => gap == "n" ? many : input.value.trim()));
      if (more && good.length) list.children[was].querySelector("a").focus();
    }

    drawn({ id, url, title, slip, text, names, found, runs, from }) {
      const { root, product, article } = this.dataset, one = this.model.content.cloneNode(true);
      const [item, link, excerpt, note] = ["li", "a", ".search__excerpt", ".search__note"].map((part) => one.querySelector(part));
      link.href = root + url;
      mark(link, title, places(title, runs), 0, title.length);
      if (!found.length && names) mark(excerpt, names, places(names, runs), 0, names.length);
      else {
        const back = Math.max(0, from - BEFORE), cut = text.slice(back, from).search(/[^。！？；.!?;，,\s][^。！？；.!?;]*$/);
        const start = from < BEFORE ? 0 : back + Math.max(0, cut), end = Math.min(text.length, start + AROUND + BEFORE);
        mark(excerpt, text, found, start, end);
        if (start) excerpt.prepend("…");
        if (end < text.length) excerpt.append("…");
      }
      note.textContent = [id & 1 ? product : article, slip && slip.l].filter(Boolean).join(" · ");
      const [src, width, height] = slip && slip.i || [];
      if (src) item.append(Object.assign(new Image(width, height), { className: "search__picture", alt: "", loading: "lazy", src: root + src }));
      return one;
    }

    say(text) {
      this.told.textContent = text;
    }
  });
}
