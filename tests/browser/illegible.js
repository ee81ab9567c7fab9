// Which words on a page are cut off, stand out of their box, or lie on others.
//
// Of each line of text only the middle counts: above and below it, letters may touch
// their neighbours.
() => {
  const faults = new Set();
  const seen = { opacityProperty: true, visibilityProperty: true };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [];
  while (texts.nextNode()) {
    const text = texts.currentNode, of = text.parentElement;
    if (!text.data.trim() || !of.checkVisibility(seen)) continue;
    if (of.closest(".only-heard, .skip, [aria-hidden=true], rt")) continue;
    const words = text.data.trim().slice(0, 16);
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right, top, height } of range.getClientRects()) {
      const middle = { top: top + 0.3 * height, bottom: top + 0.7 * height };
      const line = { words, of, left, right, ...middle };
      if (right - left > 2 && shown(line)) lines.push(line);
    }
  }

  // Tells whether a line can be seen; walks up through all that might hide it.
  function shown(line) {
    let own = true;
    for (let one = line.of; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      line.fixed ||= style.position === "fixed";
      if (["inline", "contents"].includes(style.display)) continue;
      const box = one.getBoundingClientRect(), out = beyond(line, box);
      if (out && hides(style)) return told(line, style, box);
      if (out && own) faults.add(`${out} its box: ${line.words}`);
      own = false;
    }
    return true;
  }

  function beyond(line, box) {
    if (line.left < box.left - 2 || line.right > box.right + 2) return "beside";
    if (line.top < box.top - 2 || line.bottom > box.bottom + 2) return "below";
    return "";
  }

  function hides(style) {
    const clip = style.clipPath !== "none";
    return clip || style.overflowX !== "visible" || style.overflowY !== "visible";
  }

  // Notes a line that is cut. No fault: it can be pushed into view, it was meant to end
  // there, or it is for ears alone. Either way nobody sees it where it is.
  function told(line, style, box) {
    const pushed = /auto|scroll/.test(style.overflowX + style.overflowY);
    const ended = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
    const heard = box.width < 2 || box.height < 2;
    if (!pushed && !ended && !heard) faults.add(`cut off: ${line.words}`);
    return false;
  }

  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, n) => {
    for (const other of lines.slice(n + 1)) {
      if (other.top > one.bottom - 1) break;
      const apart = one.right < other.left + 2 || other.right < one.left + 2;
      const strangers = one.of !== other.of && !one.fixed === !other.fixed;
      if (!apart && strangers)
        faults.add(`on one another: ${one.words} | ${other.words}`);
    }
  });
  return [...faults];
}
