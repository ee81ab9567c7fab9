// How Eleventy makes the shop of the benchmark: texts, paged lists, a page per tag.
import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";

const newest = (found) => found.sort((one, other) => other.date - one.date || (one.url < other.url ? -1 : 1));

export default function (config) {
  config.addPlugin(syntaxHighlight);
  config.addPassthroughCopy("content/**/*.{png,svg}");
  config.addPassthroughCopy({ "site.css": "site.css" });
  config.addFilter("day", (date) => new Date(date).toISOString().slice(0, 10));
  config.addCollection("stories", (all) => newest(all.getFilteredByGlob("content/articles/**/*.md")));
  config.addCollection("things", (all) => newest(all.getFilteredByGlob("content/products/**/*.md")));
  return {
    dir: { input: "content", includes: "../_includes", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
