// How Astro makes the shop of the benchmark: texts, paged lists, a page per tag.
import { defineConfig } from "astro/config";

export default defineConfig({ site: "https://bench.example", trailingSlash: "always" });
